import { createLowestOfLate } from './find-lowest.ts'
import { busSampleRate } from './port.ts'

/** A stretch of time of which a device gave no samples. */
export type Gap = {
  /** Of the first sample after it. */
  readonly before: number
  /** How many samples are missing. */
  readonly length: number
}

/** Relates the samples of one device, counted from 0, to our monotonic clock. */
export type SampleClock = {
  /** Takes that sample `index` came to be at `atMs`, or earlier. A gap that is answered has been taken out: from then on indexes count it. */
  readonly learn: (index: number, atMs: number) => Gap | null
  /** The moment of sample 0 in ms, by what the samples of the last seconds say; null before the first. */
  readonly originMs: () => number | null
}

/** A device that is 300 millionths slow is seen 3 ms late by it; shorter ones would miss the rare chunks that are on time. */
const spanMs = 10_000
/** Chunks that are later than this are either held up, and more follow at once, or there is a gap before them. */
export const largestErrorMs = 120
/** For so long every chunk has to be late before it is a gap. */
const gapProvenMs = 250

const samplesPerMs = busSampleRate / 1000

/**
 * No sample can arrive before it came to be, so that the earliest chunk of some seconds is the one to believe: jitter only ever makes
 * them later, and a burst (what a device had kept before it was read) shows in its last chunk how old its first one is.
 */
export const createSampleClock = (): SampleClock => {
  const earliest = createLowestOfLate(spanMs, 10)
  let originMs: number | null = null
  let late: { before: number; sinceMs: number; leastMs: number } | null = null

  return {
    originMs: () => originMs,
    learn: (index, atMs) => {
      const saidMs = atMs - index / samplesPerMs
      if (originMs === null || saidMs <= originMs + largestErrorMs) {
        late = null
        originMs = earliest.add(saidMs, atMs)
        return null
      }
      late = { before: late?.before ?? index, sinceMs: late?.sinceMs ?? atMs, leastMs: Math.min(late?.leastMs ?? saidMs, saidMs) }
      if (atMs - late.sinceMs < gapProvenMs) return null
      const gap = { before: late.before, length: Math.round((late.leastMs - originMs) * samplesPerMs) }
      late = null
      return gap
    },
  }
}
