import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import type { FrameRate } from '#shared/encoding'
import { type Bus, createBus } from '../../../../electron/pipeline/bus/bus.ts'
import { createFramePool, frameBytes } from '../../../../electron/pipeline/bus/frame-pool.ts'
import type { EncoderOrigin } from '../../../../electron/pipeline/encoder-origin.ts'
import { createManualClock } from '../../../fakes/manual-clock.ts'

const canvas = { width: 16, height: 16 }
const picture = frameBytes(canvas.width, canvas.height)

/** An encoder that takes everything, and counts it. */
const join = (bus: Bus, fps: FrameRate) => {
  const got = { pictures: 0, samples: 0 }
  const count = (take: (bytes: number) => void) =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        take(chunk.length)
        done()
      },
    })
  const video = count((bytes) => {
    got.pictures += bytes / picture
  })
  const sound = count((bytes) => {
    got.samples += bytes / 4
  })
  // The silence before its first sound.
  const onBegin = ({ pictureAtMs, soundAtMs }: EncoderOrigin) => {
    got.samples -= (pictureAtMs - soundAtMs) * 48
  }
  const leave = bus.attach({ fps, video, sound, soundFromMs: null, onBegin, onUseless: (why) => expect.unreachable(why) })
  /** What came since it was last asked. */
  const since = () => {
    const { pictures, samples } = got
    Object.assign(got, { pictures: 0, samples: 0 })
    return { pictures: Math.round(pictures), seconds: Math.round((samples / 48_000) * 100) / 100 }
  }
  return { leave, since }
}

test('two encoders of different rates get the same second, each in its own pictures, and neither gains nor loses any', async () => {
  const clock = createManualClock()
  const bus = createBus({ clock, timers: clock, pool: createFramePool(), canvas, onLevels: () => {}, onPicture: () => {} })
  const slow = join(bus, 30)
  await clock.advance(990)
  expect(slow.since()).toEqual({ pictures: 30, seconds: 1 })
  const quick = join(bus, 60)
  await clock.advance(1000)
  expect(slow.since()).toEqual({ pictures: 30, seconds: 1 })
  expect(quick.since()).toEqual({ pictures: 60, seconds: 1 })
  slow.leave()
  await clock.advance(1000)
  expect(quick.since()).toEqual({ pictures: 60, seconds: 1 })

  const next = join(bus, 30)
  await clock.advance(500)
  quick.leave()
  await clock.advance(2500)
  const { pictures, seconds } = next.since()
  expect(pictures).toBe(90)
  expect(seconds).toBe(3)
  bus[Symbol.dispose]()
})
