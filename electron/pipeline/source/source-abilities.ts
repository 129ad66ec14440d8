import type { Capabilities } from '../ffmpeg/parse-capabilities.ts'

/** What one ffmpeg can open. */
export type SourceAbilities = {
  /** Sound of PulseAudio (and of PipeWire, which speaks its language). */
  readonly pulse: boolean
  /** One window of X, also where others cover it. */
  readonly windowId: boolean
  /** Monitors of Windows by Desktop Duplication. */
  readonly ddagrab: boolean
}

/** libavformat of ffmpeg 5.0: from there on every x11grab knows `-window_id`. */
const windowIdSince = 59

export const abilitiesOf = ({
  inputDevices,
  filters,
  libavformat,
}: Pick<Capabilities, 'inputDevices' | 'filters' | 'libavformat'>): SourceAbilities => ({
  pulse: inputDevices.has('pulse'),
  windowId: libavformat !== null && libavformat.major >= windowIdSince,
  ddagrab: filters.has('ddagrab') && filters.has('hwdownload'),
})
