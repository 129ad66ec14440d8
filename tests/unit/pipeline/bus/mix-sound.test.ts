import { beforeEach, describe, expect, test } from 'vitest'
import type { BusSound } from '../../../../electron/pipeline/bus/bus-sound.ts'
import { createSoundMix, type MixLevels, type SoundMix } from '../../../../electron/pipeline/bus/mix-sound.ts'
import { tonePower } from '../../../rig/tone.ts'
import { largestStep } from './pretend-device.ts'

/** A sound by its samples; both channels are alike. Counts on only while it is asked. */
const sounding = (sample: (index: number) => number): BusSound & { delayMs: number } => {
  let index = 0
  return {
    delayMs: 0,
    read: (into, pairs) => {
      for (let i = 0; i < pairs; i++) {
        into[2 * i] = sample(index)
        into[2 * i + 1] = sample(index)
        index += 1
      }
    },
    wantsHeldMs: () => 0,
    changeDelay(ms) {
      this.delayMs = ms
    },
  }
}
const tone = (hz: number, amplitude: number) => sounding((i) => Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / 48_000)))

const entry = (sound: BusSound, source: string, changes: { levelDb?: number; muted?: boolean; delayMs?: number } = {}) => ({
  sound,
  channel: { source, levelDb: 0, muted: false, delayMs: 0, ...changes },
})

let levels: MixLevels[] = []
let mix: SoundMix

/** The left channel of so many pieces in a row. */
const hear = (pieces: number, pairs = 1600): Int16Array => {
  const heard = new Int16Array(pieces * pairs)
  for (let n = 0; n < pieces; n++) {
    const piece = mix.mix(pairs, n, 0)
    expect(piece.length).toBe(2 * pairs)
    for (let i = 0; i < pairs; i++) heard[n * pairs + i] = piece[2 * i] ?? 0
  }
  return heard
}
const part = (samples: Int16Array) => Float32Array.from(samples)

beforeEach(() => {
  levels = []
  mix = createSoundMix((of) => levels.push(of))
})

describe('the mix', () => {
  test('of nothing is silence', () => {
    expect(hear(30).every((sample) => sample === 0)).toBe(true)
    expect(levels).toHaveLength(20)
    expect(levels.at(-1)).toEqual({ peakDb: -120, rmsDb: -120, silentForMs: 1000, clippedSamples: 0, channels: [] })
  })

  test('of one sound at 0 dB is that sound, bit by bit', () => {
    const sample = (i: number) => ((i * 7919) % 60_000) - 30_000
    mix.change([entry(sounding(sample), 'a')])
    hear(2)
    const heard = hear(2)
    expect(heard.findIndex((value, i) => value !== sample(3200 + i))).toBe(-1)
  })

  test('of two tones holds both, each with its power', () => {
    mix.change([entry(tone(440, 8000), 'a'), entry(tone(1000, 8000), 'b', { levelDb: -6.0206 })])
    hear(2)
    const heard = part(hear(30))
    expect(tonePower(heard, 48_000, 440)).toBeCloseTo(0.8, 2)
    expect(tonePower(heard, 48_000, 1000)).toBeCloseTo(0.2, 2)
  })

  test('keeps pieces of every length apart', () => {
    mix.change([entry(tone(1000, 8000), 'a')])
    hear(4)
    for (const pairs of [800, 1600, 1920, 2000, 4800, 6400]) expect(tonePower(part(hear(2, pairs)), 48_000, 1000)).toBeGreaterThan(0.99)
    const first = mix.mix(1600, 0, 0)
    const copy = first.slice()
    mix.mix(1600, 0, 0)
    expect(first).toEqual(copy)
  })

  test('hands a channel’s delay to its sound', () => {
    const sound = sounding(() => 0)
    mix.change([entry(sound, 'a', { delayMs: 120 })])
    expect(sound.delayMs).toBe(120)
  })
})

describe('a channel', () => {
  const constant = () => sounding(() => 10_000)

  /** Whether `heard` goes from one height to another within 20 ms, never by more than a thousandth of full scale at once. */
  const goesSoftly = (heard: Int16Array, from: number, to: number) => {
    expect([heard[0], heard.at(-1)]).toEqual([from, to])
    expect(largestStep(heard)).toBeLessThanOrEqual(Math.abs(to - from) / 900)
    expect(Math.abs((heard[480] ?? 0) - (from + to) / 2)).toBeLessThan(30)
    expect(heard[970]).toBe(to)
  }

  test('comes, is muted, is heard again and goes without a click', () => {
    const sound = constant()
    mix.change([entry(sound, 'a')])
    goesSoftly(hear(1), 0, 10_000)
    mix.change([entry(sound, 'a', { muted: true })])
    goesSoftly(hear(1), 10_000, 0)
    mix.change([entry(sound, 'a')])
    goesSoftly(hear(1), 0, 10_000)
    mix.change([])
    goesSoftly(hear(1), 10_000, 0)
    expect(hear(2).every((sample) => sample === 0)).toBe(true)
  })

  test('changes its level without a click', () => {
    const sound = constant()
    mix.change([entry(sound, 'a')])
    hear(1)
    mix.change([entry(sound, 'a', { levelDb: -20 })])
    goesSoftly(hear(1), 10_000, 1000)
    mix.change([entry(sound, 'a', { levelDb: 6.0206 })])
    goesSoftly(hear(1), 1000, 20_000)
  })

  test('that is changed in the middle of a fade turns around from where it is', () => {
    const sound = constant()
    mix.change([entry(sound, 'a')])
    hear(1)
    mix.change([entry(sound, 'a', { muted: true })])
    const down = hear(1, 480)
    mix.change([entry(sound, 'a')])
    const up = hear(1, 1600)
    expect(Math.abs((up[0] ?? 0) - (down.at(-1) ?? 0))).toBeLessThan(20)
    expect(largestStep(up)).toBeLessThan(20)
    expect(up.at(-1)).toBe(10_000)
  })

  test('that comes back while it goes is heard once', () => {
    const sound = constant()
    mix.change([entry(sound, 'a')])
    hear(1)
    mix.change([])
    hear(1, 480)
    mix.change([entry(sound, 'a')])
    hear(1)
    expect(hear(1).every((sample) => sample === 10_000)).toBe(true)
  })

  test('whose source was opened anew goes over to it', () => {
    mix.change([entry(constant(), 'a')])
    hear(1)
    mix.change([entry(constant(), 'a')])
    // One goes as the other comes: together they are as loud as one.
    const heard = hear(2)
    expect(heard.every((sample) => Math.abs(sample - 10_000) <= 1)).toBe(true)
    expect(levels.at(-1)?.channels.map(({ source }) => source)).toEqual(['a'])
  })
})

describe('levels', () => {
  test('are those of a sine, twenty times a second, after the level and before muting', () => {
    mix.change([entry(tone(1000, 32_767), 'a', { levelDb: -20 }), entry(tone(1000, 32_767), 'b', { levelDb: -6, muted: true })])
    hear(30)
    expect(levels).toHaveLength(20)
    const last = levels.at(-1)
    expect(last?.peakDb).toBeCloseTo(-20, 1)
    expect(last?.rmsDb).toBeCloseTo(-23, 1)
    expect(last?.channels.map(({ source }) => source)).toEqual(['a', 'b'])
    expect(last?.channels[0]?.peakDb).toBeCloseTo(-20, 1)
    expect(last?.channels[1]?.peakDb).toBeCloseTo(-6, 1)
    expect(last?.channels[1]?.rmsDb).toBeCloseTo(-9, 1)
  })

  test('tell for how long the mix, and each channel, has been silent', () => {
    const loud = tone(1000, 3000)
    mix.change([entry(loud, 'a', { muted: true }), entry(tone(1000, 20), 'b')])
    hear(30)
    expect(levels.at(-1)?.silentForMs).toBe(1000)
    expect(levels.at(-1)?.channels.map(({ silentForMs }) => silentForMs)).toEqual([0, 1000])
    mix.change([entry(loud, 'a')])
    hear(3)
    expect(levels.at(-1)?.silentForMs).toBe(0)
  })

  test('count what is cut at full scale in the last second, and only that', () => {
    const a = tone(1000, 20_000)
    const b = tone(1000, 20_000)
    mix.change([entry(a, 'a'), entry(b, 'b', { levelDb: -10 })])
    hear(30)
    expect(levels.at(-1)?.clippedSamples).toBe(0)
    mix.change([entry(a, 'a'), entry(b, 'b')])
    const heard = hear(30)
    expect([Math.min(...heard), Math.max(...heard)]).toEqual([-32_768, 32_767])
    // A sine of 40,000 is beyond full scale for 39 % of its time, on both channels.
    expect((levels.at(-1)?.clippedSamples ?? 0) / 96_000).toBeCloseTo(0.39, 1)
    mix.change([entry(a, 'a')])
    hear(33)
    expect(levels.at(-1)?.clippedSamples).toBe(0)
  })
})
