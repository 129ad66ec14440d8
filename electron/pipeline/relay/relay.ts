import type { Failure } from '#shared/failure'
import type { Clock } from '../../clock.ts'
import type { EncoderOrigin } from '../encoder-origin.ts'
import { isPicture } from './avc.ts'
import { createFeed, type Feed, type FeedEnd, type FeedOptions, type FeedSink } from './feed.ts'
import { createGopCache } from './gop-cache.ts'
import { createFlvReader } from './read-flv.ts'
import { createSplicer, type ProgramTag, type Strand } from './splice.ts'

export type EncoderStats = {
  readonly position: 'waiting' | 'current' | 'superseded'
  readonly frames: number
  readonly sounds: number
  readonly bytes: number
  /** Monotonic time of the newest picture and the newest sound of this encoder; null before the first. A watchdog compares them with now. */
  readonly lastFrameAtMs: number | null
  readonly lastSoundAtMs: number | null
}

/** Where one encoder process writes its FLV. */
export type EncoderInput = {
  /** Before its first bytes: where its time begins, where that is known. */
  readonly beginAt: (origin: EncoderOrigin) => void
  /** Takes bytes cut anywhere. Null, or why this encoder's output is useless (`encoder-failed`); from then on everything is ignored. */
  readonly write: (chunk: Uint8Array) => Failure | null
  /** Nothing more will come. The program waits for the next encoder; consumers stay. */
  readonly close: () => void
  readonly stats: () => EncoderStats
  /** Resolves when the program is made of its pictures; the old one may be stopped then. */
  readonly tookOver: Promise<void>
}

export type RelayStats = {
  /** Pictures and sounds of the program, over all encoder processes. */
  readonly frames: number
  readonly sounds: number
  readonly bytes: number
  /** How often an encoder took over, the first included. */
  readonly takeovers: number
  readonly lastFrameAtMs: number | null
}

export type Relay = {
  readonly attachEncoder: () => EncoderInput
  /** A consumer of the program: a sender, a recorder. Each has its own queue; none can hurt another or the encoder. */
  readonly attachFeed: (sink: FeedSink, options?: FeedOptions) => Feed
  readonly stats: () => RelayStats
}

/** Joins successive encoders into one endless program and hands it to any number of consumers. Pure bookkeeping: no process, no timer. */
export const createRelay = (options: { readonly clock: Clock }): Relay => {
  const { clock } = options
  const splicer = createSplicer()
  const cache = createGopCache()
  const feeds = new Set<FeedEnd>()
  const total = { frames: 0, sounds: 0, bytes: 0, takeovers: 0, lastFrameAtMs: null as number | null }

  /** Encoders that the program has not been made of yet. */
  const newcomers = new Set<{ readonly strand: Strand; readonly onTakeover: () => void }>()

  const publish = (tag: ProgramTag, nowMs: number) => {
    total.bytes += tag.tag.body.length
    if (tag.role === 'sound') total.sounds += 1
    if (tag.role === 'keyframe' || tag.role === 'frame') {
      total.frames += 1
      total.lastFrameAtMs = nowMs
    }
    for (const feed of feeds) feed.take(tag)
    cache.take(tag)
  }

  const publishAll = (tags: readonly ProgramTag[], nowMs: number) => {
    for (const tag of tags) publish(tag, nowMs)
    for (const newcomer of newcomers) {
      const position = newcomer.strand.position()
      if (position === 'waiting') continue
      newcomers.delete(newcomer)
      if (position === 'superseded') continue
      total.takeovers += 1
      newcomer.onTakeover()
    }
  }

  const attachEncoder: Relay['attachEncoder'] = () => {
    const reader = createFlvReader()
    const strand = splicer.addStrand()
    let onTakeover: () => void = () => {}
    const tookOver = new Promise<void>((resolve) => {
      onTakeover = resolve
    })
    newcomers.add({ strand, onTakeover })
    const own = { frames: 0, sounds: 0, bytes: 0, lastFrameAtMs: null as number | null, lastSoundAtMs: null as number | null }
    let closed = false
    let broken: Failure | null = null

    const write = (chunk: Uint8Array): Failure | null => {
      if (closed || broken !== null) return broken
      const nowMs = clock.monotonicMs()
      own.bytes += chunk.length
      const tags = reader.read(chunk)
      if (!tags.ok) {
        broken = tags.failure
        return broken
      }
      for (const tag of tags.value) {
        if (isPicture(tag)) {
          own.frames += 1
          own.lastFrameAtMs = nowMs
        }
        if (tag.kind === 'audio') {
          own.sounds += 1
          own.lastSoundAtMs = nowMs
        }
        const gained = strand.take(tag, nowMs)
        if (!gained.ok) {
          broken = gained.failure
          return broken
        }
        publishAll(gained.value, nowMs)
      }
      return null
    }

    return {
      beginAt: strand.beginAt,
      write,
      close: () => {
        if (closed) return
        closed = true
        const nowMs = clock.monotonicMs()
        publishAll(strand.end(nowMs), nowMs)
      },
      tookOver,
      stats: () => ({ ...own, position: strand.position() }),
    }
  }

  return {
    attachEncoder,
    attachFeed: (sink, options) => {
      const feed = createFeed(sink, cache, clock, (gone) => feeds.delete(gone), options)
      feeds.add(feed)
      return feed
    },
    stats: () => ({ ...total }),
  }
}
