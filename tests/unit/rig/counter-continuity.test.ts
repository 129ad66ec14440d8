import { expect, test } from 'vitest'
import { continuityOf } from '../../rig/counter-continuity.ts'

const steady = Array.from({ length: 90 }, (_, i) => ({
  atMs: (i * 1000) / 30,
  value: (1000 + Math.floor((i * 1000) / 30 / 40) * 2) as number | null,
}))

test('a steady counter has no hole, and a torn frame makes none', () => {
  const readings = steady.map((reading, i) => (i === 40 ? { ...reading, value: null } : reading))
  const { readable, largestHoleMs, backwards, spanMs } = continuityOf(readings)
  expect(readable).toBeCloseTo(89 / 90)
  expect(largestHoleMs).toBeLessThan(40)
  expect(backwards).toBe(0)
  expect(spanMs).toBe(2960)
})

test('content left out, frozen or played again is found', () => {
  const cut = continuityOf([...steady.slice(0, 30), ...steady.slice(45).map((r) => ({ ...r, atMs: r.atMs - 500 }))])
  expect(cut.largestHoleMs).toBeGreaterThan(450)
  const frozen = continuityOf(steady.map((r, i) => (i > 30 && i < 60 ? { ...r, value: steady[30]?.value ?? null } : r)))
  expect(frozen.largestHoleMs).toBeGreaterThan(900)
  expect(continuityOf([...steady.slice(0, 30), ...steady.slice(20)]).backwards).toBe(1)
})
