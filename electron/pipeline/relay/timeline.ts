/**
 * Places one encoder's own times on the program's clock, which is the computer's monotonic clock.
 *
 * Where the moment of an encoder's zero is known, its times are exact. Else they are learnt from arrivals: the first keyframe is placed where the clock stands
 * when it arrives, because "last frame + one" loses time with every swap; and because an encoder's first pictures often come late and in a burst, what they were
 * late by is found within `learnMs`. What has to be corrected once an encoder is on air is given back slowly (`slew` of the media time), for sound and picture
 * alike, so that neither swaps nor bursts ever add up to drift.
 */
export type Timeline = {
  /** A picture came, `arrivedMs` of the program's clock. */
  readonly learn: (ownMs: number, arrivedMs: number) => void
  /** The program is made of it from this keyframe on, which may not lie before `earliestMs`. */
  readonly begin: (keyframeMs: number, earliestMs: number) => void
  /** Time of the program. */
  readonly place: (ownMs: number) => number
}

const learnMs = 2000
const slew = 0.05

/** `exact`: its own times are those of the program's clock already. */
export const createTimeline = (exact: boolean): Timeline => {
  let firstMs: number | null = null
  let wantedOffset = exact ? 0 : Number.POSITIVE_INFINITY
  /** Null until it begins. */
  let offset: number | null = null
  let newest = Number.NEGATIVE_INFINITY
  return {
    learn: (ownMs, arrivedMs) => {
      firstMs ??= ownMs
      if (!exact && ownMs - firstMs < learnMs) wantedOffset = Math.min(wantedOffset, arrivedMs - ownMs)
    },
    begin: (keyframeMs, earliestMs) => {
      offset = Math.max(wantedOffset, earliestMs - keyframeMs)
      newest = keyframeMs
    },
    place: (ownMs) => {
      if (offset === null) return ownMs + wantedOffset
      if (ownMs > newest) {
        if (offset > wantedOffset) offset = Math.max(wantedOffset, offset - (ownMs - newest) * slew)
        newest = ownMs
      }
      return ownMs + offset
    },
  }
}
