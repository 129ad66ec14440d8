import { expect, it } from 'vitest'
import { createHandOverWindow } from '../../../electron/pipeline/relay/hand-over-window.ts'

it('hands over whatever there is until the first report, then a second of media ahead of it', () => {
  const window = createHandOverWindow(() => 800)
  expect([window.isKnown(), window.room(0, 1_000_000)]).toEqual([false, Number.POSITIVE_INFINITY])
  window.report(0, 20_000, 20_000)
  expect([window.isKnown(), window.room(0, 20_000), window.room(0, 150_000)]).toEqual([true, 100_000, -30_000])
})

it('hands over little to who does not keep up, and much again to who does', () => {
  const window = createHandOverWindow(() => 800)
  window.report(0, 100_000, 60_000)
  expect(window.room(0, 100_000)).toBe(-10_000)
  window.report(0, 100_000, 80_000)
  expect(window.room(0, 100_000)).toBe(80_000)
})

it('follows the bitrate, but never below a buffer of ffmpeg', () => {
  let kbps = 800
  const window = createHandOverWindow(() => kbps)
  window.report(0, 0, 0)
  kbps = 400
  expect(window.room(0, 0)).toBe(50_000)
  kbps = 0
  expect(window.room(0, 0)).toBe(16 * 1024)
})

it('takes a late report for a first sign of trouble', () => {
  const window = createHandOverWindow(() => 800)
  window.report(1000, 0, 0)
  expect([window.room(1600, 20_000), window.room(1700, 20_000)]).toEqual([80_000, 10_000])
})
