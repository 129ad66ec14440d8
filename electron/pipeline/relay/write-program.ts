import { soundFrameMs } from '../encoder-origin.ts'
import { type AvcConfig, sameBytes, withParameterSets } from './avc.ts'
import type { FlvTag } from './flv-tag.ts'

/** A tag of the endless program, stamped with the program's clock (0 = its first keyframe). */
export type ProgramTag = {
  readonly role: 'metadata' | 'video-config' | 'audio-config' | 'keyframe' | 'frame' | 'sound'
  readonly tag: FlvTag
}

/** What an encoder says of itself before its first picture. */
export type StrandHead = {
  readonly metadata: FlvTag | null
  readonly video: { readonly tag: FlvTag; readonly config: AvcConfig } | null
  readonly audio: FlvTag | null
}

/** The end of what was written so far. All moments are those of the monotonic clock, in ms. */
export type ProgramWriter = {
  /** The first keyframe decides where the program's clock begins. */
  readonly begin: (head: StrandHead, keyframeAtMs: number, withAudioConfig: boolean) => readonly ProgramTag[]
  readonly videoConfig: (head: StrandHead) => readonly ProgramTag[]
  readonly audioConfig: (head: StrandHead) => readonly ProgramTag[]
  readonly picture: (head: StrandHead, tag: FlvTag, atMs: number, keyframe: boolean) => ProgramTag
  readonly sound: (head: StrandHead, tag: FlvTag, atMs: number) => readonly ProgramTag[]
  /** When the newest picture was shown; null before the first. */
  readonly pictureAtMs: () => number | null
  /** When the newest sound began; null before the first. */
  readonly soundAtMs: () => number | null
  /** The next sound of another encoder lies no earlier: so the sound of two is never apart by more than half a frame, nor over each other by more. */
  readonly soundDueAtMs: () => number
  /** Before the program began. */
  readonly isTooEarly: (atMs: number) => boolean
}

/** Writes tags with times that grow strictly in each track; configurations only where they differ from what was last written; SPS and PPS in every keyframe. */
export const createProgramWriter = (): ProgramWriter => {
  let startMs: number | null = null
  let lastVideoMs = -1
  let lastAudioMs = -1
  let pictureAtMs: number | null = null
  let soundAtMs: number | null = null
  let sentVideoConfig: Uint8Array | null = null
  let sentAudioConfig: Uint8Array | null = null

  const stamped = (tag: FlvTag, timestampMs: number): FlvTag => ({ ...tag, timestampMs: Math.max(0, timestampMs) })
  const programMs = (atMs: number): number => Math.round(atMs - (startMs ?? atMs))

  const videoConfig: ProgramWriter['videoConfig'] = ({ video }) => {
    if (video === null || sameBytes(sentVideoConfig, video.tag.body)) return []
    sentVideoConfig = video.tag.body
    return [{ role: 'video-config', tag: stamped(video.tag, lastVideoMs + 1) }]
  }

  const audioConfig: ProgramWriter['audioConfig'] = ({ audio }) => {
    if (audio === null || sameBytes(sentAudioConfig, audio.body)) return []
    sentAudioConfig = audio.body
    return [{ role: 'audio-config', tag: stamped(audio, lastAudioMs) }]
  }

  return {
    begin: (head, keyframeAtMs, withAudioConfig) => {
      startMs ??= keyframeAtMs
      const atMs = Math.max(lastVideoMs + 1, programMs(keyframeAtMs))
      const metadata: readonly ProgramTag[] = head.metadata === null ? [] : [{ role: 'metadata', tag: stamped(head.metadata, atMs) }]
      const video = videoConfig(head).map((config) => ({ ...config, tag: stamped(config.tag, atMs) }))
      // the configuration of the sound comes before the picture, so that whoever starts here knows both tracks
      return [...metadata, ...video, ...(withAudioConfig ? audioConfig(head) : [])]
    },
    videoConfig,
    audioConfig,
    picture: ({ video }, tag, atMs, keyframe) => {
      pictureAtMs = atMs
      lastVideoMs = Math.max(lastVideoMs + 1, programMs(atMs))
      const body = keyframe && video !== null ? withParameterSets(tag.body, video.config) : tag.body
      return { role: keyframe ? 'keyframe' : 'frame', tag: { kind: 'video', timestampMs: lastVideoMs, body } }
    },
    sound: (head, tag, atMs) => {
      const config = audioConfig(head)
      soundAtMs = atMs
      lastAudioMs = Math.max(lastAudioMs + 1, programMs(atMs))
      return [...config, { role: 'sound', tag: { kind: 'audio', timestampMs: lastAudioMs, body: tag.body } }]
    },
    pictureAtMs: () => pictureAtMs,
    soundAtMs: () => soundAtMs,
    soundDueAtMs: () => (soundAtMs === null ? Number.NEGATIVE_INFINITY : soundAtMs + soundFrameMs / 2),
    isTooEarly: (atMs) => startMs !== null && programMs(atMs) < 0,
  }
}
