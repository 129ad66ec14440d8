import { ageMs } from './barcode.mjs'
import { loudestTone } from './tone.ts'

type Frame = { readonly atMs: number; readonly value: number | null }

const pieceMs = 20

/** The moments in a recording (milliseconds) at which one tone gives way to its successor, with that successor. */
export function toneChanges(samples: Float32Array, sampleRate: number, tones: readonly number[]): { readonly atMs: number; readonly hz: number }[] {
  const size = Math.floor((sampleRate * pieceMs) / 1000)
  const changes: { atMs: number; hz: number }[] = []
  let current: number | null = null
  for (let start = 0; start + size <= samples.length; start += size) {
    const hz = loudestTone(samples.subarray(start, start + size), sampleRate, tones)
    if (hz === null || hz === current) continue
    if (current !== null && tones[(tones.indexOf(current) + 1) % tones.length] === hz) changes.push({ atMs: (start / sampleRate) * 1000, hz })
    current = hz
  }
  return changes
}

/**
 * How far the sound lags behind the picture at each change of tone, in milliseconds (negative: it is early).
 * The tone with index n begins at seconds of the wall clock that are n modulo the number of tones; the picture shows the wall clock.
 * @param nearMs any moment of the wall clock within a day of the recording
 */
export function soundLagsMs(frames: readonly Frame[], samples: Float32Array, sampleRate: number, tones: readonly number[], nearMs: number): number[] {
  const cycleMs = tones.length * 1000
  return toneChanges(samples, sampleRate, tones).flatMap(({ atMs, hz }) => {
    const frame = frames.findLast((candidate) => candidate.atMs <= atMs && candidate.value !== null)
    if (!frame || frame.value === null || atMs - frame.atMs > 100) return []
    const pictureWallMs = nearMs - ageMs(frame.value, nearMs) + (atMs - frame.atMs)
    const lag = (((pictureWallMs - tones.indexOf(hz) * 1000) % cycleMs) + cycleMs) % cycleMs
    return [lag > cycleMs / 2 ? lag - cycleMs : lag]
  })
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
