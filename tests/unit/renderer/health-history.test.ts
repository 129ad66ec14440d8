import { describe, expect, it } from 'vitest'
import type { Telemetry } from '#shared/contract'
import { createHistory } from '../../../renderer/features/health/history.ts'
import { historyOf, recordNumbers } from '../../../renderer/features/health/number-history.ts'
import { inSteps, summarize, topOfScale } from '../../../renderer/features/health/summary.ts'
import { readRate } from '../../../renderer/features/health/units.ts'
import type { Watchable } from '../../../renderer/page-store.ts'

const numbers = (part: Partial<Telemetry> = {}): Telemetry => ({
  atMs: 0,
  encoderFrames: 0,
  fps: 30,
  sentKbps: 2_500,
  queueMs: 100,
  droppedFrames: 0,
  targetKbps: null,
  hostMemoryMb: null,
  ...part,
})
const gap = { sentKbps: null, fps: null, queueMs: null, dropped: null }

/** A source of numbers that the test moves. */
function aSource() {
  const listeners = new Set<() => void>()
  let value: Telemetry | null = null
  const source: Watchable<Telemetry | null> = {
    get: () => value,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    source,
    tell: (next: Telemetry | null) => {
      value = next
      for (const listener of listeners) listener()
    },
    listeners,
  }
}

describe('the history', () => {
  it('keeps the newest samples in their order and never more than it may', () => {
    const history = createHistory(3)
    for (const atMs of [0, 500, 1_000, 1_500, 2_000]) history.add(numbers(), atMs)
    expect(history.since(0).map(({ atMs }) => atMs)).toEqual([1_000, 1_500, 2_000])
    expect(history.since(1_500).map(({ atMs }) => atMs)).toEqual([1_500, 2_000])
  })

  it('turns the running count of dropped pictures into those of each moment, also when it starts over', () => {
    const history = createHistory()
    for (const [index, droppedFrames] of [7, 7, 12, 2, null, 3, 4].entries()) history.add(numbers({ droppedFrames }), index * 500)
    expect(history.since(0).map(({ dropped }) => dropped)).toEqual([null, 0, 5, 2, null, null, 1])
  })

  it('leaves a gap where samples are missing, and counts no drops across it', () => {
    const history = createHistory()
    history.add(numbers({ droppedFrames: 1 }), 0)
    history.add(numbers({ droppedFrames: 9 }), 5_000)
    expect(history.since(0)).toEqual([
      { atMs: 0, sentKbps: 2_500, fps: 30, queueMs: 100, dropped: null },
      { atMs: 800, ...gap },
      { atMs: 5_000, sentKbps: 2_500, fps: 30, queueMs: 100, dropped: null },
    ])
  })

  it('has one gap, not many, however often the core is lost in a row', () => {
    const { source, tell } = aSource()
    let nowMs = 0
    const history = recordNumbers(source, () => nowMs)
    tell(numbers())
    for (nowMs of [200, 400, 600]) tell(null)
    expect(history.since(0).slice(1)).toEqual([{ atMs: 200, ...gap }])
    expect(history.revision()).toBe(4)
  })

  it('is one for a page, whoever shows it', () => {
    const { source, listeners } = aSource()
    expect(historyOf(source)).toBe(historyOf(source))
    expect(historyOf(source)).not.toBe(historyOf(aSource().source))
    expect(listeners.size).toBe(1)
  })
})

describe('the summary', () => {
  const history = createHistory()
  for (const [index, sentKbps] of [2_000, 3_000, null, 2_500].entries()) history.add(numbers({ sentKbps, queueMs: null }), index * 500)

  it('is made of what was measured: a gap is not zero', () => {
    expect(summarize(history.since(0), 'sentKbps')).toEqual({ least: 2_000, most: 3_000, average: 2_500, sum: 7_500 })
    expect(summarize(history.since(0), 'queueMs')).toBeNull()
  })

  it('steps by the clock on the wall, newest first, without steps in which nothing was measured', () => {
    const steps = createHistory()
    steps.add(numbers({ fps: 20 }), 100)
    steps.add(numbers({ fps: 30 }), 600)
    steps.breakOff(1_100)
    steps.add(numbers({ fps: 10 }), 4_100)
    const found = inSteps(steps.since(0), 1_000, 10_500).map(({ fromMs, fps }) => [fromMs, fps?.average])
    expect(found).toEqual([
      [14_000, 10],
      [11_000, 30],
      [10_000, 20],
    ])
  })

  it('ends a scale on a round number with some air above', () => {
    expect([topOfScale(0, 30), topOfScale(30, 30), topOfScale(2_610, 1_000), topOfScale(2_900, 1_000), topOfScale(95, 5), topOfScale(0, 5)]).toEqual([
      30, 40, 3_000, 4_000, 150, 5,
    ])
  })

  it('writes kbit/s without the restless last figure, and Mbit/s from ten on', () => {
    expect([readRate(2_483.4), readRate(64.2), readRate(12_340)]).toEqual([
      { unit: 'kbps', value: 2_480, digits: 0 },
      { unit: 'kbps', value: 64.2, digits: 0 },
      { unit: 'mbps', value: 12.34, digits: 1 },
    ])
  })
})
