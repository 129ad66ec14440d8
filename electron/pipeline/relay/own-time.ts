import { type EncoderOrigin, soundFrameMs } from '../encoder-origin.ts'
import type { FlvTag } from './flv-tag.ts'

/** Reads the times of one encoder's tags: in its own time, or, where its origin is known, in that of the monotonic clock. */
export type OwnTime = { readonly of: (tag: FlvTag) => number }

/**
 * AAC begins one frame before the first sample, and FLV knows no negative times: so ffmpeg writes that frame at 0 and everything else as much later (rounded,
 * 21 ms; the same in the builds of 2018 and of 2022). Sound is laid on whole frames again, which the rounding to milliseconds has hidden.
 */
export const createOwnTime = (origin: EncoderOrigin | null): OwnTime => {
  let zeroMs: number | null = null
  return {
    of: (tag) => {
      if (origin === null) return tag.timestampMs
      if (tag.kind === 'audio') zeroMs ??= tag.timestampMs
      const sinceZero = tag.timestampMs - (zeroMs ?? 0)
      if (tag.kind !== 'audio') return origin.pictureAtMs + sinceZero - Math.floor(soundFrameMs)
      return origin.soundAtMs + (Math.round(sinceZero / soundFrameMs) - 1) * soundFrameMs
    },
  }
}
