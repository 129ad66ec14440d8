import { createLowestOfLate, type LowestOfLate } from './find-lowest.ts'
import { busDelayMs, pictureLeadMs } from './port.ts'

/** Watches how late the pictures of sources come that are heard as well: their sound has to wait for them. */
export type LatePictures = {
  /** A picture that came to be at `cameMs` is here at `nowMs`. */
  readonly see: (source: string, cameMs: number, nowMs: number) => void
  readonly forget: (source: string) => void
  /** By how much everything would have to be held back so that the pictures of these sources are there in time. */
  readonly wantsHeldMs: (isHeard: (source: string) => boolean) => number
}

const spanMs = 10_000
/** What comes later than this was held up once, or comes too late for anything. */
const longestMs = 150

export const createLatePictures = (): LatePictures => {
  const seen = new Map<string, { readonly earliest: LowestOfLate; wantedMs: number }>()
  return {
    see: (source, cameMs, nowMs) => {
      const shortMs = nowMs - cameMs - (busDelayMs - pictureLeadMs)
      const known = seen.get(source) ?? { earliest: createLowestOfLate(spanMs, 10), wantedMs: 0 }
      seen.set(source, known)
      known.wantedMs = -known.earliest.add(shortMs > longestMs ? 0 : -Math.max(0, shortMs), nowMs)
    },
    forget: (source) => seen.delete(source),
    wantsHeldMs: (isHeard) => {
      let most = 0
      for (const [source, { wantedMs }] of seen) if (isHeard(source)) most = Math.max(most, wantedMs)
      return most
    },
  }
}
