/** Time, passed in so that tests own it. */
export type Clock = {
  /** Milliseconds since the Unix epoch; may jump when the computer's clock is set. */
  readonly wallMs: () => number
  /** Milliseconds on a clock that never jumps; only differences mean something. */
  readonly monotonicMs: () => number
}

export const systemClock: Clock = { wallMs: () => Date.now(), monotonicMs: () => performance.now() }
