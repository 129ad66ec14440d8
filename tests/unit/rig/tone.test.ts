import { describe, expect, test } from 'vitest'
import { followsOrder, loudestTone, toneSequence } from '../../rig/tone.ts'

const rate = 48_000
const tones = [440, 554, 659, 880]
const sine = (hz: number, seconds: number, amplitude = 0.1) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate))
const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]))

describe('hearing the test tone', () => {
  test('a tone is recognised among the others, at any loudness', () => {
    for (const hz of tones) for (const amplitude of [0.9, 0.01]) expect(loudestTone(sine(hz, 0.1, amplitude), rate, tones)).toBe(hz)
  })

  test('silence, noise and a foreign tone are none', () => {
    let seed = 1
    const noise = Float32Array.from({ length: 4800 }, () => {
      seed = (seed * 16807) % 2147483647
      return seed / 2147483647 - 0.5
    })
    expect([new Float32Array(4800), noise, sine(1000, 0.1)].map((sound) => loudestTone(sound, rate, tones))).toEqual([null, null, null])
  })

  test('a melody is heard as its steps, and a missing step is noticed', () => {
    const heard = toneSequence(joined(sine(659, 0.5), sine(880, 1), sine(440, 1), sine(554, 0.5)), rate, tones)
    expect(heard).toEqual([659, 880, 440, 554])
    expect(followsOrder(heard, tones)).toBe(true)
    expect(followsOrder([659, 440], tones)).toBe(false)
  })
})
