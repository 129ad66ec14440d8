/** Waiting, passed in like the clock so that tests own it. */
export type Timers = {
  /** Calls `run` once after `ms` milliseconds, unless the returned function was called before. */
  readonly after: (ms: number, run: () => void) => () => void
}

export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
