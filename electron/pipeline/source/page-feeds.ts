import type { PageOffer, WantedPage } from '#shared/contract'
import { failure } from '#shared/failure'
import { busSampleRate } from '../bus/port.ts'
import { createLagWatch } from './lag-watch.ts'
import { beginsRecording } from './open-source.ts'
import type { OpenSource, SourceRequest, SourceSink, SourceState } from './port.ts'

/** Opens the process that reads what a page sends; `wantsRecording` is told whenever it can go on only with a new recording. */
export type OpenReader = (sink: SourceSink, wantsRecording: () => void) => OpenSource

/** Joins the sources that are pages to the pages that can be recorded now. */
export type PageFeeds = {
  readonly offers: () => readonly PageOffer[]
  /** It offers the picture of a camera. */
  readonly isCamera: (id: string) => boolean
  /** All that can be recorded now. What is gone is lost, and what came back is recorded again. */
  readonly setOffers: (offers: readonly PageOffer[]) => void
  /** Opens a page as a source. While it is not there the source is lost. */
  readonly open: (request: SourceRequest, sink: SourceSink, openReader: OpenReader) => OpenSource
  /** What nobody wants is let go of. */
  readonly feed: (id: string, chunk: Uint8Array) => void
}

export type PageFeedsDeps = {
  /** Told with every change, whole. */
  readonly onWanted: (wanted: readonly WantedPage[]) => void
  /** The number of the first recording; not one that was given before. */
  readonly firstRecording: number
  readonly monotonicMs: () => number
}

type Open = { readonly look: () => void; readonly feed: (chunk: Uint8Array) => void; recording: number | null }

export const createPageFeeds = ({ onWanted, firstRecording, monotonicMs }: PageFeedsDeps): PageFeeds => {
  let offers: readonly PageOffer[] = []
  let nextRecording = firstRecording
  /** A page is opened once at a time; one that is just being closed is not heard of any more. */
  const open = new Map<string, Open>()

  const tell = () => onWanted([...open].flatMap(([id, { recording }]) => (recording === null ? [] : [{ id, recording }])))

  return {
    offers: () => offers,
    isCamera: (id) => offers.some((offer) => offer.id === id && offer.picture?.of === 'camera'),
    setOffers: (next) => {
      offers = next
      for (const { look } of [...open.values()]) look()
    },
    open: (request, sink, openReader) => {
      const id = request.source
      const leaving: Promise<void>[] = []
      let reader: OpenSource | null = null
      let state: SourceState = { state: 'opening' }
      let closed = false

      const say = (next: SourceState) => {
        if (closed) return
        state = next
        sink.onState(next)
      }
      const want = (recording: number | null) => {
        if (closed || mine.recording === recording) return
        mine.recording = recording
        if (open.get(id) === mine) tell()
      }
      const record = () => {
        nextRecording += 1
        want(nextRecording)
      }
      const lag = createLagWatch(monotonicMs)
      /** What is read so late that nobody would call it live is given up for a new recording. */
      const came = (mediaMs: number) => {
        if (lag.came(mediaMs)) record()
      }
      const counted: SourceSink = {
        onFrame: (frame, atMs) => {
          if (request.picture !== null) came(1000 / request.picture.fps)
          sink.onFrame(frame, atMs)
        },
        onSound: (samples, atMs) => {
          if (request.picture === null) came((samples.length / 2 / busSampleRate) * 1000)
          sink.onSound(samples, atMs)
        },
        onState: say,
      }
      const look = () => {
        const isThere = offers.some((offer) => offer.id === id)
        if (isThere && reader === null) {
          reader = openReader(counted, record)
        } else if (!isThere && reader !== null) {
          leaving.push(reader.close())
          reader = null
          want(null)
          say({ state: 'lost', failure: failure('device-gone', { params: { sourceId: id } }) })
        }
      }
      const feed = (chunk: Uint8Array) => {
        if (beginsRecording(chunk)) lag.begins()
        reader?.feed(chunk)
      }
      const mine: Open = { recording: null, look, feed }
      open.set(id, mine)
      look()
      if (reader === null) say({ state: 'lost', failure: failure('device-gone', { params: { sourceId: id } }) })

      return {
        request,
        state: () => state,
        feed,
        close: async () => {
          closed = true
          if (open.get(id) === mine) {
            open.delete(id)
            tell()
          }
          await Promise.all([...leaving, reader?.close()])
        },
      }
    },
    feed: (id, chunk) => open.get(id)?.feed(chunk),
  }
}
