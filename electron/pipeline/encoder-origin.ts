/**
 * Where the time of one encoder begins: the moments (monotonic, ms) to which the zero of its picture and the zero of its sound belong. Encoders with known
 * origins can be cut at the very same picture and the very same piece of sound.
 */
export type EncoderOrigin = { readonly pictureAtMs: number; readonly soundAtMs: number }

/** One frame of AAC at 48 kHz: pairs of samples, and how long they last. */
export const soundFramePairs = 1024
export const soundFrameMs = soundFramePairs / 48
