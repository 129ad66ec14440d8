import { createBoxCutter } from './read-boxes.ts'
import { readFragment, readInit, type TrackInfo } from './read-segment.ts'

export type Segment = {
  /** Counts from 1 and never starts again. */
  readonly number: number
  /** In units of the track's timescale, from the beginning of the ingest. */
  readonly start: number
  readonly duration: number
  readonly bytes: Buffer
}

export type LiveTrack = TrackInfo & {
  /** Part of its addresses: `720p`, `360p`, `audio`. */
  readonly name: string
  readonly init: Buffer
  /** Bits per second of the largest segment so far, or what the profile promises if that is more. */
  readonly bandwidth: number
  /** Everything that can still be asked for, oldest first. */
  readonly segments: readonly Segment[]
}

/** One ingest as viewers see it; lives in memory. */
export type LiveStream = {
  /** Wall-clock time of media time 0. */
  readonly epochMs: number
  readonly frameRate: number
  readonly ended: () => boolean
  /** Every track has at least one segment. */
  readonly playable: () => boolean
  readonly tracks: () => readonly LiveTrack[]
}

/** Manifests name the newest ones; a viewer who asks late still finds those before. */
export const listedSegments = 10
const keptSegments = 20

type TrackPlan = { readonly name: string; readonly bitrate: number }
type GrowingTrack = TrackPlan & { init: Buffer; info: TrackInfo | null; bandwidth: number; segments: Segment[]; count: number }

export type LiveStreamWriter = LiveStream & {
  /** Takes what the packager wrote for the track of this name. */
  readonly write: (track: string, chunk: Buffer) => void
  readonly end: () => void
}

/** @param onSegment called after each new segment */
export function createLiveStream(options: {
  readonly plans: readonly TrackPlan[]
  readonly epochMs: number
  readonly frameRate: number
  readonly onSegment: () => void
}): LiveStreamWriter {
  const growing = new Map<string, GrowingTrack>()
  const cutters = new Map<string, (chunk: Buffer) => void>()
  let ended = false

  for (const plan of options.plans) {
    const track: GrowingTrack = { ...plan, init: Buffer.alloc(0), info: null, bandwidth: plan.bitrate, segments: [], count: 0 }
    let moof: Buffer | null = null
    growing.set(plan.name, track)
    cutters.set(
      plan.name,
      createBoxCutter((type, whole) => {
        if (type === 'ftyp') track.init = Buffer.from(whole)
        if (type === 'moov') {
          track.init = Buffer.concat([track.init, whole])
          track.info = readInit(track.init)
        }
        if (type === 'moof') moof = whole
        if (type === 'mdat' && moof !== null) {
          addSegment(track, moof, whole)
          moof = null
        }
      }),
    )
  }

  function addSegment(track: GrowingTrack, moof: Buffer, mdat: Buffer): void {
    const times = readFragment(moof)
    if (times === null || track.info === null) return
    track.count += 1
    const bytes = Buffer.concat([moof, mdat])
    track.segments.push({ number: track.count, ...times, bytes })
    if (track.segments.length > keptSegments) track.segments.shift()
    if (times.duration > 0) track.bandwidth = Math.max(track.bandwidth, Math.ceil((bytes.length * 8 * track.info.timescale) / times.duration))
    options.onSegment()
  }

  return {
    epochMs: options.epochMs,
    frameRate: options.frameRate,
    write: (name, chunk) => cutters.get(name)?.(chunk),
    end: () => {
      ended = true
    },
    ended: () => ended,
    playable: () => [...growing.values()].every(({ segments }) => segments.length > 0),
    tracks: () =>
      [...growing.values()].flatMap(({ name, init, info, bandwidth, segments }) =>
        info === null ? [] : [{ ...info, name, init, bandwidth, segments: [...segments] }],
      ),
  }
}
