import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createIdleWatch } from '../../../electron/pipeline/encoder/idle-watch.ts'
import { createRateMeter } from '../../../electron/pipeline/measure-rate.ts'

test('a rate is measured over two seconds, and never across a new beginning', () => {
  const meter = createRateMeter()
  const rates = [0, 15, 30, 45, 60, 60, 60].map((value, index) => meter.add(value, index * 500))
  expect(rates).toEqual([null, 30, 30, 30, 30, 22.5, 15])
  expect(meter.add(5, 3500)).toBeNull()
  expect(meter.add(20, 4000)).toBe(30)
})

describe('the watch on an encoder', () => {
  let nowMs = 0
  beforeEach(() => {
    vi.useFakeTimers()
    nowMs = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const clock = { wallMs: () => nowMs, monotonicMs: () => nowMs }
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      nowMs += 100
      vi.advanceTimersByTime(100)
    }
  }

  test('speaks once when nothing comes for the time allowed', () => {
    let frames = 0
    const onIdle = vi.fn()
    createIdleWatch({ count: () => frames, deadlineMs: () => 2000, onIdle, clock })
    for (let i = 0; i < 10; i++) {
      frames += 1
      pass(1500)
    }
    expect(onIdle).not.toHaveBeenCalled()
    pass(10_000)
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  test('does not blame the encoder for the sleep of the whole computer', () => {
    const onIdle = vi.fn()
    createIdleWatch({ count: () => 1, deadlineMs: () => 2000, onIdle, clock })
    nowMs += 3_600_000
    vi.advanceTimersByTime(1000)
    expect(onIdle).not.toHaveBeenCalled()
  })
})
