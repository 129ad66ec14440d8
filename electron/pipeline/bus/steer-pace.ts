import { busSampleRate } from './port.ts'

/** How fast a source is read, so that it stays with its time. */
export type Pace = {
  /** Where a piece that begins at `position` ends, `pairs` pairs of output later, when `target` is where it should begin. Positions count pairs of the source. */
  readonly advance: (position: number, target: number, pairs: number) => number
  /** The position was changed to be right. */
  readonly settle: () => void
}

/** A musician hears a change of pitch from about 0.5 % on; this is reached at 25 ms of error. */
const largestCorrection = 0.005
/** Of the error that is there, per second. */
const correctedPerSecond = 0.2
/** Time constant in which an error is believed. */
const believedSeconds = 0.5

const leavesRest = 0.002 * busSampleRate
const rests = 0.00025 * busSampleRate

/**
 * Rests at exactly one pair for one pair, on whole positions, while the error is small: the sound is then a plain copy.
 * A device that is off by more than about 50 millionths never rests; it is read at its own constant pace with a constant small error.
 */
export const createPace = (): Pace => {
  let resting = true
  let error = 0
  return {
    settle: () => {
      resting = true
      error = 0
    },
    advance: (position, target, pairs) => {
      error += (target - position - error) * Math.min(1, pairs / (believedSeconds * busSampleRate))
      const size = Math.abs(error)
      if (size <= rests || (resting && size <= leavesRest)) {
        resting = true
        return Math.round(position + pairs)
      }
      resting = false
      const correction = (error * correctedPerSecond) / busSampleRate
      return position + pairs * (1 + Math.min(largestCorrection, Math.max(-largestCorrection, correction)))
    },
  }
}
