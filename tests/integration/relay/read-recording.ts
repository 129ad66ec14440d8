import { readFileSync } from 'node:fs'
import { readVideo } from '../../../electron/pipeline/relay/avc.ts'
import { createFlvReader } from '../../../electron/pipeline/relay/read-flv.ts'

export type Recording = {
  readonly videoMs: readonly number[]
  readonly audioMs: readonly number[]
  readonly keyframes: number
  /** Keyframes whose first NAL unit is an SPS. */
  readonly keyframesWithSps: number
  readonly videoConfigs: number
}

/** Takes a recorded FLV apart as a player would. */
export const readRecording = (path: string): Recording => {
  const tags = createFlvReader().read(readFileSync(path))
  if (!tags.ok) throw new Error(tags.failure.detail)
  const video = tags.value.filter((tag) => tag.kind === 'video')
  const frames = video.filter((tag) => readVideo(tag).part === 'frame')
  const keys = frames.filter((tag) => (tag.body[0] ?? 0) >> 4 === 1)
  return {
    videoMs: frames.map((tag) => tag.timestampMs),
    audioMs: tags.value.filter((tag) => tag.kind === 'audio' && tag.body[1] === 1).map((tag) => tag.timestampMs),
    keyframes: keys.length,
    keyframesWithSps: keys.filter((tag) => ((tag.body[9] ?? 0) & 0x1f) === 7).length,
    videoConfigs: video.filter((tag) => readVideo(tag).part === 'config').length,
  }
}

export const gaps = (times: readonly number[]): readonly number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0))
