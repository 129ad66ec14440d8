import { afterAll, beforeAll, expect, test } from 'vitest'
import { continuityOf } from '../../rig/counter-continuity.ts'
import { readCounters, readFps } from '../../rig/read-video.ts'
import { startTestScreen, type TestScreen } from '../../rig/test-screen.ts'

let screen: TestScreen
beforeAll(async () => {
  screen = await startTestScreen()
})
afterAll(() => screen?.stop())

test('the test screen counts evenly, and the counter survives being scaled to 640 × 360', async () => {
  const inputArgs = ['-f', 'x11grab', '-framerate', '30', '-video_size', '1280x720']
  const frames = await readCounters(screen.display, { inputArgs, seconds: 4 })
  const { readable, largestHoleMs, backwards, spanMs } = continuityOf(frames.map(({ index, value }) => ({ atMs: (index * 1000) / readFps, value })))
  expect(readable).toBeGreaterThan(0.8)
  expect(largestHoleMs).toBeLessThan(500)
  expect(backwards).toBe(0)
  expect(spanMs).toBeGreaterThan(2500)
})
