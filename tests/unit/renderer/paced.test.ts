import { expect, test } from 'vitest'
import { createPaced, dragPaceMs } from '../../../renderer/ui/paced.ts'

/** A clock that stands until it is moved, with at most one timer, as the code under test has. */
function standingClock() {
  let nowMs = 0
  let due: { readonly atMs: number; readonly run: () => void } | null = null
  return {
    nowMs: () => nowMs,
    set: (run: () => void, ms: number) => {
      due = { atMs: nowMs + ms, run }
      return due
    },
    clear: (timer: unknown) => {
      if (timer === due) due = null
    },
    pass: (ms: number) => {
      nowMs += ms
      if (due !== null && due.atMs <= nowMs) {
        const { run } = due
        due = null
        run()
      }
    },
  }
}

test('a drag of a second sends at most 16 times, the first at once and the last always', () => {
  const clock = standingClock()
  const sent: number[] = []
  const paced = createPaced((value: number) => sent.push(value), dragPaceMs, clock)
  for (let step = 0; step < 100; step++) {
    paced.push(step)
    clock.pass(10)
  }
  const during = sent.length
  clock.pass(1_000)
  expect(sent[0]).toBe(0)
  expect(during).toBeGreaterThan(10)
  expect(during).toBeLessThanOrEqual(16)
  expect(sent.at(-1)).toBe(99)
})

test('what waits is sent when there is no more time, once', () => {
  const clock = standingClock()
  const sent: string[] = []
  const paced = createPaced((value: string) => sent.push(value), 1_000, clock)
  paced.push('first')
  paced.push('last')
  paced.flush()
  paced.flush()
  clock.pass(5_000)
  expect(sent).toEqual(['first', 'last'])
})
