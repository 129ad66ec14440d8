import { silenceDb } from '../bus/meter-sound.ts'
import type { MixLevels } from '../bus/mix-sound.ts'
import type { SoundChannel } from '../port.ts'
import { holdWarning } from './hold-warning.ts'

const silentAfterMs = 10_000
const clippedSamplesOfAccident = 10
/** So that it can be read. */
const clippingGoesAfterMs = 3000
const silenceGoesAfterMs = 1000

/** Somebody chose a sound that viewers should hear. The tone is no sound of anybody. */
export const shouldBeHeard = (channels: readonly SoundChannel[]): boolean => channels.some(({ source, muted }) => !muted && source.kind !== 'tone')

/** Hears the whole mix, window after window. */
export type MixJudge = {
  readonly hear: (levels: MixLevels, expected: boolean, atMs: number) => void
  readonly silent: () => boolean
  readonly clipping: () => boolean
}

export function createMixJudge(): MixJudge {
  const holdSilent = holdWarning(silentAfterMs, silenceGoesAfterMs)
  const holdClipping = holdWarning(0, clippingGoesAfterMs)
  let silent = false
  let clipping = false
  return {
    hear: ({ rmsDb, clippedSamples }, expected, atMs) => {
      silent = holdSilent(expected && rmsDb < silenceDb, atMs)
      clipping = holdClipping(clippedSamples > clippedSamplesOfAccident, atMs)
    },
    silent: () => silent,
    clipping: () => clipping,
  }
}
