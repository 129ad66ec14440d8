import { type OutputMode, outputModes } from '#shared/states'
import type { App, StoredStreamKey } from './entities.ts'

/** The query of the publish URL decides, then the stream key, then the app; undefined where the query says what nobody knows. */
export function outputModeOf(
  asked: string | undefined,
  key: Pick<StoredStreamKey, 'mode'>,
  app: Pick<App, 'defaultRtmpOutputMode'>,
): OutputMode | undefined {
  if (asked !== undefined && asked !== '') return outputModes.find((mode) => mode === asked)
  return key.mode ?? app.defaultRtmpOutputMode
}

export const makesCmaf = (mode: OutputMode | null): boolean => mode === 'CMAF' || mode === 'RTMP_CMAF'
export const makesRtmp = (mode: OutputMode | null): boolean => mode === 'RTMP' || mode === 'RTMP_CMAF'
