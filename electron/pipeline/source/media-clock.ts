/**
 * Tells when what a source counts came to be, on the clock of arrivals. What arrives late by a moment of ours or of a pipe keeps its place: only the
 * distance between the two clocks is learned, and that slowly.
 */
export type MediaClock = {
  /** What lies at `mediaMs` of the source arrived at `arrivedMs`. Answers its time on the clock of arrivals. */
  readonly stamp: (mediaMs: number, arrivedMs: number) => number
}

const bucketMs = 250
/** Arrivals of the last two seconds count. */
const bucketCount = 8
const learningMs = 1000
/** Clocks of devices differ by up to 0.1 ms in a second; more than this is nobody's clock, and less than this nobody hears. */
const mostPerSecondMs = 5
/** Pictures that come from files and pages in bursts may lag behind by this much and still be in time for the bus, which delays everything by more. */
export const burstsMs = 60
/** After a hole of this size the count goes on at another place: then nothing is gained by being slow. */
const jumpMs = 250

const slotOf = (bucket: number): number => ((bucket % bucketCount) + bucketCount) % bucketCount

/**
 * The earliest arrivals tell when things came to be. Where what is counted was not made in this moment, only its being in time matters: then those
 * that lag behind by more than `toleratedMs` move the whole to later.
 */
export const createMediaClock = (toleratedMs = Number.POSITIVE_INFINITY): MediaClock => {
  const least = new Float64Array(bucketCount)
  const most = new Float64Array(bucketCount)
  let bucket = Number.NEGATIVE_INFINITY
  let startedMs = Number.NaN
  let lastMs = Number.NaN
  let offsetMs = Number.NaN

  const turnTo = (next: number) => {
    for (let at = Math.max(bucket + 1, next - bucketCount + 1); at <= next; at += 1) {
      least[slotOf(at)] = Number.POSITIVE_INFINITY
      most[slotOf(at)] = Number.NEGATIVE_INFINITY
    }
    bucket = Math.max(bucket, next)
  }

  return {
    stamp: (mediaMs, arrivedMs) => {
      const lagMs = arrivedMs - mediaMs
      turnTo(Math.floor(arrivedMs / bucketMs))
      const slot = slotOf(bucket)
      least[slot] = Math.min(least[slot] ?? lagMs, lagMs)
      most[slot] = Math.max(most[slot] ?? lagMs, lagMs)
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let at = 0; at < bucketCount; at += 1) {
        low = Math.min(low, least[at] ?? low)
        high = Math.max(high, most[at] ?? high)
      }
      const targetMs = Math.max(low, high - toleratedMs)
      if (Number.isNaN(offsetMs)) startedMs = arrivedMs
      const learning = arrivedMs - startedMs < learningMs
      if (learning || low > offsetMs + jumpMs || high < offsetMs - jumpMs) offsetMs = targetMs
      else {
        const mostMs = (mostPerSecondMs * (arrivedMs - lastMs)) / 1000
        offsetMs += Math.min(mostMs, Math.max(-mostMs, targetMs - offsetMs))
      }
      lastMs = arrivedMs
      return offsetMs + mediaMs
    },
  }
}
