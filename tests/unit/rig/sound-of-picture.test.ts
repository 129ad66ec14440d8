import { expect, test } from 'vitest'
import { valueAt } from '../../rig/barcode.mjs'
import { soundOfPicture } from '../../rig/sound-of-picture.ts'
import { testTones } from '../../rig/test-tones.ts'

const startMs = 1_790_000_000_000

/** Four seconds in which the sound is late by `lagMs`. */
const pieces = (lagMs: number) =>
  Array.from({ length: 40 }, (_, index) => {
    const wallMs = startMs + index * 100
    return { hz: testTones[Math.floor((wallMs - lagMs) / 1000) % testTones.length] ?? null, dbfs: -18, value: valueAt(wallMs) }
  })
const judged = (lagMs: number) => soundOfPicture(pieces(lagMs), testTones, startMs + 60_000)

test('sound a little late or early is in step with its picture, that of another second is not', () => {
  expect(judged(0)).toEqual({ heard: 1, dbfs: -18, inStep: 1, compared: 16 })
  expect([judged(250).inStep, judged(-200).inStep]).toEqual([1, 1])
  expect([judged(1000).inStep, judged(-2000).inStep]).toEqual([0, 0])
})

test('silence and unreadable pictures are not taken for sound and picture', () => {
  const silent = pieces(0).map((piece, index) => (index < 20 ? { ...piece, hz: null, dbfs: Number.NEGATIVE_INFINITY } : piece))
  expect(soundOfPicture(silent, testTones, startMs)).toEqual({ heard: 0.5, dbfs: -18, inStep: 1, compared: 8 })
  const blind = pieces(0).map((piece) => ({ ...piece, value: null }))
  expect(soundOfPicture(blind, testTones, startMs).compared).toBe(0)
})
