import { isHeader, type MediaTag } from '../ingest/media-tag.ts'

/** What becomes of one tag for one viewer. `leave`: the viewer took too little for too long. */
export type Verdict = { readonly kind: 'send'; readonly timestampMs: number } | { readonly kind: 'skip' } | { readonly kind: 'leave' }

export type ViewerFeed = {
  /** @param waitingBytes what was handed to the viewer and has not left yet */
  readonly take: (tag: MediaTag, waitingBytes: number) => Verdict
}

/** Three seconds of a good picture: who is so far behind goes on at a later keyframe. */
const mostWaitingBytes = 1_500_000
const mostBehindMs = 10_000

/**
 * One viewer of a live FLV stream. Their clock begins at 0 with the first keyframe; headers always pass; media that they are too slow for is
 * left out up to a keyframe, so that what they get can be decoded and what waits for them is bounded.
 * @param burstBytes what they are given at once when they come; it may wait besides, until it has left for the first time
 */
export function createViewerFeed(burstBytes: number): ViewerFeed {
  let firstMs: number | undefined
  let skipping = true
  let caughtUp = false
  let behindSinceMs: number | undefined
  return {
    take: (tag, waitingBytes) => {
      if (isHeader(tag)) return { kind: 'send', timestampMs: Math.max(0, tag.timestampMs - (firstMs ?? tag.timestampMs)) }
      const behind = waitingBytes > mostWaitingBytes + (caughtUp ? 0 : burstBytes)
      if (firstMs !== undefined && waitingBytes <= mostWaitingBytes) caughtUp = true
      if (!behind) behindSinceMs = undefined
      else behindSinceMs ??= tag.timestampMs
      if (behindSinceMs !== undefined && tag.timestampMs - behindSinceMs >= mostBehindMs) return { kind: 'leave' }
      if (behind) skipping = true
      if (skipping && (behind || tag.kind !== 'keyframe')) return { kind: 'skip' }
      skipping = false
      firstMs ??= tag.timestampMs
      return { kind: 'send', timestampMs: Math.max(0, tag.timestampMs - firstMs) }
    },
  }
}
