import type { CaptureInput, SoundInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import { parseAvfoundation } from './parse-avfoundation.ts'
import { type QueryDeps, runQuery } from './run-query.ts'
import type { Screen } from './video-input.ts'

export type AvfoundationList = {
  readonly screens: readonly Screen[]
  readonly cameras: readonly Listed<CaptureInput>[]
  readonly microphones: readonly Listed<SoundInput>[]
  /** What ffmpeg said, to be shown where nothing was found. */
  readonly said: string
}

/** macOS: everything in one answer. Cameras and microphones are known by their names: their numbers change with whatever is plugged in. Null: ffmpeg does not answer. */
export const listAvfoundation = async (ffmpegPath: string, deps: QueryDeps): Promise<AvfoundationList | null> => {
  // this listing always ends with an error: there is no device of an empty name
  const answer = await runQuery('device list', ffmpegPath, ['-hide_banner', '-f', 'avfoundation', '-list_devices', 'true', '-i', ''], deps)
  if (answer === null) return null
  const { screens, cameras, microphones } = parseAvfoundation(answer.stderr)
  return {
    screens: screens.map(({ deviceIndex, screen }) => ({
      id: `screen:${screen}`,
      label: screens.length === 1 ? 'Screen' : `Screen ${screen + 1}`,
      input: { kind: 'avfoundation', deviceIndex },
    })),
    cameras: cameras.map(({ name, deviceIndex }) => ({ id: `camera:${name}`, label: name, input: { kind: 'avfoundation-camera', deviceIndex } })),
    microphones: microphones.map(({ name, deviceIndex }) => ({
      id: `mic:${name}`,
      label: name,
      input: { kind: 'avfoundation-microphone', deviceIndex },
    })),
    said: answer.stderr,
  }
}
