import type { HardwareEncoder } from '#shared/encoding'
import { type Failure, failure } from '#shared/failure'
import type { FfmpegBinary, FfmpegInUse } from '../ffmpeg/ffmpeg-in-use.ts'
import type { PipelineEvent, ProgramSettings } from '../port.ts'
import type { EncoderTrials } from './try-encoder.ts'

export type WorkingEncoderDeps = {
  readonly ffmpeg: Pick<FfmpegInUse, 'binary'>
  readonly trials: EncoderTrials
  readonly onEvent: (event: PipelineEvent) => void
}

export type WorkingEncoder = {
  /** The program as it can be started: null where it can as it is, else tried first, and with x264 in place of a chip that does not work. */
  readonly settle: (program: ProgramSettings) => Promise<ProgramSettings> | null
  /** The program could not be kept running: the chip that it was started with is tried again before it is next used. */
  readonly doubt: () => void
  /** An encoder died on air at `atMs` (monotonic), and is about to be started again. A chip that did so twice within a minute is not used again until the program is stopped or another encoder is chosen. */
  readonly died: (why: Failure, atMs: number) => void
  /** With x264 in place of a chip that is not used any more. */
  readonly standIn: (program: ProgramSettings) => ProgramSettings
  /** The program is stopped: the next one may try again. */
  readonly stopped: () => void
}

const withinMs = 60_000

/** Sees to it that nothing is opened for an encoder that does not work here, and tells when another takes its place. */
export const createWorkingEncoder = ({ ffmpeg, trials, onEvent }: WorkingEncoderDeps): WorkingEncoder => {
  let inUse: { readonly binary: FfmpegBinary; readonly encoder: HardwareEncoder } | null = null
  let told = ''
  let diedAtMs: number | null = null
  let fallen: { readonly encoder: HardwareEncoder; readonly failure: Failure } | null = null

  const forget = () => {
    diedAtMs = null
    fallen = null
  }

  const doubt = () => {
    if (inUse !== null) trials.doubt(inUse.binary, inUse.encoder)
  }

  const tell = (replaced: { readonly encoder: HardwareEncoder; readonly failure: Failure } | null) => {
    const now = replaced === null ? '' : `${replaced.encoder} ${replaced.failure.detail}`
    if (now === told) return
    told = now
    onEvent(replaced === null ? { type: 'encoder-choice', state: 'kept' } : { type: 'encoder-choice', state: 'replaced', ...replaced })
  }

  const tryChip = async (program: ProgramSettings, encoder: HardwareEncoder): Promise<ProgramSettings> => {
    const found = await ffmpeg.binary()
    const why = found.ok ? await trials.try(found.value, encoder, program) : null
    inUse = found.ok && why === null ? { binary: found.value, encoder } : null
    tell(why === null ? null : { encoder, failure: why })
    return why === null ? program : { ...program, encoder: 'x264' }
  }

  return {
    settle: (program) => {
      if (fallen !== null && program.encoder === fallen.encoder) return Promise.resolve<ProgramSettings>({ ...program, encoder: 'x264' })
      if (inUse?.encoder !== program.encoder) forget()
      if (program.encoder !== 'x264') return tryChip(program, program.encoder)
      inUse = null
      tell(null)
      return null
    },
    doubt,
    died: (why, atMs) => {
      if (inUse === null || fallen !== null) return
      // A screen that has gone is nobody's fault.
      if (why.code !== 'encoder-failed' && why.code !== 'encoder-stalled') return
      const isSecond = diedAtMs !== null && atMs - diedAtMs < withinMs
      diedAtMs = atMs
      if (!isSecond) return
      const { encoder } = inUse
      doubt()
      fallen = { encoder, failure: failure('encoder-unavailable', { params: { encoder }, detail: `died twice on air: ${why.detail}` }) }
      tell(fallen)
    },
    standIn: (program) => (fallen !== null && program.encoder === fallen.encoder ? { ...program, encoder: 'x264' } : program),
    stopped: forget,
  }
}
