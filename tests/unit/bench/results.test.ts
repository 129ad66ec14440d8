import { expect, test } from 'vitest'
import { percentile, tableOf, withRatios } from '../../../scripts/bench-table.mjs'

test('percentiles are values that were measured', () => {
  expect([0.5, 0.95].map((share) => percentile([30, 10, 20], share))).toEqual([20, 30])
  expect(
    percentile(
      Array.from({ length: 100 }, (_, i) => i + 1),
      0.95,
    ),
  ).toBe(95)
  expect(percentile([7], 0.5)).toBe(7)
})

test('the table shows a budget as a ratio, and none where there is none', () => {
  const table = tableOf([
    { name: 'start → ACTIVE', unit: 'ms', budget: { value: 2500, of: 'p95' }, values: [1000, 2000, 3000] },
    { name: 'bare ffmpeg', unit: 'core', budget: null, values: [0.284] },
  ])
  expect(table.split('\n')).toEqual([
    'what            unit  n   p50   p95      budget  ratio',
    'start → ACTIVE    ms  3  2000  3000  p95 ≤ 2500   1.20',
    'bare ffmpeg     core  1  0.28  0.28',
  ])
})

test('the cost beside bare ffmpeg is a measure of its own, where both were measured', () => {
  const core = (name: string, value: number) => ({ name, unit: 'core' as const, budget: null, values: [value] })
  expect(withRatios([core('Tally: all', 0.5), core('bare ffmpeg', 0.4)]).at(-1)?.values).toEqual([1.25])
  expect(withRatios([core('Tally: all', 0.5)])).toHaveLength(1)
})
