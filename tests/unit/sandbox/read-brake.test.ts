import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createReadBrake } from '../../../electron/sandbox/ingest/read-brake.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setup() {
  let reads = true
  const socket = {
    pause: () => {
      reads = false
    },
    resume: () => {
      reads = true
    },
  }
  const brake = createReadBrake(socket as never, () => {})
  return { brake, reads: () => reads }
}

describe('the brake of an ingest', () => {
  it('reads at the speed that it was told: 64 KB at 1000 kbit/s take 512 ms', () => {
    const { brake, reads } = setup()
    brake.slow(64_000, 1000)
    vi.advanceTimersByTime(511)
    expect([reads(), brake.isOn()]).toEqual([false, true])
    vi.advanceTimersByTime(1)
    expect([reads(), brake.isOn()]).toEqual([true, false])
  })

  it('goes on at once when it may, unless there is another reason not to', () => {
    const { brake, reads } = setup()
    brake.slow(64_000, 8)
    brake.stall(true)
    brake.slow(0, 0)
    expect(reads()).toBe(false)
    brake.stall(false)
    expect(reads()).toBe(true)
  })
})
