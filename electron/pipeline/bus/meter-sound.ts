import { toDbfs } from '../decibels.ts'
import { busSampleRate } from './port.ts'

/** Pairs of one window: 50 ms. */
export const windowPairs = busSampleRate / 20
const windowMs = 50

/** Below this, in RMS of a window, nothing is heard. */
export const silenceDb = -60

export type SoundLevels = {
  readonly peakDb: number
  /** Of both channels together. */
  readonly rmsDb: number
  /** For how long it has been below −60 dBFS; 0 while it is not. */
  readonly silentForMs: number
}

/** Collects what loops have measured, over a window. */
export type SoundMeter = {
  /** `squares` is the sum over the single samples of `pairs` pairs. */
  readonly add: (peak: number, squares: number, pairs: number) => void
  /** Ends the window. */
  readonly finish: () => SoundLevels
}

export const createSoundMeter = (): SoundMeter => {
  let peak = 0
  let squares = 0
  let pairs = 0
  let silentForMs = 0
  return {
    add: (ofPeak, ofSquares, ofPairs) => {
      peak = Math.max(peak, ofPeak)
      squares += ofSquares
      pairs += ofPairs
    },
    finish: () => {
      const rmsDb = pairs === 0 ? toDbfs(0) : toDbfs(Math.sqrt(squares / (2 * pairs)))
      silentForMs = rmsDb < silenceDb ? silentForMs + windowMs : 0
      const levels = { peakDb: toDbfs(peak), rmsDb, silentForMs }
      peak = 0
      squares = 0
      pairs = 0
      return levels
    },
  }
}
