import type { CaptureInput, SoundInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import { parseDshow } from './parse-dshow.ts'
import { type QueryDeps, runQuery } from './run-query.ts'

/** Windows: cameras and microphones. Null: ffmpeg does not answer. */
export const listDshow = async (
  ffmpegPath: string,
  deps: QueryDeps,
): Promise<{ readonly cameras: readonly Listed<CaptureInput>[]; readonly microphones: readonly Listed<SoundInput>[] } | null> => {
  // this listing always ends with an error: there is no device of that name
  const answer = await runQuery('device list', ffmpegPath, ['-hide_banner', '-list_devices', 'true', '-f', 'dshow', '-i', 'dummy'], deps)
  if (answer === null) return null
  const { cameras, microphones } = parseDshow(answer.stderr)
  return {
    cameras: cameras.map(({ name, label }) => ({ id: `camera:${name}`, label, input: { kind: 'dshow-camera', name } })),
    microphones: microphones.map(({ name, label }) => ({ id: `mic:${name}`, label, input: { kind: 'dshow-microphone', name } })),
  }
}
