import type { Levels } from '#shared/contract'
import { toDbfs } from '../decibels.ts'

export type LevelMeter = {
  /** Takes the next piece of sound (signed 16-bit little-endian, one channel), cut anywhere, and answers one value per full window. */
  readonly measure: (chunk: Uint8Array) => readonly Levels[]
}

/** Peak and RMS of windows of 1/20 s. */
export const createLevelMeter = (sampleRate: number): LevelMeter => {
  const windowSamples = Math.round(sampleRate / 20)
  let count = 0
  let peak = 0
  let squares = 0
  let lowByte: number | null = null

  const take = (sample: number): Levels | null => {
    peak = Math.max(peak, Math.abs(sample))
    squares += sample * sample
    count += 1
    if (count < windowSamples) return null
    const levels = { peakDb: toDbfs(peak), rmsDb: toDbfs(Math.sqrt(squares / count)) }
    count = 0
    peak = 0
    squares = 0
    return levels
  }

  return {
    measure: (chunk) => {
      const found: Levels[] = []
      for (const byte of chunk) {
        if (lowByte === null) {
          lowByte = byte
          continue
        }
        const levels = take(((byte << 24) >> 16) | lowByte)
        lowByte = null
        if (levels !== null) found.push(levels)
      }
      return found
    },
  }
}
