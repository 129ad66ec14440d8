/**
 * Where the time of one encoder begins: the moments (monotonic, ms) to which the zero of its picture and the zero of its sound belong. Encoders with known
 * origins can be cut at the very same picture and the very same piece of sound.
 */
export type EncoderOrigin = {
  readonly pictureAtMs: number
  readonly soundAtMs: number
  /** The bus makes its pictures: two encoders are given the same one for the same moment. Where they grab for themselves, each has pictures of its own. */
  readonly composed: boolean
  /** By how much its pictures show something older than the bus's delay alone makes them. */
  readonly behindMs: () => number
}

/** One frame of AAC at 48 kHz: pairs of samples, and how long they last. */
export const soundFramePairs = 1024
export const soundFrameMs = soundFramePairs / 48
