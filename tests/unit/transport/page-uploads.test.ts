import { expect, test } from 'vitest'
import { maxPieceBytes } from '#shared/contract'
import { receiveUploads } from '../../../electron/transport/page-uploads.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

const frame = (upload: number, sequence: number, bytes: number) => {
  const message = new Uint8Array(8 + bytes)
  const header = new DataView(message.buffer)
  header.setUint32(0, upload)
  header.setUint32(4, sequence)
  return message
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

function rig(take: (source: string, piece: Uint8Array) => Promise<void> = async () => {}) {
  const clock = createManualClock()
  const taken: [string, number][] = []
  const acknowledged: [number, number][] = []
  const refused: string[] = []
  const uploads = receiveUploads({
    take: (source, piece) => {
      taken.push([source, piece.byteLength])
      return take(source, piece)
    },
    acknowledge: (upload, sequence) => acknowledged.push([upload, sequence]),
    refuse: (reason) => refused.push(reason),
    monotonicMs: clock.monotonicMs,
    after: clock.after,
  })
  return { clock, taken, acknowledged, refused, uploads }
}

test('pieces reach their source in order, each acknowledged once it was taken', async () => {
  let free = () => {}
  const { taken, acknowledged, refused, uploads } = rig(
    () =>
      new Promise((resolve) => {
        free = resolve
      }),
  )
  uploads.begin(7, 'page:a-camera')
  uploads.receive(frame(7, 1, 3))
  await settled()
  expect([taken, acknowledged]).toEqual([[['page:a-camera', 3]], []])
  free()
  await settled()
  uploads.receive(frame(7, 2, 5))
  free()
  await settled()
  expect([taken.at(-1), acknowledged, refused]).toEqual([
    ['page:a-camera', 5],
    [
      [7, 1],
      [7, 2],
    ],
    [],
  ])
})

test.each([
  ['of an upload that was not begun', [frame(8, 1, 3)]],
  ['of an upload that has ended', [frame(9, 1, 3)]],
  ['out of order', [frame(7, 2, 3)]],
  ['twice', [frame(7, 1, 3), frame(7, 1, 3)]],
  ['without anything in it', [frame(7, 1, 0)]],
  ['too large', [frame(7, 1, maxPieceBytes + 1)]],
  ['shorter than its header', [new Uint8Array(3)]],
])('a piece %s ends the connection', (_what, messages) => {
  const { refused, uploads } = rig()
  uploads.begin(7, 'page:a-camera')
  uploads.begin(9, 'page:a-mic')
  uploads.end(9)
  for (const message of messages) uploads.receive(message)
  expect(refused.length).toBe(1)
})

test('who is too fast is told so later and later, and who does not listen is refused at 8 MB', async () => {
  const { clock, taken, acknowledged, refused, uploads } = rig()
  uploads.begin(7, 'page:a-camera')
  const send = (from: number, to: number) => {
    for (let sequence = from; sequence <= to; sequence += 1) uploads.receive(frame(7, sequence, maxPieceBytes))
  }
  // a second’s worth may come at once
  send(1, 8)
  await settled()
  expect(acknowledged.length).toBe(8)
  send(9, 16)
  await settled()
  expect(acknowledged.length).toBe(8)
  await clock.advance(1000)
  await settled()
  expect([acknowledged.length, refused]).toEqual([16, []])

  send(17, 16 + 32)
  expect(refused).toEqual([])
  send(49, 49)
  expect(refused).toEqual(['too much at once'])
  expect(taken.length).toBe(48)
})
