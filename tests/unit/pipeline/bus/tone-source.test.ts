import { describe, expect, test } from 'vitest'
import { busDelayMs } from '../../../../electron/pipeline/bus/port.ts'
import { createToneSource } from '../../../../electron/pipeline/bus/tone-source.ts'
import { toneAmplitude, toneHz, toneHzAt } from '../../../../electron/pipeline/encoder/tone.ts'
import { testToneDbfs } from '../../../rig/test-tones.ts'
import { sineDbfs, toneSequence } from '../../../rig/tone.ts'
import { largestStep } from './pretend-device.ts'

const wallAtZeroMs = 1_790_000_000_000

const listen = (wallMs: (monotonicMs: number) => number) => {
  let nowMs = 50_000
  let ticks = 0
  const source = createToneSource({ wallMs: () => Math.floor(wallMs(nowMs)), monotonicMs: () => nowMs })
  const piece = new Float32Array(3200)
  return {
    source,
    /** The left channel of the next pieces, on the scale of full scale 1, and when the first of them left the bus. */
    hear: (pieces: number, before?: (piece: number) => void) => {
      const heard = new Float32Array(1600 * pieces)
      const fromMs = 50_000 + (ticks * 1000) / 30
      for (let n = 0; n < pieces; n++) {
        before?.(n)
        const atMs = 50_000 + (ticks * 1000) / 30
        ticks += 1
        // A tick is carried out a little after its time.
        nowMs = atMs + 1
        source.read(piece, 1600, atMs, 0)
        for (let i = 0; i < 1600; i++) heard[1600 * n + i] = (piece[2 * i] ?? 0) / 32_768
      }
      return { heard, fromMs }
    },
  }
}

const steepest = toneAmplitude * 2 * Math.PI * (1100 / 48_000)

describe('the tone of the wall clock', () => {
  test.each([0, 700])('belongs to the moment that the picture shows, delayed by %d ms more', (delayMs) => {
    const { source, hear } = listen((ms) => wallAtZeroMs + ms)
    source.changeDelay(delayMs)
    const { heard, fromMs } = hear(300)
    const wrong = heard.findIndex((sample, i) => {
      const wallMs = wallAtZeroMs + fromMs - busDelayMs - delayMs + i / 48
      const inSecond = Math.round((wallMs % 1000) * 48) % 48_000
      return Math.abs(sample - toneAmplitude * Math.sin((2 * Math.PI * toneHzAt(Math.round(wallMs * 48) / 48) * inSecond) / 48_000)) > 0.0001
    })
    expect(wrong).toBe(-1)
  })

  test('goes through all frequencies without a click, as loud as it is meant to be', () => {
    const { hear } = listen((ms) => wallAtZeroMs + ms)
    const { heard } = hear(30 * 9)
    expect(new Set(toneSequence(heard, 48_000, toneHz))).toEqual(new Set(toneHz))
    expect(largestStep(heard)).toBeLessThan(steepest * 1.001)
    expect(sineDbfs(heard)).toBeCloseTo(testToneDbfs, 0)
  })

  test('follows a wall clock that is set, without a click', () => {
    const { hear } = listen((ms) => wallAtZeroMs + ms + (ms > 51_000 ? 3_700.3 : 0))
    const { heard, fromMs } = hear(60)
    expect(largestStep(heard)).toBeLessThan(steepest + (2 * toneAmplitude) / 240)
    const last = Math.floor(wallAtZeroMs + 3_700 + fromMs - busDelayMs + 1900)
    expect(toneSequence(heard.subarray(-9600), 48_000, toneHz)).toContain(toneHzAt(last))
  })

  test('changes its delay without a click, and a wall clock of whole milliseconds never moves it', () => {
    const { source, hear } = listen((ms) => wallAtZeroMs + ms * 1.0000004)
    const delays = [500, 3, 2000, 0]
    const { heard } = hear(15, (piece) => {
      if (piece > 0 && piece % 3 === 0) source.changeDelay(delays[piece / 3 - 1] ?? 0)
    })
    expect(largestStep(heard)).toBeLessThan(steepest + (2 * toneAmplitude) / 240)
    expect(largestStep(hear(600).heard)).toBeLessThan(steepest * 1.001)
  })
})
