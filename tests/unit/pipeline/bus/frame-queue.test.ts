import { describe, expect, test } from 'vitest'
import { createFramePool } from '../../../../electron/pipeline/bus/frame-pool.ts'
import { createFrameQueue } from '../../../../electron/pipeline/bus/frame-queue.ts'

const queue = () => {
  const pool = createFramePool()
  const waiting = createFrameQueue(pool)
  const take = (atMs: number) => {
    const frame = pool.acquire(16, 16)
    waiting.take(frame, atMs)
    return frame
  }
  return { pool, waiting, take }
}

describe('the pictures of a source', () => {
  test('are shown at their moment, and the last one stays', () => {
    const { pool, waiting, take } = queue()
    expect(waiting.newestAt(0)).toBeNull()
    const [first, second, third] = [take(100), take(133), take(166)]
    expect([waiting.newestAt(99), waiting.newestAt(100), waiting.newestAt(132)]).toEqual([null, first, first])
    expect(waiting.newestAt(140)).toBe(second)
    expect(pool.stats().held).toBe(2)
    expect([waiting.newestAt(99_999), waiting.newestAt(0), waiting.newestMs()]).toEqual([third, third, 166])
    expect(pool.stats()).toMatchObject({ held: 1, idle: 2 })
  })

  test('are shown early where there are too many of them', () => {
    const { pool, waiting, take } = queue()
    const frames = Array.from({ length: 18 }, (_, index) => take(1e9 + index))
    expect(waiting.newestAt(0)).toBe(frames[1])
    expect(pool.stats().held).toBe(17)
  })

  test('are all let go of', () => {
    const { pool, waiting, take } = queue()
    for (const atMs of [1, 2, 3]) take(atMs)
    waiting.newestAt(2)
    waiting.clear()
    expect([waiting.newestAt(9), waiting.newestMs(), pool.stats().held]).toEqual([null, null, 0])
  })
})

describe('the memory of pictures', () => {
  test('is used again, once nobody holds it', () => {
    const pool = createFramePool()
    const frame = pool.acquire(16, 8)
    expect(frame.data.length).toBe(192)
    pool.retain(frame)
    pool.release(frame)
    expect(pool.acquire(16, 8)).not.toBe(frame)
    pool.release(frame)
    expect(pool.acquire(8, 16)).not.toBe(frame)
    expect(pool.acquire(16, 8)).toBe(frame)
  })

  test('is let go of beyond a limit, the oldest first', () => {
    const pool = createFramePool()
    const frames = Array.from({ length: 30 }, () => pool.acquire(1920, 1080))
    for (const frame of frames) pool.release(frame)
    const { idle, idleBytes } = pool.stats()
    expect({ idle, bounded: idleBytes <= 48 * 1024 * 1024, newest: pool.acquire(1920, 1080) === frames[29] }).toEqual({
      idle: 16,
      bounded: true,
      newest: true,
    })
  })

  test('is never given twice; foreign frames do no harm', () => {
    const pool = createFramePool()
    const frame = pool.acquire(16, 8)
    pool.release(frame)
    expect(() => pool.release(frame)).toThrow('nobody holds')
    expect(() => pool.retain(frame)).toThrow('nobody holds')
    const foreign = { width: 16, height: 8, data: new Uint8Array(192) }
    pool.retain(foreign)
    pool.release(foreign)
    pool.release(foreign)
    expect(pool.stats()).toMatchObject({ held: 0, idle: 1 })
  })
})
