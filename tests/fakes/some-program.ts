import type { ProgramSettings } from '../../electron/pipeline/port.ts'

/** The program of the first broadcast, with our own picture and tone. */
export const someProgram: ProgramSettings = {
  video: { kind: 'test-pattern' },
  sound: 'tone',
  orientation: 'horizontal',
  fps: 30,
  videoKbps: 2500,
  audioKbps: 128,
  gopSeconds: 1,
}
