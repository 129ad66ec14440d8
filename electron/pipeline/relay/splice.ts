import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type AvcConfig, isAudioConfig, readVideo, sameBytes, withParameterSets } from './avc.ts'
import type { FlvTag } from './flv-tag.ts'
import { createTimeline, type Timeline } from './timeline.ts'

/** A tag of the endless program, stamped with the program's clock (0 = its first keyframe). */
export type ProgramTag = {
  readonly role: 'metadata' | 'video-config' | 'audio-config' | 'keyframe' | 'frame' | 'sound'
  readonly tag: FlvTag
}

/** One encoder as the splicer sees it. */
export type Strand = {
  /** Takes the encoder's next tag; answers what the program gains by it, in order. */
  readonly take: (tag: FlvTag, nowMs: number) => Result<readonly ProgramTag[]>
  /** `waiting` for its first keyframe, `current`, or `superseded` by a newer encoder. */
  readonly position: () => 'waiting' | 'current' | 'superseded'
}

export type Splicer = { readonly addStrand: () => Strand }

/** Sound of a new encoder before its first keyframe, kept in case the old one has already fallen silent. */
const keptEarlySounds = 64
/** A new encoder's sound starts no closer than this to the last sound of the old one: half an AAC frame. */
const closestSoundMs = 10

/**
 * Joins the outputs of successive encoders into one: a new encoder takes over the picture at its first keyframe and the sound at its
 * first sound after that; each track's timestamps grow strictly; configurations appear only when they differ from what was last sent;
 * every keyframe carries its SPS and PPS. An older encoder never comes back.
 */
export const createSplicer = (): Splicer => {
  let startMs: number | null = null
  let lastVideoMs = -1
  let lastAudioMs = -1
  let videoOwner = 0
  let audioOwner = 0
  let strands = 0
  let sentVideoConfig: Uint8Array | null = null
  let sentAudioConfig: Uint8Array | null = null

  const addStrand = (): Strand => {
    strands += 1
    const order = strands
    let metadata: FlvTag | null = null
    let videoConfig: { readonly tag: FlvTag; readonly config: AvcConfig } | null = null
    let audioConfig: FlvTag | null = null
    let timeline: Timeline | null = null
    let earlySounds: FlvTag[] = []

    const videoConfigIfNew = (): readonly ProgramTag[] => {
      if (videoConfig === null || sameBytes(sentVideoConfig, videoConfig.tag.body)) return []
      sentVideoConfig = videoConfig.tag.body
      return [{ role: 'video-config', tag: stamped(videoConfig.tag, lastVideoMs) }]
    }

    const audioConfigIfNew = (): readonly ProgramTag[] => {
      if (audioConfig === null || sameBytes(sentAudioConfig, audioConfig.body)) return []
      sentAudioConfig = audioConfig.body
      return [{ role: 'audio-config', tag: stamped(audioConfig, lastAudioMs) }]
    }

    const takeFrame = (tag: FlvTag, keyframe: boolean, nowMs: number): Result<readonly ProgramTag[]> => {
      if (order < videoOwner || (timeline === null && !keyframe)) return ok([])
      if (videoConfig === null) return err(malformed('a picture before its configuration'))
      startMs ??= nowMs
      const arrivedMs = nowMs - startMs
      const takesOver = timeline === null
      timeline ??= createTimeline(tag.timestampMs, arrivedMs, lastVideoMs + 1)
      lastVideoMs = Math.max(lastVideoMs + 1, Math.round(timeline.place(tag.timestampMs, arrivedMs, true)))
      const body = keyframe ? withParameterSets(tag.body, videoConfig.config) : tag.body
      const frame: ProgramTag = { role: keyframe ? 'keyframe' : 'frame', tag: { kind: 'video', timestampMs: lastVideoMs, body } }
      if (!takesOver) return ok([frame])
      videoOwner = order
      const sounds = earlySounds.flatMap((sound) => takeSound(sound, nowMs))
      earlySounds = []
      const head: readonly ProgramTag[] = metadata === null ? [] : [{ role: 'metadata', tag: stamped(metadata, lastVideoMs) }]
      // the configuration of the sound comes before the picture, so that whoever starts here knows both tracks
      return ok([...head, ...videoConfigIfNew(), ...(audioOwner === 0 ? audioConfigIfNew() : []), ...sounds, frame])
    }

    const takeSound = (tag: FlvTag, nowMs: number): readonly ProgramTag[] => {
      if (order < audioOwner) return []
      if (timeline === null) {
        earlySounds.push(tag)
        if (earlySounds.length > keptEarlySounds) earlySounds.shift()
        return []
      }
      const placed = Math.round(timeline.place(tag.timestampMs, nowMs - (startMs ?? nowMs), false))
      if (placed < 0) return []
      const first = catchingUp || audioOwner !== order
      audioOwner = order
      catchingUp = first && lastAudioMs >= 0 && placed < lastAudioMs + closestSoundMs
      if (catchingUp) return []
      const config = audioConfigIfNew()
      lastAudioMs = Math.max(lastAudioMs + 1, placed)
      return [...config, { role: 'sound', tag: { kind: 'audio', timestampMs: lastAudioMs, body: tag.body } }]
    }
    let catchingUp = false

    const takeVideo = (tag: FlvTag, nowMs: number): Result<readonly ProgramTag[]> => {
      const part = readVideo(tag)
      switch (part.part) {
        case 'malformed':
          return err(malformed(part.reason))
        case 'end':
          return ok([])
        case 'config':
          videoConfig = { tag, config: part.config }
          return ok(order === videoOwner ? videoConfigIfNew() : [])
        case 'frame':
          return takeFrame(tag, part.keyframe, nowMs)
      }
    }

    return {
      take: (tag, nowMs) => {
        if (tag.kind === 'video') return takeVideo(tag, nowMs)
        if (tag.kind === 'script') {
          metadata ??= tag
          return ok([])
        }
        if (!isAudioConfig(tag)) return ok(takeSound(tag, nowMs))
        audioConfig = tag
        return ok(order === audioOwner && order === videoOwner ? audioConfigIfNew() : [])
      },
      position: () => (order < videoOwner ? 'superseded' : timeline === null ? 'waiting' : 'current'),
    }
  }

  return { addStrand }
}

const stamped = (tag: FlvTag, timestampMs: number): FlvTag => ({ ...tag, timestampMs: Math.max(0, timestampMs) })

const malformed = (detail: string): Failure => failure('encoder-failed', { detail: `malformed FLV: ${detail}` })
