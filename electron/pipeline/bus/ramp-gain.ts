import { busSampleRate } from './port.ts'

/** 20 ms: shorter ones click, longer ones feel late. */
const rampPairs = 0.02 * busSampleRate

/** A gain that goes to its new value in a straight line, so that no change clicks. */
export type GainRamp = {
  readonly goTo: (gain: number) => void
  /** Of the next pair. */
  readonly gain: () => number
  /** By which it grows with each of the next `left` pairs. */
  readonly step: () => number
  readonly left: () => number
  /** So many pairs have been made. */
  readonly pass: (pairs: number) => void
}

export const createGainRamp = (first: number): GainRamp => {
  let gain = first
  let goal = first
  let step = 0
  let left = 0
  return {
    goTo: (next) => {
      if (next === goal) return
      goal = next
      left = rampPairs
      step = (goal - gain) / left
    },
    gain: () => gain,
    step: () => step,
    left: () => left,
    pass: (pairs) => {
      if (left === 0) return
      left = Math.max(0, left - pairs)
      gain = left === 0 ? goal : gain + pairs * step
      if (left === 0) step = 0
    },
  }
}
