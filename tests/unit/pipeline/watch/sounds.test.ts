import { describe, expect, test } from 'vitest'
import type { SoundChannel } from '../../../../electron/pipeline/port.ts'
import { createEchoJudge, togetherDb } from '../../../../electron/pipeline/watch/hear-echo.ts'
import { holdWarning } from '../../../../electron/pipeline/watch/hold-warning.ts'
import { createMixJudge, shouldBeHeard } from '../../../../electron/pipeline/watch/judge-sound.ts'
import { tone } from '../../../fakes/some-program.ts'
import { createDice } from '../bus/pretend-device.ts'

const windowMs = 50

const judgeMix = () => {
  const judge = createMixJudge()
  let atMs = 0
  return (ms: number, rmsDb: number, { clippedSamples = 0, expected = true } = {}) => {
    for (let passed = 0; passed < ms; passed += windowMs) {
      judge.hear({ peakDb: rmsDb + 10, rmsDb, silentForMs: 0, clippedSamples, channels: [] }, expected, atMs)
      atMs += windowMs
    }
    return { silent: judge.silent(), clipping: judge.clipping() }
  }
}

test('a warning comes after its time without a break, and goes after its time without a break', () => {
  const hold = holdWarning(2000, 1000)
  const told = [true, true, false, true, true, true, true, false, true, false, false, false].map((isSo, n) => hold(isSo, n * 700))
  expect(told).toEqual([false, false, false, false, false, false, true, true, true, true, true, false])
})

test('silence is told of after ten seconds, where something should be heard', () => {
  const hear = judgeMix()
  expect(hear(9900, -75).silent).toBe(false)
  expect(hear(50, -40).silent).toBe(false)
  expect(hear(9900, -75).silent).toBe(false)
  expect(hear(200, -75).silent).toBe(true)
  expect(hear(900, -30).silent).toBe(true)
  expect(hear(200, -30).silent).toBe(false)
  expect(hear(20_000, -120, { expected: false }).silent).toBe(false)
  expect(hear(9900, -120).silent).toBe(false)
})

test('what was chosen to be heard: not the tone, not what is muted, not nothing', () => {
  const mic: SoundChannel = { ...tone, source: { kind: 'microphone', id: 'mic:1' } }
  expect([[], [tone], [{ ...mic, muted: true }], [tone, mic], [mic]].map(shouldBeHeard)).toEqual([false, false, false, true, true])
})

test('clipping is told of at once and for three seconds; ten samples are an accident', () => {
  const hear = judgeMix()
  expect(hear(2000, -10, { clippedSamples: 10 }).clipping).toBe(false)
  expect(hear(50, -3, { clippedSamples: 11 }).clipping).toBe(true)
  expect(hear(2900, -10).clipping).toBe(true)
  expect(hear(300, -10).clipping).toBe(false)
})

test('levels add up by their power', () => {
  expect([togetherDb([]), togetherDb([-120]), togetherDb([-20, -20, -120])].map((db) => Math.round(db * 10) / 10)).toEqual([-120, -120, -17])
})

type Envelope = (window: number) => number
const seconds = 120
const windows = seconds * 20

/** Loudness of somebody who speaks: syllables of a quarter of a second, words, pauses between sentences. dBFS. */
const speech = (seed: number): Envelope => {
  const dice = createDice(seed)
  const levels: number[] = []
  while (levels.length < windows) {
    const words = 3 + Math.floor(dice() * 14)
    for (let word = 0; word < words; word += 1) {
      const peak = -14 - dice() * 18
      const length = 2 + Math.floor(dice() * 5)
      for (let n = 0; n < length; n += 1) levels.push(peak - 12 * Math.abs((n + 0.5) / length - 0.5))
      for (let gap = Math.floor(dice() * 4); gap > 0; gap -= 1) levels.push(-58 + dice() * 6)
    }
    for (let gap = 6 + Math.floor(dice() * 25); gap > 0; gap -= 1) levels.push(-60 + dice() * 6)
  }
  return (window) => levels[window] ?? -60
}

/** Beats of half a second, the same bar of two seconds over and over. */
const music: Envelope = (window) => -12 - ((window % 10) * 3 + (Math.floor(window / 10) % 4) * 2)
const silence: Envelope = () => -120
const noise = (seed: number): Envelope => {
  const dice = createDice(seed)
  return () => -50 + dice() * 2
}
const louder =
  (of: Envelope, by: number): Envelope =>
  (window) =>
    of(window) + by
const later =
  (of: Envelope, ms: number): Envelope =>
  (window) => {
    const from = window - ms / windowMs
    const [before, after] = [of(Math.floor(from)), of(Math.ceil(from))]
    return before + (after - before) * (from - Math.floor(from))
  }
const both =
  (...all: readonly Envelope[]): Envelope =>
  (window) =>
    togetherDb(all.map((one) => one(window)))

/** Seconds until the echo is heard; null: never. */
const heardAfter = (system: Envelope, others: Envelope): number | null => {
  const judge = createEchoJudge()
  for (let window = 0; window < windows; window += 1) if (judge.hear(system(window), others(window))) return window / 20
  return null
}

describe('our own show in the sound of this computer', () => {
  test.each([
    ['two seconds late', later(speech(1), 2000), speech(1)],
    ['quieter, and seven seconds late', louder(later(speech(2), 7130), -15), speech(2)],
    ['under the noise of a fan', both(louder(later(speech(3), 3475), -6), noise(9)), speech(3)],
    ['under soft music', both(louder(later(speech(4), 4000), -3), louder(music, -30)), speech(4)],
  ] as const)('%s', (_what, system, others) => {
    expect(heardAfter(system, others)).toBeLessThan(60)
  })

  test.each([
    ['two people who talk', speech(5), speech(6)],
    ['nothing plays', silence, speech(7)],
    ['nobody talks', speech(8), silence],
    ['music plays', music, speech(9)],
    ['the microphone hears the music that plays', louder(music, -3), both(louder(music, -20), noise(10))],
    ['the microphone hears what plays, and who talks', speech(11), both(louder(speech(11), -15), speech(12))],
    ['the microphone hears the same at the same time', speech(13), speech(13)],
    ['the microphone is heard at once', later(speech(14), 150), speech(14)],
    ['the other side of a call hears us first', speech(15), later(speech(15), 2000)],
  ] as const)('is not heard where %s', (_what, system, others) => {
    expect(heardAfter(system, others)).toBeNull()
  })

  test('is not heard between fifty pairs of people who talk', () => {
    expect([...Array(50)].map((_, n) => heardAfter(speech(1000 + n), speech(2000 + n))).filter((at) => at !== null)).toEqual([])
  })
})
