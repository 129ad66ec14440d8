import { expect, test } from 'vitest'
import { longestStandstillMs } from '../../rig/standstill.ts'

const series = (...counts: number[]) => counts.map((count, index) => ({ atMs: index * 100, count }))

test('a count that grows with every reading stands still between two of them', () => {
  expect(longestStandstillMs(series(1, 2, 3, 4))).toBe(100)
})

test('a standstill lasts until the count has grown, in the middle as well as at the end', () => {
  expect(longestStandstillMs(series(1, 2, 2, 2, 3))).toBe(300)
  expect(longestStandstillMs(series(1, 2, 3, 3, 3, 3, 3))).toBe(400)
  expect(longestStandstillMs(series(7, 7, 7))).toBe(200)
})

test('nothing read is no evidence that anything moved', () => {
  expect(longestStandstillMs([])).toBe(Number.POSITIVE_INFINITY)
})
