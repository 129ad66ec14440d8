import { describe, expect, test } from 'vitest'
import { burstsMs, createMediaClock } from '../../../../electron/pipeline/source/media-clock.ts'

/** Every picture of a source at 30 fps, `lateMs` after it came to be; answers how late the last one was told to be. */
const follow = (seconds: number, lateMs: (mediaMs: number) => number, clock = createMediaClock(burstsMs), fromMs = 0) => {
  const told: number[] = []
  for (let mediaMs = fromMs; mediaMs < fromMs + seconds * 1000; mediaMs += 1000 / 30)
    told.push(clock.stamp(mediaMs, 5000 + mediaMs + lateMs(mediaMs)) - mediaMs)
  return { clock, told, last: (told.at(-1) ?? Number.NaN) - 5000 }
}

describe('the clock of a file', () => {
  test('tells times in even steps, however unevenly things arrive', () => {
    const { told, last } = follow(4, (mediaMs) => (Math.round(mediaMs) * 7919) % 40)
    const settled = told.slice(30)
    expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(10)
    expect(last).toBeLessThan(10)
  })

  test('is not moved by a moment in which nobody read', () => {
    const { told } = follow(6, (mediaMs) => (mediaMs > 2900 && mediaMs < 3300 ? 3300 - mediaMs : 0))
    expect(Math.max(...told) - 5000).toBeLessThan(15)
  })

  test('takes the earliest arrivals of a device for its time, however late others are', () => {
    const { last } = follow(6, (mediaMs) => 200 - (mediaMs % 200), createMediaClock())
    expect(last).toBeLessThan(10 + 1000 / 30)
  })

  test('puts what comes in bursts late enough to be in time', () => {
    const { told } = follow(6, (mediaMs) => 200 - (mediaMs % 200))
    // what arrives 200 ms late is told to be no more than 60 ms old
    expect(Math.min(...told.slice(60)) - 5000).toBeGreaterThan(130)
  })

  test('follows a device whose clock is slow, a little at a time', () => {
    const perSecondMs = 2
    const { last, told } = follow(30, (mediaMs) => (mediaMs / 1000) * perSecondMs)
    expect(Math.abs(last - 60)).toBeLessThan(10)
    expect(Math.max(...told.slice(60).map((at, index) => Math.abs(at - (told[59 + index] ?? at))))).toBeLessThan(0.2)
  })

  test('goes to its new place after a hole', () => {
    const { clock } = follow(3, () => 0)
    expect(follow(3, () => 1500, clock, 3000).last).toBeCloseTo(1500)
  })
})
