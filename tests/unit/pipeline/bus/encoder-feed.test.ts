import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createEncoderFeed } from '../../../../electron/pipeline/bus/encoder-feed.ts'
import { createFramePool } from '../../../../electron/pipeline/bus/frame-pool.ts'

/** A pipe whose reader is in the hands of the test. */
const pipe = () => {
  const chunks: number[][] = []
  const pending: (() => void)[] = []
  let slow = false
  const writable = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const read = () => {
        chunks.push([...chunk])
        done()
      }
      if (slow) pending.push(read)
      else read()
    },
  })
  return {
    writable,
    chunks,
    stop: () => {
      slow = true
    },
    readOne: async () => {
      pending.shift()?.()
      await turn()
    },
    go: async () => {
      slow = false
      while (pending.length > 0) pending.shift()?.()
      await turn()
    },
  }
}

const turn = async () => {
  for (let round = 0; round < 4; round += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}

const feeding = (fps = 30, isNewcomer = false) => {
  const pool = createFramePool()
  const [video, sound] = [pipe(), pipe()]
  let tooSlow = 0
  const feed = createEncoderFeed({
    video: video.writable,
    sound: sound.writable,
    fps,
    pool,
    isNewcomer: () => isNewcomer,
    onTooSlow: () => {
      tooSlow += 1
    },
  })
  const samples = new Int16Array((48_000 / fps) * 2)
  let given = 0
  /** One tick: a picture and sound that hold its number. */
  const give = async () => {
    given += 1
    const frame = pool.acquire(2, 2)
    frame.data.fill(given)
    samples.fill(given)
    feed.give(frame, samples)
    pool.release(frame)
    samples.fill(-1)
    await turn()
  }
  const pictures = () => video.chunks.map(([first]) => first)
  const heard = () => [...new Int16Array(Uint8Array.from(sound.chunks.flat()).buffer)]
  return { pool, video, sound, feed, give, pictures, heard, tooSlow: () => tooSlow }
}

describe('an encoder', () => {
  test('gets every picture and every sample', async () => {
    const { give, pictures, heard, pool, feed } = feeding()
    for (let tick = 0; tick < 5; tick += 1) await give()
    expect(pictures()).toEqual([1, 2, 3, 4, 5])
    expect(heard()).toEqual([1, 2, 3, 4, 5].flatMap((tick) => Array(3200).fill(tick)))
    expect([pool.stats().held, feed.stats()]).toEqual([0, { owedPictures: 0, waitingMs: 0 }])
    feed.close()
    expect(pool.stats().held).toBe(0)
  })

  test('that is a little behind gets each picture in its place, and all sound', async () => {
    const { give, pictures, heard, video, sound, feed } = feeding()
    video.stop()
    sound.stop()
    for (let tick = 0; tick < 6; tick += 1) await give()
    expect(feed.stats()).toEqual({ owedPictures: 6, waitingMs: 200 })
    await video.readOne()
    await give()
    await video.go()
    await sound.go()
    expect(pictures()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(heard()).toEqual([1, 2, 3, 4, 5, 6, 7].flatMap((tick) => Array(3200).fill(tick)))
    expect(feed.stats()).toEqual({ owedPictures: 0, waitingMs: 0 })
  })

  test.each([
    ['newest', true, 12],
    ['oldest', false, 9],
  ] as const)(
    'that is far behind gets as many pictures as it is owed, the %s in place of those that were not kept (newcomer: %s)',
    async (_, isNewcomer, repeated) => {
      const { give, pictures, video, pool } = feeding(30, isNewcomer)
      video.stop()
      for (let tick = 0; tick < 12; tick += 1) await give()
      await video.go()
      await give()
      expect(pictures()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, ...Array(4).fill(repeated), 13])
      expect(pool.stats().held).toBe(0)
    },
  )

  test('reads pictures that nobody writes to meanwhile', async () => {
    const { give, pool, video } = feeding()
    video.stop()
    await give()
    for (let tick = 0; tick < 20; tick += 1) await give()
    // What is being written, and eight that wait; the others share the memory of one more.
    expect(pool.stats()).toMatchObject({ held: 9, idle: 1 })
    await video.go()
    expect(video.chunks.map((chunk) => new Set(chunk).size)).toEqual(Array(21).fill(1))
  })

  test.each([
    ['video', 'stands still', 60, 30],
    ['sound', 'stands still', 60, 30],
    ['video', 'is still being started', 0, 60],
    ['sound', 'is still being started', 0, 60],
  ] as const)('is dropped that does not read its %s and %s: after %i pictures %i more', async (still, _, taken, waited) => {
    const { give, feed, tooSlow, pool, ...pipes } = feeding(10)
    for (let tick = 0; tick < taken; tick += 1) await give()
    pipes[still].stop()
    for (let tick = 0; tick < waited; tick += 1) await give()
    expect([feed.isOpen(), tooSlow()]).toEqual([true, 0])
    await give()
    await give()
    expect([feed.isOpen(), tooSlow(), pipes.video.writable.destroyed, pipes.sound.writable.destroyed]).toEqual([false, 1, true, true])
    expect(pool.stats().held).toBe(0)
  })

  test('keeps up for a long time through the same memory', async () => {
    const { give, heard, pictures, sound } = feeding(10)
    for (let tick = 0; tick < 45; tick += 1) {
      if (tick % 9 === 3) sound.stop()
      if (tick % 9 === 8) await sound.go()
      await give()
    }
    await sound.go()
    expect(pictures()).toHaveLength(45)
    expect(heard().filter((sample, index) => sample !== Math.floor(index / 9600) + 1)).toEqual([])
    expect(heard()).toHaveLength(45 * 9600)
  })

  test.each(['video', 'sound'] as const)('that is gone ends the feed without a word: %s', async (broken) => {
    const { give, feed, tooSlow, pool, ...pipes } = feeding()
    await give()
    pipes[broken].writable.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    await turn()
    await give()
    feed.close()
    feed.close()
    expect([feed.isOpen(), tooSlow(), pipes.video.writable.destroyed, pipes.sound.writable.destroyed, pool.stats().held]).toEqual([
      false,
      0,
      true,
      true,
      0,
    ])
  })

  test('is left by closing: it gets the end of both after what is on its way', async () => {
    const { give, feed, video, sound, pictures, pool } = feeding()
    video.stop()
    await give()
    await give()
    feed.close()
    expect(pool.stats().held).toBe(1)
    await video.go()
    expect([pictures(), video.writable.writableFinished, sound.writable.writableFinished, pool.stats().held]).toEqual([[1], true, true, 0])
  })

  test('that takes its picture from elsewhere gets sound alone', async () => {
    const sound = pipe()
    const pool = createFramePool()
    const feed = createEncoderFeed({ video: null, sound: sound.writable, fps: 30, pool, isNewcomer: () => false, onTooSlow: () => {} })
    feed.give(pool.acquire(2, 2), new Int16Array(4).fill(7))
    await turn()
    expect([sound.chunks.flat().length, pool.stats().held]).toEqual([8, 1])
  })
})
