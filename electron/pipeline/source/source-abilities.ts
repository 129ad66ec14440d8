import type { Capabilities } from '../ffmpeg/parse-capabilities.ts'

/** What one ffmpeg can open. */
export type SourceAbilities = {
  /** Sound of PulseAudio (and of PipeWire, which speaks its language). */
  readonly pulse: boolean
  /** One window of X, also where others cover it. */
  readonly windowId: boolean
}

/** libavformat of ffmpeg 5.0: from there on every x11grab knows `-window_id`. */
const windowIdSince = 59

export const abilitiesOf = ({ inputDevices, libavformat }: Pick<Capabilities, 'inputDevices' | 'libavformat'>): SourceAbilities => ({
  pulse: inputDevices.has('pulse'),
  windowId: libavformat !== null && libavformat.major >= windowIdSince,
})
