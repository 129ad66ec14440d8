import { expect, test } from 'vitest'
import { valueAt } from '../../rig/barcode.mjs'
import { median, soundLagsMs } from '../../rig/lip-sync.ts'
import { testTones } from '../../rig/test-tones.ts'

const rate = 48_000
const startMs = 1_790_000_000_400

/** Five seconds of picture and of sound that is late by `lagMs`. */
function recording(lagMs: number) {
  const frames = Array.from({ length: 150 }, (_, i) => ({ atMs: (i * 1000) / 30, value: valueAt(startMs + (i * 1000) / 30) as number | null }))
  const samples = Float32Array.from({ length: rate * 5 }, (_, i) => {
    const wall = startMs - lagMs + (i / rate) * 1000
    const hz = testTones[Math.floor(wall / 1000) % testTones.length] ?? 0
    return 0.1 * Math.sin((2 * Math.PI * hz * wall) / 1000)
  })
  return { frames, samples }
}

test('sound that is early or late is measured against the clock in the picture', () => {
  for (const lagMs of [0, 300, -250]) {
    const { frames, samples } = recording(lagMs)
    const lags = soundLagsMs(frames, samples, rate, testTones, startMs + 60_000)
    expect(lags.length).toBeGreaterThanOrEqual(4)
    expect(Math.abs(median(lags) - lagMs)).toBeLessThan(60)
  }
})
