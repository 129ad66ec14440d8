import { describe, expect, test } from 'vitest'
import { busDelayMs } from '../../../../electron/pipeline/bus/port.ts'
import { createSoundSource } from '../../../../electron/pipeline/bus/sound-source.ts'
import { tonePower } from '../../../rig/tone.ts'
import { counting, createDice, hear, largestStep, latenessMs, type Pretended, period, pretend, startedAtMs, tone } from './pretend-device.ts'

/** Of a tone of about 1 kHz with amplitude 8000: its own steepest step, and what a fade of 5 ms adds to it. */
const steepest = 8000 * (2 * Math.PI * (1000 / 48_000)) + 2 * (8000 / 240)

const skip = (device: Pretended, seconds: number) => {
  for (let n = 0; n < 30 * seconds; n++) device.tick()
}

/** What a device is late by in each of the next pieces, beyond what everything is held back by, in ms; null where it is silent. */
const lateness = (device: Pretended, seconds: number, delayMs = busDelayMs, pairsPerOurMs = 48) =>
  Array.from({ length: Math.round(30 * seconds) }, () => latenessMs(device.tick(), delayMs, pairsPerOurMs))

const furthest = (values: readonly (number | null)[]) => values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? Infinity)), 0)

const jitter = (mostMs: number, dice = createDice(7)) => ({
  chunkMs: () => 5 + 15 * dice(),
  heldMs: () => mostMs * dice() ** 2,
})

describe('the sound of a source', () => {
  test.each([0, 3, 250, 2000])('is handed out unchanged after the delay of the bus and %d ms of its own', (delayMs) => {
    const source = createSoundSource(delayMs)
    const device = pretend(source, { signal: counting })
    skip(device, 3)
    for (let n = 0; n < 30; n++) {
      const { atMs, samples } = device.tick()
      const first = Math.round((atMs - startedAtMs - busDelayMs - delayMs) * 48)
      const expected = counting.samples.subarray(2 * (first % period), 2 * (first % period) + 3200)
      expect(samples.findIndex((sample, i) => sample !== expected[i])).toBe(-1)
    }
  })

  test('is silent before there is any, and begins softly', () => {
    const source = createSoundSource()
    const piece = new Float32Array(3200).fill(5)
    source.read(piece, 1600, 0, 0)
    expect(piece.every((sample) => sample === 0)).toBe(true)
    const heard = hear(pretend(source, { signal: tone(997) }), 30)
    expect(heard.findIndex((sample) => sample !== 0) / 48).toBeGreaterThanOrEqual(busDelayMs)
    expect(heard.findIndex((sample) => sample !== 0) / 48).toBeLessThan(busDelayMs + 70)
    expect(largestStep(heard)).toBeLessThan(steepest)
  })

  test.each([300, -300])('of a clock that is %d ppm off stays with its time for an hour', (ppm) => {
    const device = pretend(createSoundSource(), { signal: counting, ppm, ...jitter(20) })
    skip(device, 5)
    expect(furthest(lateness(device, 3595, busDelayMs, 48 * (1 + ppm / 1e6)))).toBeLessThan(10)
  })

  test.each([300, -300])('of a clock that is %d ppm off is no different to the ear', (ppm) => {
    const device = pretend(createSoundSource(), { signal: tone(1000), ppm, ...jitter(20) })
    skip(device, 1)
    const heard = hear(device, 30 * 30)
    expect(largestStep(heard)).toBeLessThan(steepest)
    // Turns of the tone per 100 ms: zeros passed upwards, each found between two samples.
    const zeros: number[] = []
    for (let i = 1; i < heard.length; i++) {
      const [a = 0, b = 0] = [heard[i - 1], heard[i]]
      if (a < 0 && b >= 0) zeros.push(i - b / (b - a))
    }
    const pitches = zeros.slice(100).map((zero, i) => (100 * 48_000) / (zero - (zeros[i] ?? 0)))
    expect(Math.min(...pitches)).toBeGreaterThan(998)
    expect(Math.max(...pitches)).toBeLessThan(1002)
    expect(tonePower(heard.subarray(-4800), 48_000, pitches.at(-1) ?? 0)).toBeGreaterThan(0.999)
  })

  test('is in time although it comes irregularly', () => {
    const dice = createDice(3)
    const device = pretend(createSoundSource(), { signal: counting, chunkMs: () => 5 + 10 * dice(), heldMs: () => 15 * dice() })
    skip(device, 2)
    expect(furthest(lateness(device, 60))).toBeLessThan(4)
  })

  test('is in time after a beginning that was held up', () => {
    const device = pretend(createSoundSource(), { signal: counting, heldMs: (atMs) => Math.max(0, startedAtMs + 900 - atMs) })
    skip(device, 1.1)
    expect(furthest(lateness(device, 5))).toBeLessThan(1)
  })

  test('is in time although the bus is asked a little early or late', () => {
    const dice = createDice(5)
    const source = createSoundSource()
    const read = source.read
    const device = pretend(
      { ...source, read: (into, pairs, atMs, heldMs) => read(into, pairs, atMs + 6 * dice() - 3, heldMs) },
      { signal: tone(1000) },
    )
    skip(device, 1)
    const heard = hear(device, 300)
    expect(largestStep(heard)).toBeLessThan(steepest)
    for (let at = 0; at < heard.length; at += 4800) expect(tonePower(heard.subarray(at, at + 4800), 48_000, 1000)).toBeGreaterThan(0.99)
  })

  test('in pieces larger than the delay of the bus is waited for, and never torn', () => {
    const dice = createDice(9)
    const source = createSoundSource()
    const device = pretend(source, { signal: counting, chunkMs: () => 100, heldMs: () => 15 * dice() })
    skip(device, 3)
    expect(furthest(lateness(device, 60))).toBeLessThan(6)
    expect(source.wantsHeldMs()).toBeGreaterThan(40)
    expect(device.tick().heldMs).toBeLessThan(90)
  })

  describe('that is held up once', () => {
    const held = { heldMs: (atMs: number) => (atMs > 13_000 && atMs < 13_400 ? 13_400 - atMs : 0) }

    test('fades to silence and comes back', () => {
      const device = pretend(createSoundSource(), { signal: tone(997), ...held })
      skip(device, 2)
      const heard = hear(device, 90)
      expect(largestStep(heard)).toBeLessThan(steepest)
      const silent = heard.filter((sample, i) => sample === 0 && heard[i - 1] === 0).length / 48
      expect(silent).toBeGreaterThan(250)
      expect(silent).toBeLessThan(450)
    })

    test('is in time again at once, and not waited for from then on', () => {
      const source = createSoundSource()
      const device = pretend(source, { signal: counting, ...held })
      skip(device, 3.5)
      expect(furthest(lateness(device, 5))).toBeLessThan(1)
      expect(source.wantsHeldMs()).toBe(0)
    })
  })

  describe.each([0.2, 3, 60])('that is not recorded for %d s', (seconds) => {
    /** In the middle of a turn of the tone. */
    const stopsAtMs = 12_950
    const untilMs = stopsAtMs + seconds * 1000
    const records = (atMs: number) => atMs < stopsAtMs || atMs >= untilMs
    /** Samples that were not recorded do not count on, so that by their index all later ones are late by the gap. */
    const gapMs = (Math.round(seconds * 48_000) % 30_000) / 48

    test('is in time within half a second of its return', () => {
      const device = pretend(createSoundSource(), { signal: counting, records })
      skip(device, (stopsAtMs - startedAtMs) / 1000 + seconds + 0.5)
      const late = lateness(device, 5).map((ms) => (ms === null ? null : ((((ms - gapMs + 312.5) % 625) + 625) % 625) - 312.5))
      expect(furthest(late)).toBeLessThan(2)
    })

    test('does not click, and says nothing twice', () => {
      const device = pretend(createSoundSource(500), { signal: tone(997), records })
      skip(device, 2)
      const heard = hear(device, Math.round(30 * (seconds + 3)))
      expect(largestStep(heard)).toBeLessThan(steepest)
      const silentMs = heard.filter((sample, i) => sample === 0 && heard[i - 1] === 0).length / 48
      expect(Math.abs(silentMs - seconds * 1000)).toBeLessThan(70)
    })
  })

  test('changes its delay without a click, to the sample', () => {
    const source = createSoundSource()
    const delays = [10, 750, 0, 2000, 3, 120]
    // Not of 1000 Hz: every whole ms it is where it was.
    const sounding = pretend(source, { signal: tone(997) })
    skip(sounding, 3)
    const heard = hear(sounding, 6 * delays.length, (piece) => {
      if (piece % 6 === 1) source.changeDelay(delays[(piece - 1) / 6] ?? 0)
    })
    expect(largestStep(heard)).toBeLessThan(steepest)
    const other = createSoundSource()
    const counted = pretend(other, { signal: counting })
    skip(counted, 3)
    for (const delayMs of delays) {
      other.changeDelay(delayMs)
      counted.tick()
      expect(furthest(lateness(counted, 0.2, busDelayMs + delayMs))).toBeLessThan(0.01)
    }
  })
})
