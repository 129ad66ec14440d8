import { describe, expect, test } from 'vitest'
import { startTicker } from '../../../../electron/pipeline/bus/tick.ts'
import { createManualClock } from '../../../fakes/manual-clock.ts'

const ticking = (fps: number) => {
  const clock = createManualClock()
  const startMs = clock.monotonicMs()
  const ticks: { n: number; atMs: number; behind: number }[] = []
  const leaps: number[] = []
  /** On top of the clock: time that passes without any timer. */
  let lostMs = 0
  const ticker = startTicker({
    clock: { monotonicMs: () => clock.monotonicMs() + lostMs },
    timers: clock,
    fps,
    onTick: (n, atMs, behind) => ticks.push({ n, atMs: atMs - startMs, behind }),
    onLeap: (ms) => leaps.push(ms),
  })
  const hang = (ms: number) => {
    lostMs += ms
  }
  return { clock, ticks, leaps, ticker, hang }
}

describe('ticks', () => {
  test.each([30, 60, 25])('come %d times a second, without drift', async (fps) => {
    const { clock, ticks, leaps } = ticking(fps)
    await clock.advance(1999)
    expect(ticks).toHaveLength(2 * fps)
    for (const [index, { n, atMs, behind }] of ticks.entries()) {
      expect([n, behind]).toEqual([index, 0])
      expect(atMs).toBeCloseTo((index * 1000) / fps, 6)
    }
    expect(leaps).toEqual([])
  })

  test('are made up for after a delay, a few at a time, each with its own moment', async () => {
    const { clock, ticks, leaps, hang } = ticking(20)
    await clock.advance(10)
    hang(290)
    await clock.advance(40)
    expect(ticks.map(({ atMs, behind }) => [atMs, behind])).toEqual([
      [0, 0],
      [50, 5],
      [100, 4],
      [150, 3],
      [200, 2],
      [250, 1],
      [300, 0],
    ])
    await clock.advance(1000 - 340)
    expect(ticks.length).toBe(21)
    expect(leaps).toEqual([])
  })

  test('start over after a sleep, and say what was lost', async () => {
    const { clock, ticks, leaps, hang } = ticking(20)
    await clock.advance(10)
    hang(60_000)
    await clock.advance(140)
    expect(leaps).toEqual([60_000])
    expect(ticks.map(({ n, atMs }) => [n, atMs])).toEqual([
      [0, 0],
      [1, 60_050],
      [2, 60_100],
      [3, 60_150],
    ])
  })

  test('end when told, also from within one', async () => {
    const { clock, ticks, ticker } = ticking(20)
    await clock.advance(60)
    ticker.stop()
    await clock.advance(500)
    expect(ticks).toHaveLength(2)
    expect(clock.pending()).toBe(0)

    const other = createManualClock()
    let made = 0
    const inner = startTicker({
      clock: other,
      timers: other,
      fps: 50,
      onTick: () => {
        made += 1
        inner.stop()
      },
    })
    await other.advance(500)
    expect([made, other.pending()]).toEqual([1, 0])
  })
})
