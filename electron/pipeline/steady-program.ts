import { isDeepStrictEqual } from 'node:util'
import { ok, type Result } from '#shared/result'
import type { Capture, Captured } from './capture.ts'
import type { EncoderInputs } from './encoder/encoder-argv.ts'
import type { EncoderProcess } from './encoder/encoder-process.ts'
import type { EncoderEvent, EncoderSupervisor, EncoderSupervisorDeps } from './encoder/supervise-encoder.ts'
import type { ProgramSettings } from './port.ts'
import { aloneIn } from './way-to-encoder.ts'

export type SteadyProgramDeps = {
  readonly capture: Capture
  /** Starts an encoder for what was captured. */
  readonly encode: (program: ProgramSettings, captured: Captured) => Promise<Result<EncoderProcess>>
  readonly supervise: (deps: EncoderSupervisorDeps) => EncoderSupervisor
  readonly onEvent: (event: EncoderEvent) => void
}

type Running = { readonly program: ProgramSettings; readonly inputs: EncoderInputs['kind'] }

const encoding = ({ layers: _, channels: __, ...rest }: ProgramSettings) => rest

/** What runs only has to compose something else: its encoder stays. */
const needsNoEncoder = (running: Running, next: ProgramSettings): boolean => {
  if (!isDeepStrictEqual(encoding(running.program), encoding(next))) return false
  const alone = aloneIn(next)
  if (running.inputs === 'bus') return alone === null
  return running.inputs === 'direct-picture' && alone?.sound === null && isDeepStrictEqual(running.program.layers, next.layers)
}

/** Starts a program, and changes the one that runs: by composing it anew where that is enough, by a seamless swap of the encoder where not. */
export const createSteadyProgram = ({ capture, encode, supervise, onEvent }: SteadyProgramDeps): EncoderSupervisor => {
  let running: Running | null = null
  /** A program that the supervisor knows, and what was made of it since without its help. */
  let composed: { readonly from: ProgramSettings; readonly to: ProgramSettings } | null = null
  let launched: Running | null = null

  const launch = async (asked: ProgramSettings): Promise<Result<EncoderProcess>> => {
    const program = composed?.from === asked ? composed.to : asked
    const captured = await capture.show(program)
    if (!captured.ok) return captured
    launched = { program, inputs: captured.value.inputs.kind }
    return encode(program, captured.value)
  }

  const supervisor = supervise({
    launch,
    onEvent: (event) => {
      if (event.state === 'failed') {
        running = null
        void capture.stop()
      }
      onEvent(event)
    },
  })

  const swap = async (program: ProgramSettings): Promise<Result<void>> => {
    const before = running
    const started = await supervisor.start(program)
    if (started.ok) {
      running = launched
      composed = null
      capture.settle()
    } else if (before !== null && running !== null) await capture.show(before.program)
    return started
  }

  const compose = async (before: Running, program: ProgramSettings): Promise<Result<void>> => {
    const shown = await capture.show(program)
    if (!shown.ok) return shown
    composed = { from: composed?.from ?? before.program, to: program }
    running = { ...before, program }
    capture.settle()
    return ok(undefined)
  }

  return {
    start: (program) => (running !== null && needsNoEncoder(running, program) ? compose(running, program) : swap(program)),
    stop: async () => {
      running = null
      composed = null
      await supervisor.stop()
      await capture.stop()
    },
    droppedFrames: supervisor.droppedFrames,
  }
}
