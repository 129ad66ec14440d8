import { expect, test } from 'vitest'
import type { PageOffer, WantedPage } from '#shared/contract'
import { createPageFeeds } from '../../../../electron/pipeline/source/page-feeds.ts'
import type { OpenSource, SourceRequest, SourceSink } from '../../../../electron/pipeline/source/port.ts'

const id = 'page:a-camera'
const offer: PageOffer = { id, label: 'Camera', picture: { width: 1280, height: 720, of: 'camera' }, sound: true }
const request: SourceRequest = {
  source: id,
  picture: { input: { kind: 'page', id }, fps: 10, largest: { width: 1280, height: 720 } },
  sound: { kind: 'of-the-picture' },
}
const beginning = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 1)
const more = Uint8Array.of(7, 7)

/** Readers that read nothing by themselves, and a clock that only the test moves. */
function rig() {
  const time = { nowMs: 0 }
  const wanted: (readonly WantedPage[])[] = []
  const states: string[] = []
  const readers: { readonly sink: SourceSink; readonly again: () => void; readonly fed: number[]; closed: boolean }[] = []
  const feeds = createPageFeeds({ onWanted: (now) => wanted.push(now), firstRecording: 100, monotonicMs: () => time.nowMs })
  const opened = () =>
    feeds.open(request, { onFrame: () => {}, onSound: () => {}, onState: ({ state }) => states.push(state) }, (sink, again): OpenSource => {
      const reader = { sink, again, fed: [] as number[], closed: false }
      readers.push(reader)
      again()
      const close = async () => {
        reader.closed = true
      }
      return { request, state: () => ({ state: 'opening' }), feed: (chunk) => reader.fed.push(chunk.byteLength), close }
    })
  const frame = () => readers.at(-1)?.sink.onFrame({ width: 2, height: 2, data: new Uint8Array(6) }, time.nowMs)
  return { time, wanted, states, readers, feeds, opened, frame }
}

test('a page is recorded while it is open, and is lost and recorded anew as it goes and comes', async () => {
  const { wanted, states, readers, feeds, opened } = rig()
  feeds.setOffers([offer])
  const source = opened()
  expect(wanted).toEqual([[{ id, recording: 101 }]])
  feeds.feed(id, beginning)
  feeds.feed('page:b-camera', more)
  expect(readers[0]?.fed).toEqual([5])

  feeds.setOffers([])
  expect([states, readers[0]?.closed, wanted.at(-1)]).toEqual([['lost'], true, []])
  feeds.setOffers([offer])
  expect([readers.length, wanted.at(-1)]).toEqual([2, [{ id, recording: 102 }]])

  await source.close()
  expect([readers[1]?.closed, wanted.at(-1)]).toEqual([true, []])
  feeds.feed(id, beginning)
  expect(readers[1]?.fed).toEqual([])
})

test('a page that is not there yet is lost until it is', () => {
  const { states, readers, feeds, opened } = rig()
  opened()
  expect([states, readers.length]).toEqual([['lost'], 0])
  feeds.setOffers([offer])
  expect(readers.length).toBe(1)
})

test('what ended is asked for again, from its beginning', () => {
  const { wanted, readers, feeds, opened } = rig()
  feeds.setOffers([offer])
  opened()
  readers[0]?.again()
  expect(wanted.at(-1)).toEqual([{ id, recording: 102 }])
})

test('a recording that is read later and later is given up; a picture that stood still is not', () => {
  const { time, wanted, feeds, opened, frame } = rig()
  feeds.setOffers([offer])
  opened()
  feeds.feed(id, beginning)
  const read = (pictures: number, everyMs: number) => {
    for (let n = 0; n < pictures; n += 1) {
      time.nowMs += everyMs
      frame()
    }
  }
  read(20, 100)
  time.nowMs += 5000
  // ten pictures a second: these make up for the five that stood still
  read(50, 5)
  read(20, 100)
  expect(wanted.length).toBe(1)
  // half as fast as they were recorded: two seconds late after two more, and still so 1.5 s later
  read(9, 200)
  expect(wanted.length).toBe(1)
  read(18, 200)
  expect(wanted.at(-1)).toEqual([{ id, recording: 102 }])
  read(50, 200)
  expect(wanted.length).toBe(2)
})
