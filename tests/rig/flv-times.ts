import { readFile } from 'node:fs/promises'
import { isAudioConfig, isPicture } from '../../electron/pipeline/relay/avc.ts'
import { createFlvReader } from '../../electron/pipeline/relay/read-flv.ts'

/** The timestamps of a recording in milliseconds, as they lie in it. */
export type FlvTimes = { readonly pictures: readonly number[]; readonly sounds: readonly number[] }

export async function readFlvTimes(path: string): Promise<FlvTimes> {
  const tags = createFlvReader().read(await readFile(path))
  if (!tags.ok) throw new Error(`${path} is no FLV: ${tags.failure.detail}`)
  const timesOf = (wanted: typeof tags.value) => wanted.map(({ timestampMs }) => timestampMs)
  return {
    pictures: timesOf(tags.value.filter(isPicture)),
    sounds: timesOf(tags.value.filter((tag) => tag.kind === 'audio' && !isAudioConfig(tag))),
  }
}

/** From each to the next. */
export const stepsOf = (times: readonly number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0))
