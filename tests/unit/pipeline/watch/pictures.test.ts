import { expect, test } from 'vitest'
import { createFramePool } from '../../../../electron/pipeline/bus/frame-pool.ts'
import { greyOf, greySizeOf } from '../../../../electron/pipeline/watch/grey-picture.ts'
import { isBlack, isTooDark } from '../../../../electron/pipeline/watch/judge-light.ts'
import { leavesBars } from '../../../../electron/pipeline/watch/judge-shape.ts'
import { createSourceJudge } from '../../../../electron/pipeline/watch/judge-source.ts'
import { createGreySplitter } from '../../../../electron/pipeline/watch/split-greys.ts'
import { createDice } from '../bus/pretend-device.ts'
import { frame, grey } from './some-pictures.ts'

const dice = createDice(1)
const noise = (most: number) => Math.round(dice() * most)

test('a canvas is made small in its own shape, place by place', () => {
  const wide = greyOf(frame(1280, 720, (x, y) => (x < 640 ? 16 : 200) + (y < 360 ? 0 : 20)))
  expect(wide).toMatchObject({ width: 64, height: 36 })
  expect([0, 63, 35 * 64, 36 * 64 - 1].map((at) => wide.data[at])).toEqual([16, 200, 36, 220])
  expect(greySizeOf({ width: 720, height: 1280 })).toEqual({ width: 36, height: 64 })
})

test('pictures are cut from a pipe wherever its pieces end', () => {
  const split = createGreySplitter({ width: 2, height: 2 })
  const bytes = Uint8Array.from({ length: 13 }, (_, at) => at)
  const pieces = [bytes.subarray(0, 3), bytes.subarray(3, 3), bytes.subarray(3, 12), bytes.subarray(12)]
  expect(pieces.map((piece) => split(piece).map(({ data }) => [...data]))).toEqual([
    [],
    [],
    [
      [0, 1, 2, 3],
      [6, 7, 8, 9],
    ],
    [],
  ])
})

test.each([
  ['a black screen', grey(() => 16), 'black'],
  ['a covered lens with its noise', grey(() => 16 + noise(8)), 'black'],
  ['a black screen with the pointer on it', grey((x, y) => (x > 30 && x < 33 && y > 10 && y < 13 ? 110 : 16)), 'black'],
  ['a black screen with one line of text', grey((x, y) => (y === 2 && x < 12 ? 70 : 16)), 'dark'],
  ['a dim room', grey((x) => 24 + (x % 16) + noise(6)), 'dark'],
  ['a dim room with a lamp', grey((x, y) => (x < 12 && y < 8 ? 200 : 30 + noise(6))), 'fine'],
  ['an ordinary room', grey((x, y) => 50 + ((x * 3 + y * 5) % 120) + noise(6)), 'fine'],
  ['a blue screen', grey(() => 41), 'dark'],
  ['a white screen', grey(() => 235), 'fine'],
] as const)('%s is judged by its light', (_what, picture, judged) => {
  expect(isBlack(picture) ? 'black' : isTooDark(picture) ? 'dark' : 'fine').toBe(judged)
})

test.each([
  ['a screen of 16:9 on a wide canvas', [1280, 720], [1920, 1080], false],
  ['a screen of 16:10', [1280, 720], [1920, 1200], false],
  ['a camera of 4:3', [1280, 720], [640, 480], false],
  ['an ultrawide screen', [1280, 720], [3440, 1440], false],
  ['a phone', [1280, 720], [1080, 1920], true],
  ['a screen on a high canvas', [720, 1280], [1920, 1080], true],
  ['a phone on a high canvas', [720, 1280], [1080, 1920], false],
] as const)('%s: bars are too much or not', (_what, [width, height], [across, down], judged) => {
  expect(leavesBars({ width, height }, { width: across, height: down })).toBe(judged)
})

const watchCamera = (light = true) => {
  const pool = createFramePool()
  const judge = createSourceJudge(pool, light)
  let atMs = 0
  /** So many milliseconds of 30 pictures a second. */
  const see = (ms: number, lumaAt: (n: number) => number) => {
    for (let n = 0; n < (ms * 30) / 1000; n += 1) {
      const picture = pool.acquire(16, 16)
      picture.data.fill(lumaAt(n))
      judge.see(picture, atMs)
      pool.release(picture)
      atMs += 1000 / 30
    }
    return { frozen: judge.frozen(), tooDark: judge.tooDark() }
  }
  return { pool, judge, see }
}

test('a camera that always gives the same picture is frozen after five seconds, until it moves again for one', () => {
  const { pool, judge, see } = watchCamera()
  expect(see(10_000, (n) => 100 + (n % 2)).frozen).toBe(false)
  expect(see(4900, () => 100).frozen).toBe(false)
  expect(see(300, () => 100).frozen).toBe(true)
  expect(see(800, (n) => 100 + (n % 2)).frozen).toBe(true)
  expect(see(400, (n) => 100 + (n % 2)).frozen).toBe(false)
  judge.close()
  expect(pool.stats().held).toBe(0)
})

test('a picture that differs in one place, once in five seconds, is not frozen', () => {
  const { see } = watchCamera()
  expect([...Array(4)].map(() => see(4900, (n) => (n === 0 ? 101 : 100)).frozen)).toEqual([false, false, false, false])
})

test('a camera in the dark is told of after five seconds; a file may be dark', () => {
  const { see } = watchCamera()
  expect(see(4500, (n) => 32 + (n % 2)).tooDark).toBe(false)
  expect(see(1500, (n) => 32 + (n % 2)).tooDark).toBe(true)
  expect(see(2000, (n) => 120 + (n % 2)).tooDark).toBe(false)
  expect(watchCamera(false).see(8000, (n) => 32 + (n % 2)).tooDark).toBe(false)
})
