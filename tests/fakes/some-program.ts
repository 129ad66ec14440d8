import { defaultEncoding } from '#shared/encoding'
import type { ProgramSettings, SoundChannel } from '../../electron/pipeline/port.ts'

/** The tone of the wall clock as it is. */
export const tone: SoundChannel = { source: { kind: 'tone' }, levelDb: 0, muted: false, delayMs: 0 }

/** The program of the first broadcast, with our own picture and tone. */
export const someProgram: ProgramSettings = {
  layers: [{ source: { kind: 'test-pattern' }, place: 'whole', fit: 'fit' }],
  channels: [tone],
  orientation: 'horizontal',
  ...defaultEncoding,
  videoKbps: 2500,
  audioKbps: 128,
  gopSeconds: 1,
}
