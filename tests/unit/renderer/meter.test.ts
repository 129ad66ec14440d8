import { describe, expect, it } from 'vitest'
import {
  levelToFraction,
  type MeterState,
  nextMeter,
  nothingMeasured,
  type Reading,
  readMeter,
  zoneOf,
} from '../../../renderer/features/program/judge-level.ts'

const silence = { peakDb: -120, rmsDb: -120 }
const at = (peakDb: number) => ({ peakDb, rmsDb: peakDb - 3 })

/** The meter after levels that come every 50 ms, and what it says at the end. */
function play(levels: readonly { readonly peakDb: number; readonly rmsDb: number }[]): { readonly state: MeterState; readonly reading: Reading } {
  return levels.reduce<{ state: MeterState | null; reading: Reading }>(
    (before, level, index) => {
      const state = nextMeter(before.state, level, index * 50)
      return { state, reading: readMeter(state, before.reading) }
    },
    { state: null, reading: nothingMeasured },
  ) as { state: MeterState; reading: Reading }
}
const lasting = (level: ReturnType<typeof at>, ms: number) => Array.from({ length: ms / 50 }, () => level)

describe('the scale', () => {
  it('gives the upper 20 dB one half, and digital silence no room', () => {
    expect([-120, -60, -40, -20, -10, 0, 3].map(levelToFraction)).toEqual([0, 0, 0.25, 0.5, 0.75, 1, 1])
  })

  it('has four zones, each edge in one of them', () => {
    expect([-40, -20.1, -20, -9, -8.9, -3, -2.9, 0].map(zoneOf)).toEqual(['quiet', 'quiet', 'good', 'good', 'loud', 'loud', 'clip', 'clip'])
  })
})

describe('the meter', () => {
  it('rises at once and falls by 20 dB a second, while the mark of the peak stands still at first', () => {
    const { state } = play([at(-10), ...lasting(silence, 1_000)])
    expect([state.peakDb, state.heldDb, state.rmsDb].map(Math.round)).toEqual([-30, -10, -120])
  })

  it('lets go of the held peak after a while, without a jump below what is heard', () => {
    const { state } = play([at(-10), ...lasting(at(-25), 4_000)])
    expect([state.peakDb, state.heldDb]).toEqual([-25, -25])
  })

  it('falls by the time that passed, not by the levels that came', () => {
    const loud = nextMeter(null, at(-10), 0)
    expect(nextMeter(loud, silence, 500).peakDb).toBe(nextMeter(nextMeter(loud, silence, 250), silence, 500).peakDb)
  })
})

describe('its words', () => {
  it('name the zone of the loudest of late', () => {
    expect([at(-30), at(-14.4), at(-5)].map((level) => play(lasting(level, 500)).reading)).toEqual([
      { word: 'quiet', peakDb: -30 },
      { word: 'good', peakDb: -14 },
      { word: 'loud', peakDb: -5 },
    ])
  })

  it('keep saying too loud for three seconds after a single clip', () => {
    expect(play([at(-1), ...lasting(at(-14), 2_900)]).reading).toMatchObject({ word: 'clip' })
    expect(play([at(-1), ...lasting(at(-14), 3_100)]).reading).toEqual({ word: 'good', peakDb: -14 })
  })

  it('say silence after two seconds of it, and not in a pause for breath', () => {
    expect(play([...lasting(at(-14), 200), ...lasting(silence, 1_900)]).reading.word).not.toBe('silent')
    expect(play([...lasting(at(-14), 200), ...lasting(silence, 2_050)]).reading).toEqual({ word: 'silent' })
  })

  it('claim nothing before the first two seconds of silence are over', () => {
    expect(play(lasting(silence, 1_000)).reading).toEqual(nothingMeasured)
  })
})
