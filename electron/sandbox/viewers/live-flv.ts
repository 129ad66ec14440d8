import type { TagSink } from '../ingest/ingest-run.ts'
import { isHeader, type MediaTag } from '../ingest/media-tag.ts'
import { createViewerFeed, type ViewerFeed } from './viewer-feed.ts'

/** Somebody who watches the publisher's stream as it comes in. */
export type Viewer = {
  readonly kind: 'rtmp' | 'httpFlv'
  /** `timestampMs` on the viewer's own clock. */
  readonly send: (tag: MediaTag, timestampMs: number) => void
  /** What was sent and has not left yet. */
  readonly waitingBytes: () => number
  /** The stream is over. */
  readonly end: () => void
  /** Closes the connection at once. */
  readonly cut: () => void
}

/** One ingest as viewers of RTMP and HTTP-FLV see it: nothing is converted, nothing waits. */
export type LiveFlv = TagSink & {
  readonly hasAudio: boolean
  readonly viewers: () => readonly Viewer[]
  /** Gives them headers and the current group of pictures, then everything. @returns takes them out again */
  readonly join: (viewer: Viewer) => () => void
  /** Sends everybody away. */
  readonly end: () => void
}

/** A group of pictures larger than this is not kept: who joins then waits for the next keyframe. */
const mostKeptBytes = 16_000_000

/** @param onPlayable called once, when there is a keyframe, and sound where there is any */
export function createLiveFlv({ hasAudio, onPlayable }: { readonly hasAudio: boolean; readonly onPlayable: () => void }): LiveFlv {
  const headers: Partial<Record<MediaTag['kind'], MediaTag>> = {}
  const watching = new Map<Viewer, ViewerFeed>()
  let group: MediaTag[] = []
  let groupBytes = 0
  let hasPicture = false
  let hasSound = !hasAudio
  let playable = false
  let ended = false

  function hand(viewer: Viewer, feed: ViewerFeed, tag: MediaTag): void {
    const verdict = feed.take(tag, viewer.waitingBytes())
    if (verdict.kind === 'send') viewer.send(tag, verdict.timestampMs)
    if (verdict.kind !== 'leave') return
    watching.delete(viewer)
    viewer.cut()
  }

  function keep(tag: MediaTag): void {
    if (tag.kind === 'keyframe') {
      group = []
      groupBytes = 0
    } else if (group.length === 0) return
    group.push(tag)
    groupBytes += tag.bytes.length
    if (groupBytes > mostKeptBytes) group = []
  }

  return {
    hasAudio,
    viewers: () => [...watching.keys()],
    write: (tag) => {
      if (ended) return
      if (isHeader(tag)) headers[tag.kind] = tag
      else keep(tag)
      for (const [viewer, feed] of watching) hand(viewer, feed, tag)
      if (tag.kind === 'keyframe') hasPicture = true
      if (tag.kind === 'audio') hasSound = true
      if (playable || !hasPicture || !hasSound) return
      playable = true
      onPlayable()
    },
    join: (viewer) => {
      if (ended) {
        viewer.end()
        return () => {}
      }
      const feed = createViewerFeed(group.length === 0 ? 0 : groupBytes)
      const first = [headers.metadata, headers['video-header'], headers['audio-header'], ...group]
      for (const tag of first) if (tag !== undefined) hand(viewer, feed, tag)
      watching.set(viewer, feed)
      return () => watching.delete(viewer)
    },
    end: () => {
      ended = true
      const viewers = [...watching.keys()]
      watching.clear()
      for (const viewer of viewers) viewer.end()
    },
  }
}
