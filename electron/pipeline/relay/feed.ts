import type { Clock } from '../../clock.ts'
import { createFeedQueue, defaultLimits, type Piece, type QueueLimits } from './feed-queue.ts'
import { flvHeader, writeTag } from './flv-tag.ts'
import type { GopCache } from './gop-cache.ts'
import { createHandOverWindow } from './hand-over-window.ts'
import type { ProgramTag } from './splice.ts'

/** Where a feed's bytes go. `taken` is called once they have left this process (for a Node stream: the callback of `write`). Must not block. */
export type FeedSink = { readonly write: (bytes: Uint8Array, taken: () => void) => void }

export type FeedStats = {
  readonly tags: number
  readonly frames: number
  readonly bytes: number
  /** Pictures that the queue skipped. */
  readonly droppedFrames: number
  /** Media between the newest tag of the program and the oldest that has not left, in milliseconds. */
  readonly queueMs: number
  /** How far behind the oldest waiting sound is. */
  readonly soundBehindMs: number
  readonly queuedBytes: number
  /** Newest timestamp of the program on the feed's own clock (its first keyframe = 0), waiting ones included; null before the first. */
  readonly newestMs: number | null
  /** The same of what was handed over. */
  readonly fedMs: number | null
  /** Monotonic time at which the first and the newest tag were handed over. */
  readonly firstFedAtMs: number | null
  readonly lastFedAtMs: number | null
}

export type Feed = {
  readonly stats: () => FeedStats
  /** The consumer reports how many bytes it has passed on. From then on, little more is handed over than it can take. */
  readonly passedOn: (bytes: number) => void
  /** To be called now and then: a consumer that waits for bytes does not report, so it gets a tag where it has got nothing for a while. */
  readonly nudge: () => void
  /** No further byte; what was handed over stays handed over. */
  readonly detach: () => void
}

/**
 * What is handed over can no longer be dropped, so little is: 64 KB that the pipe has not accepted
 * (the pipe of the system itself holds about 200 KB more on Linux).
 */
const mostInFlight = 64 * 1024
const pieceSize = 16 * 1024
const nudgeAfterMs = 300

export type FeedOptions = {
  readonly limits?: QueueLimits
  /** What the program is meant to have in all; for a consumer that reports. */
  readonly programKbps?: () => number
}

export type FeedEnd = Feed & { readonly take: (tag: ProgramTag) => void }

/** One consumer of the program. Starts with the cached picture group, or with the next keyframe where there is none. */
export const createFeed = (sink: FeedSink, cache: GopCache, clock: Clock, onDetach: (feed: FeedEnd) => void, options: FeedOptions = {}): FeedEnd => {
  const queue = createFeedQueue(options.limits ?? defaultLimits)
  const window = createHandOverWindow(options.programKbps ?? (() => Number.POSITIVE_INFINITY))
  /** Program time of this feed's zero. */
  let baseMs: number | null = null
  let newestMs = 0
  let inFlight = 0
  const inFlightTags: number[] = []
  let pumping = false
  let detached = false
  let sent = { tags: 0, frames: 0, bytes: 0, fedMs: null as number | null, firstFedAtMs: null as number | null, lastFedAtMs: null as number | null }

  const hand = (bytes: Uint8Array, ends: number | null) => {
    inFlight += bytes.length
    if (ends !== null) inFlightTags.push(ends)
    sink.write(bytes, () => {
      inFlight -= bytes.length
      if (ends !== null) inFlightTags.shift()
      pump()
    })
  }

  const pump = () => {
    if (pumping) return
    pumping = true
    for (;;) {
      const room = Math.min(pieceSize, mostInFlight - inFlight, window.room(clock.monotonicMs(), sent.bytes))
      if (detached || room <= 0 || !handNext(room)) break
    }
    pumping = false
  }

  /** Says whether there was anything. */
  const handNext = (most: number): Piece | null => {
    const piece = queue.take(Math.ceil(most), window.isKnown())
    if (piece === null) return null
    const media = piece.ends !== null && (piece.role === 'keyframe' || piece.role === 'frame' || piece.role === 'sound')
    const now = clock.monotonicMs()
    sent = {
      tags: sent.tags + (piece.ends === null ? 0 : 1),
      frames: sent.frames + (media && piece.role !== 'sound' ? 1 : 0),
      bytes: sent.bytes + piece.bytes.length,
      fedMs: media ? Math.max(sent.fedMs ?? 0, piece.ends) : sent.fedMs,
      firstFedAtMs: sent.firstFedAtMs ?? now,
      lastFedAtMs: now,
    }
    hand(piece.bytes, piece.ends)
    return piece
  }

  const push = (tag: ProgramTag) => {
    const timestampMs = tag.tag.timestampMs - (baseMs ?? 0)
    if (timestampMs < 0) return // sound of before the first picture
    newestMs = Math.max(newestMs, timestampMs)
    queue.push(tag.role, timestampMs, writeTag(tag.tag, timestampMs))
  }

  const start = (keyframeMs: number) => {
    baseMs = keyframeMs
    const { metadata, videoConfig, audioConfig } = cache.head()
    queue.push('metadata', 0, flvHeader)
    if (metadata !== null) queue.push('metadata', 0, writeTag(metadata, 0))
    if (videoConfig !== null) queue.push('video-config', 0, writeTag(videoConfig, 0))
    if (audioConfig !== null) queue.push('audio-config', 0, writeTag(audioConfig, 0))
  }

  const feed: FeedEnd = {
    take: (tag) => {
      if (detached || tag.role === 'metadata') return
      if (baseMs === null) {
        if (tag.role !== 'keyframe') return
        start(tag.tag.timestampMs)
      }
      push(tag)
      pump()
    },
    stats: () => {
      const { bytes, oldestMs, soundBehindMs } = queue.size()
      const oldest = inFlightTags.length === 0 ? oldestMs : Math.min(...inFlightTags, oldestMs ?? Number.POSITIVE_INFINITY)
      return {
        ...sent,
        droppedFrames: queue.droppedFrames(),
        queueMs: oldest === null ? 0 : newestMs - oldest,
        soundBehindMs,
        queuedBytes: bytes,
        newestMs: baseMs === null ? null : newestMs,
      }
    },
    passedOn: (bytes) => {
      window.report(clock.monotonicMs(), sent.bytes, bytes)
      pump()
    },
    nudge: () => {
      if (detached || !window.isKnown() || inFlight >= mostInFlight) return
      if (sent.lastFedAtMs !== null && clock.monotonicMs() - sent.lastFedAtMs < nudgeAfterMs) return
      for (let piece = handNext(pieceSize); piece !== null && piece.ends === null && inFlight < mostInFlight; ) piece = handNext(pieceSize)
    },
    detach: () => {
      if (detached) return
      detached = true
      onDetach(feed)
    },
  }

  const [keyframe] = cache.tags()
  if (keyframe !== undefined) {
    start(keyframe.tag.timestampMs)
    for (const tag of cache.tags()) push(tag)
    pump()
  }
  return feed
}
