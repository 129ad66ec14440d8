import type { ProgramTag } from './splice.ts'

export type QueueLimits = {
  /** Pictures waiting longer than this are skipped, up to the newest keyframe. */
  readonly skipVideoOverMs: number
  /** Sound waiting longer than this overtakes the pictures, where the taker says that it may. */
  readonly soundFirstOverMs: number
  /** Whatever happens, no more than this waits; then everything is dropped and the feed goes on at the next keyframe. */
  readonly mostBytes: number
  readonly mostSoundMs: number
}

export const defaultLimits: QueueLimits = { skipVideoOverMs: 2500, soundFirstOverMs: 1000, mostBytes: 24 * 1024 * 1024, mostSoundMs: 15_000 }

type Waiting = { readonly role: ProgramTag['role']; readonly timestampMs: number; readonly bytes: Uint8Array }

/** A piece to hand over. `ends` is the timestamp of the tag that is complete with it, else null. */
export type Piece = { readonly bytes: Uint8Array; readonly ends: number | null; readonly role: ProgramTag['role'] }

export type FeedQueue = {
  /** `bytes`: the whole tag as it will be written. */
  readonly push: (role: ProgramTag['role'], timestampMs: number, bytes: Uint8Array) => void
  /** At most `most` bytes of the oldest tag (of the oldest sound where that `mayOvertake` and waits too long), or null when nothing waits. */
  readonly take: (most: number, mayOvertake?: boolean) => Piece | null
  readonly size: () => { readonly tags: number; readonly bytes: number; readonly oldestMs: number | null; readonly soundBehindMs: number }
  readonly droppedFrames: () => number
}

const isPicture = (tag: Waiting) => tag.role === 'keyframe' || tag.role === 'frame'
const isSound = (tag: Waiting) => tag.role === 'sound' || tag.role === 'audio-config'
const isConfig = (tag: Waiting) => tag.role !== 'sound' && !isPicture(tag)

/** The waiting room in front of one consumer: ordered, bounded, and it gives up pictures before sound. */
export const createFeedQueue = (limits: QueueLimits = defaultLimits): FeedQueue => {
  let waiting: Waiting[] = []
  let bytes = 0
  /** How much of the first tag has been handed over; a tag that was begun must be finished. */
  let begun = 0
  let newestMs = 0
  let dropped = 0
  let awaitingKeyframe = false

  const drop = (unwanted: (tag: Waiting, index: number) => boolean) => {
    const kept = waiting.filter((tag, index) => (index === 0 && begun > 0) || !unwanted(tag, index))
    dropped += waiting.filter(isPicture).length - kept.filter(isPicture).length
    waiting = kept
    bytes = kept.reduce((sum, tag) => sum + tag.bytes.length, -begun)
  }

  const untouched = (wanted: (tag: Waiting) => boolean) => waiting.find((tag, index) => !(index === 0 && begun > 0) && wanted(tag))

  const soundBehindMs = () => {
    const oldest = untouched((tag) => tag.role === 'sound')
    return oldest === undefined ? 0 : newestMs - oldest.timestampMs
  }

  const skipPictures = () => {
    const oldest = untouched(isPicture)
    if (oldest === undefined || newestMs - oldest.timestampMs <= limits.skipVideoOverMs) return
    const newestKey = waiting.findLastIndex((tag) => tag.role === 'keyframe')
    const first = waiting.indexOf(oldest)
    awaitingKeyframe = newestKey <= first
    drop((tag, index) => isPicture(tag) && (awaitingKeyframe || index < newestKey))
  }

  const letSoundOvertake = () => {
    if (begun > 0 || soundBehindMs() <= limits.soundFirstOverMs) return
    const first = waiting.findIndex(isSound)
    waiting.unshift(...waiting.splice(first, 1))
  }

  return {
    push: (role, timestampMs, tagBytes) => {
      newestMs = Math.max(newestMs, timestampMs)
      if (awaitingKeyframe && role === 'frame') {
        dropped += 1
        return
      }
      if (role === 'keyframe') awaitingKeyframe = false
      waiting.push({ role, timestampMs, bytes: tagBytes })
      bytes += tagBytes.length
      skipPictures()
      if (bytes > limits.mostBytes || soundBehindMs() > limits.mostSoundMs) {
        drop((tag) => !isConfig(tag))
        awaitingKeyframe = true
      }
    },
    take: (most, mayOvertake = false) => {
      if (mayOvertake) letSoundOvertake()
      const first = waiting[0]
      if (first === undefined) return null
      const piece = first.bytes.subarray(begun, begun + most)
      begun += piece.length
      bytes -= piece.length
      const complete = begun === first.bytes.length
      if (complete) {
        waiting.shift()
        begun = 0
      }
      return { bytes: piece, ends: complete ? first.timestampMs : null, role: first.role }
    },
    size: () => ({
      tags: waiting.length,
      bytes,
      oldestMs: waiting.length === 0 ? null : Math.min(...[waiting[0], waiting.find(isPicture)].flatMap((tag) => tag?.timestampMs ?? [])),
      soundBehindMs: soundBehindMs(),
    }),
    droppedFrames: () => dropped,
  }
}
