/**
 * Places one encoder's timestamps on the program's clock.
 * The first keyframe is placed where the wall clock stands when it arrives, because "last frame + one" loses time with every swap.
 * An encoder's first pictures often come late and in a burst; what they were late by is found within `learnMs` and given back
 * slowly (`slew` of the media time), for sound and picture alike, so that neither swaps nor bursts ever add up to drift.
 */
export type Timeline = {
  /** Program time of a timestamp. `arrivedMs` is the program's clock at its arrival; only pictures teach, sound may be read ahead. */
  readonly place: (timestampMs: number, arrivedMs: number, teaches: boolean) => number
}

const learnMs = 2000
const slew = 0.05

/** `earliestMs`: the program time that the keyframe may not lie before. */
export const createTimeline = (keyframeMs: number, arrivedMs: number, earliestMs: number): Timeline => {
  let wantedOffset = arrivedMs - keyframeMs
  let offset = Math.max(wantedOffset, earliestMs - keyframeMs)
  let newest = keyframeMs
  return {
    place: (timestampMs, arrived, teaches) => {
      if (teaches && timestampMs - keyframeMs < learnMs) wantedOffset = Math.min(wantedOffset, arrived - timestampMs)
      if (timestampMs > newest) {
        if (offset > wantedOffset) offset = Math.max(wantedOffset, offset - (timestampMs - newest) * slew)
        newest = timestampMs
      }
      return timestampMs + offset
    },
  }
}
