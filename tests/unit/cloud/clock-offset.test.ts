import { describe, expect, it } from 'vitest'
import { measureClockOffset } from '../../../electron/cloud/clock-offset.ts'
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts'

/** What a server says whose clock is `aheadMs` of ours, asked now with `tripMs` each way. */
async function ask(time: ManualClock, aheadMs: number, tripMs: number) {
  const sent = time.monotonicMs()
  await time.advance(tripMs)
  const date = new Date(time.wallMs() + aheadMs).toUTCString()
  await time.advance(tripMs)
  return [date, sent, time.monotonicMs()] as const
}

describe('measureClockOffset', () => {
  it('knows nothing before the first date and ignores what is none', () => {
    const offset = measureClockOffset(createManualClock())
    offset.learn(null, 1000, 1010)
    offset.learn('yesterday', 1000, 1010)
    expect(offset.offsetMs()).toBeNull()
  })

  it.each([0, 137, -4321, 86_400_250])('comes within 60 ms of a clock %i ms ahead although dates are whole seconds', async (aheadMs) => {
    const time = createManualClock()
    const offset = measureClockOffset(time)
    for (let count = 0; count < 40; count += 1) {
      offset.learn(...(await ask(time, aheadMs, 15)))
      await time.advance(1_067)
    }
    expect(Math.abs((offset.offsetMs() ?? Number.NaN) - aheadMs)).toBeLessThanOrEqual(60)
  })

  it('follows a clock that drifts apart, without a jump', async () => {
    const time = createManualClock()
    const offset = measureClockOffset(time)
    const driftPerMs = 100e-6
    let worst = 0
    for (let count = 0; count < 7_200; count += 1) {
      const aheadMs = time.monotonicMs() * driftPerMs
      offset.learn(...(await ask(time, aheadMs, 5)))
      await time.advance(1_057)
      if (count > 120) worst = Math.max(worst, Math.abs((offset.offsetMs() ?? Number.NaN) - aheadMs))
    }
    expect(worst).toBeLessThan(120)
  })

  it('is right to a second and half the trip after one answer', async () => {
    const time = createManualClock()
    const offset = measureClockOffset(time)
    offset.learn(...(await ask(time, 2_500, 100)))
    expect(Math.abs((offset.offsetMs() ?? Number.NaN) - 2_500)).toBeLessThanOrEqual(600)
  })

  it('shows at once that this computer’s clock was set, and learns again when the service’s was', async () => {
    const time = createManualClock()
    const offset = measureClockOffset(time)
    offset.learn(...(await ask(time, 0, 10)))
    const before = offset.offsetMs() ?? Number.NaN
    time.jumpWall(60_000)
    expect(offset.offsetMs()).toBe(before - 60_000)
    await time.advance(1_000)
    offset.learn(...(await ask(time, 30_000, 10)))
    expect(Math.abs((offset.offsetMs() ?? Number.NaN) - 30_000)).toBeLessThanOrEqual(510)
  })
})
