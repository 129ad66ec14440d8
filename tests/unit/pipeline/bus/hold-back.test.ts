import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createBus } from '../../../../electron/pipeline/bus/bus.ts'
import { createFramePool } from '../../../../electron/pipeline/bus/frame-pool.ts'
import { createHoldBack } from '../../../../electron/pipeline/bus/hold-back.ts'
import { busDelayMs } from '../../../../electron/pipeline/bus/port.ts'
import { type EncoderOrigin, soundFrameMs } from '../../../../electron/pipeline/encoder-origin.ts'
import { createManualClock } from '../../../fakes/manual-clock.ts'

test('what is held back grows at once, by ten milliseconds or more, and is given up as slowly as nobody notices', () => {
  const { next } = createHoldBack()
  expect([next(0, 0, true), next(3, 33, true), next(9, 66, true), next(41, 100, true)]).toEqual([0, 10, 10, 50])
  expect(next(0, 1100, false)).toBe(50)
  expect(next(0, 2100, true)).toBeCloseTo(49)
  expect(next(45, 12_100, true)).toBeCloseTo(49)
})

const canvas = { width: 16, height: 16 }
const perMs = 48
/** Samples that tell the moment, in samples since zero, and never are silence. */
const [least, range] = [100, 20_000]
const told = (sample: number): number => least + (sample % range)

test('every sample of an encoder that opens its picture itself is of its own moment, however late a sound comes', async () => {
  const clock = createManualClock()
  const bus = createBus({ clock, timers: clock, pool: createFramePool(), canvas, onLevels: () => {}, onPicture: () => {} })
  bus.playChannels([{ source: { kind: 'microphone', id: 'mic:slow' }, levelDb: 0, muted: false, delayMs: 0 }])
  const startMs = clock.monotonicMs()
  const heard: number[] = []
  const sound = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      for (let at = 0; at < chunk.length; at += 4) heard.push(chunk.readInt16LE(at))
      done()
    },
  })
  /** What the microphone heard in the last so many ms, handed over at once. */
  const record = (ms: number) => {
    const from = Math.round((clock.monotonicMs() - startMs - ms) * perMs)
    bus.takeSound(
      'mic:slow',
      Int16Array.from({ length: 2 * ms * perMs }, (_, i) => told(from + (i >> 1))),
      clock.monotonicMs() - ms,
    )
  }
  const live = async (pieceMs: number, pieces: number) => {
    for (let n = 0; n < pieces; n += 1) {
      await clock.advance(pieceMs)
      record(pieceMs)
    }
  }
  await live(10, 50)
  const fromMs = clock.monotonicMs() - busDelayMs
  let beganMs = 0
  const onBegin = ({ pictureAtMs, soundAtMs }: EncoderOrigin) => {
    expect(pictureAtMs).toBe(fromMs + busDelayMs)
    beganMs = soundAtMs - busDelayMs
  }
  const leave = bus.attach({ fps: 30, video: null, sound, soundFromMs: fromMs, onBegin, onUseless: (why) => expect.unreachable(why) })
  await live(10, 200)
  const before = heard.length
  await live(140, 30)
  const passed = clock.monotonicMs() - busDelayMs - fromMs
  expect(heard.length / perMs).toBeLessThan(passed - 50)
  // its frames begin where those of others do, up to one frame earlier
  expect(fromMs - beganMs).toBeGreaterThanOrEqual(0)
  expect(fromMs - beganMs).toBeLessThan(soundFrameMs)
  const first = Math.round((beganMs - startMs) * perMs)
  const wrong = (from: number, until: number) => heard.slice(from, until).findIndex((sample, i) => sample !== told(first + from + i))
  expect(wrong(4800, before)).toBe(-1)
  // once it has been learned how late it comes
  expect(wrong(heard.length - 96_000, heard.length)).toBe(-1)
  leave()
  bus[Symbol.dispose]()
})
