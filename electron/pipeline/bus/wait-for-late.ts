import { createLowestOfLate } from './find-lowest.ts'

/** How much longer than everything else a source is waited for, because its sound comes in large or late pieces. */
export type Patience = {
  /**
   * Takes how much longer it would have had to be waited for to have all of the piece that is due at `atMs` (negative: it was early), and
   * answers how long it is waited for from now on.
   */
  readonly learn: (neededMs: number, atMs: number) => number
}

const spanMs = 30_000
const marginMs = 10
/** What comes later than this was held up once, or is gone: waiting for it would cost lip-sync and win nothing. */
const longestMs = 150
/** As slowly it is given up: a thousandth of time cannot be heard. */
const givenUpMsPerMs = 0.001

export const createPatience = (): Patience => {
  const earliest = createLowestOfLate(spanMs, 10)
  let patienceMs = 0
  let starvedMs: number | null = null
  let lastMs: number | null = null
  /** Believed only when the next piece is there: what stops altogether is a little late at first. */
  let latestMs: number | null = null
  return {
    learn: (neededMs, atMs) => {
      const passedMs = Math.max(0, atMs - (lastMs ?? atMs))
      lastMs = atMs
      if (neededMs > patienceMs) {
        starvedMs = Math.max(starvedMs ?? neededMs, neededMs)
        latestMs = null
        return patienceMs
      }
      const seenMs = starvedMs !== null && starvedMs <= longestMs ? starvedMs : (latestMs ?? neededMs - marginMs)
      starvedMs = null
      latestMs = neededMs
      const wantedMs = Math.min(longestMs, Math.max(0, marginMs - earliest.add(-seenMs, atMs)))
      patienceMs = Math.max(wantedMs, patienceMs - passedMs * givenUpMsPerMs)
      return patienceMs
    },
  }
}
