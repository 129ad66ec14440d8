import { expect, test } from 'vitest'
import { createFeed } from '../../../renderer/features/page-source/feed-recording.ts'
import { rememberPage } from '../../../renderer/features/page-source/page-identity.ts'
import { chooseFormat, videoBitsFor } from '../../../renderer/features/page-source/recording-format.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A recorder and a connection that do what the test says. */
function rig() {
  const time = { nowMs: 0 }
  const recordings: { readonly give: (bytes: number) => void; readonly breakOff: () => void; stopped: boolean }[] = []
  const uploads: { readonly sent: number[]; readonly answers: ((taken: boolean) => void)[]; ended: boolean }[] = []
  const feed = createFeed({
    record: (onPiece, onBroken) => {
      const recording = { give: (bytes: number) => onPiece(new Uint8Array(bytes)), breakOff: onBroken, stopped: false }
      recordings.push(recording)
      return {
        stop: () => {
          recording.stopped = true
        },
      }
    },
    upload: () => {
      const upload = { sent: [] as number[], answers: [] as ((taken: boolean) => void)[], ended: false }
      uploads.push(upload)
      return {
        send: (piece) => {
          upload.sent.push(piece.byteLength)
          return new Promise((resolve) => upload.answers.push(resolve))
        },
        end: () => {
          upload.ended = true
        },
      }
    },
    monotonicMs: () => time.nowMs,
    largestPiece: 10,
  })
  return { time, recordings, uploads, feed }
}

test('it is recorded while that is wanted, in pieces that are small enough, and anew when asked anew', () => {
  const { recordings, uploads, feed } = rig()
  feed.want(4)
  feed.want(4)
  recordings[0]?.give(25)
  expect([recordings.length, uploads[0]?.sent]).toEqual([1, [10, 10, 5]])
  feed.want(5)
  expect([recordings.map(({ stopped }) => stopped), uploads.map(({ ended }) => ended)]).toEqual([
    [true, false],
    [true, false],
  ])
  recordings[0]?.give(3)
  expect(uploads[1]?.sent).toEqual([])
  feed.want(null)
  expect([recordings[1]?.stopped, uploads[1]?.ended, recordings.length]).toEqual([true, true, 2])
})

test('who falls behind by more than two seconds gives up, and begins again once everything was taken', async () => {
  const { time, recordings, uploads, feed } = rig()
  feed.want(1)
  recordings[0]?.give(1)
  time.nowMs = 2000
  recordings[0]?.give(2)
  expect(recordings[0]?.stopped).toBe(false)
  time.nowMs = 2001
  recordings[0]?.give(3)
  expect([recordings[0]?.stopped, uploads[0]?.sent]).toEqual([true, [1, 2]])
  uploads[0]?.answers[0]?.(true)
  await settled()
  expect(recordings.length).toBe(1)
  uploads[0]?.answers[1]?.(true)
  await settled()
  expect([recordings.length, uploads.length]).toEqual([2, 1])
  recordings[1]?.give(4)
  expect(uploads[0]?.sent).toEqual([1, 2, 4])
})

test('a lost connection ends it until it is asked for anew', async () => {
  const { recordings, uploads, feed } = rig()
  feed.want(1)
  recordings[0]?.give(1)
  uploads[0]?.answers[0]?.(false)
  await settled()
  expect([recordings[0]?.stopped, recordings.length]).toEqual([true, 1])
  feed.want(2)
  expect(recordings.length).toBe(2)
})

test('VP8 is recorded wherever it can be, with bits for the size of the picture', () => {
  const hd = { width: 1280, height: 720 }
  expect(chooseFormat(hd, true, () => true)).toEqual({
    mimeType: 'video/webm;codecs=vp8,opus',
    videoBitsPerSecond: 4_147_200,
    audioBitsPerSecond: 128_000,
  })
  expect(chooseFormat(hd, false, (type) => type.includes('h264'))).toEqual({ mimeType: 'video/webm;codecs=h264', videoBitsPerSecond: 4_147_200 })
  expect(chooseFormat(null, true, () => true)).toEqual({ mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: 128_000 })
  expect(chooseFormat(hd, true, () => false)).toBeNull()
  // with its sound, the largest stays below the 2 MB/s that the core takes
  expect([videoBitsFor({ width: 3840, height: 2160 }), videoBitsFor({ width: 320, height: 180 })]).toEqual([8_000_000, 800_000])
})

test('a page is known again by its name, and a second one beside it has a name of its own', async () => {
  const stored = new Map<string, string>()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  }
  const names = ['aaaaaa', 'bbbbbb']
  const random = () => names.shift() ?? ''
  const first = await rememberPage(storage, random, async () => true)
  first.setOn('camera', true)
  const second = await rememberPage(storage, random, async () => false)
  const back = await rememberPage(storage, random, async () => true)
  expect([first.name, second.name, back.name]).toEqual(['aaaaaa', 'bbbbbb', 'aaaaaa'])
  expect([second.wasOn('camera'), back.wasOn('camera'), back.wasOn('mic')]).toEqual([false, true, false])
})
