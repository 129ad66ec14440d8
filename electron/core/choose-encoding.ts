import type { EncoderView, EncodingChoice } from '#shared/contract'
import { bitrateFor, type Encoding } from '#shared/encoding'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { Orientation, Pipeline } from '../pipeline/port.ts'
import type { Settings, SettingsStore } from '../settings/port.ts'
import { asNull } from './apply-choices.ts'
import type { ProgramRun } from './run-program.ts'

export type ChooseEncodingDeps = {
  readonly pipeline: Pick<Pipeline, 'listEncoders' | 'chooseEncoding' | 'onEvent'>
  readonly settings: SettingsStore
  readonly run: ProgramRun
  /** Runs what is chosen. Must be called in turn. */
  readonly start: () => Promise<Result<void>>
  readonly orientation: () => Orientation
  readonly isSending: () => boolean
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>
  readonly tell: (note: TimelineNote) => void
  readonly onChange: () => void
}

/** How the picture is encoded: size, rate, preset and encoder. */
export type ChooseEncoding = {
  /**
   * What runs takes it over, also on air, or stays as it was and the choice with it. A height that is chosen on air counts from the next start.
   * A bitrate that belonged to the former size and rate becomes the one that belongs to these.
   */
  readonly setEncoding: (change: Partial<Encoding>) => Promise<Result<null>>
  /** At the chosen size and rate. */
  readonly listEncoders: () => Promise<readonly EncoderView[]>
  /** Closes the preview, measures, sets what it found, and opens the preview again. `while-sending`: it would disturb the broadcast. */
  readonly chooseEncoding: () => Promise<Result<EncodingChoice>>
  /** Why x264 works in place of the chosen encoder. */
  readonly failure: () => Failure | null
  readonly [Symbol.dispose]: () => void
}

export const encodingOf = ({ height, fps, preset, encoder }: Settings): Encoding => ({ height, fps, preset, encoder })

const isSame = (a: Encoding, b: Encoding) => a.height === b.height && a.fps === b.fps && a.preset === b.preset && a.encoder === b.encoder

export function createChooseEncoding(deps: ChooseEncodingDeps): ChooseEncoding {
  const { pipeline, settings, run, start, isSending, inTurn, tell, onChange } = deps
  let replaced: Failure | null = null

  /** Must run in turn. */
  async function apply(before: Settings): Promise<Result<null>> {
    if (run.running() === null) return ok(null)
    const started = await start()
    if (started.ok || run.running() === null) return asNull(started)
    // The picture goes on as it was, and what is chosen tells the truth.
    await settings.update({ ...encodingOf(before), videoKbps: before.videoKbps })
    onChange()
    return started
  }

  async function setEncoding(change: Partial<Encoding>): Promise<Result<null>> {
    const before = settings.current()
    const next = { ...encodingOf(before), ...change }
    if (isSame(next, encodingOf(before))) return ok(null)
    const followsSize = !isSending() && before.videoKbps === bitrateFor(before)
    // Counts at once, also for a start that is asked for while this is being written.
    const written = settings.update({ ...next, videoKbps: followsSize ? bitrateFor(next) : before.videoKbps })
    tell({ kind: 'action', code: 'encoding-changed', params: { height: next.height, fps: next.fps, encoder: next.encoder } })
    onChange()
    await written
    return inTurn(() => apply(before))
  }

  async function chooseEncoding(): Promise<Result<EncodingChoice>> {
    if (isSending()) return err(failure('not-allowed', { params: { reason: 'while-sending' } }))
    const wasOpen = await inTurn(async () => {
      const open = run.running() !== null
      if (open) await run.stop()
      return open
    })
    // Not in turn: whoever wants the picture meanwhile gets it, and the measuring ends.
    const choice = await pipeline.chooseEncoding()
    if (choice.ok) {
      const { encoding, videoKbps } = choice.value
      await settings.update({ ...encoding, videoKbps })
      tell({ kind: 'action', code: 'encoding-changed', params: { height: encoding.height, fps: encoding.fps, encoder: encoding.encoder } })
      onChange()
    }
    if (wasOpen) await inTurn(start)
    return choice
  }

  const stopListening = pipeline.onEvent((event) => {
    if (event.type !== 'encoder-choice') return
    replaced = event.state === 'replaced' ? event.failure : null
    if (event.state === 'replaced') tell({ kind: 'trouble', code: 'encoder-replaced', params: { encoder: event.encoder } })
    onChange()
  })

  return {
    setEncoding,
    listEncoders: () => {
      const { height, fps } = settings.current()
      return pipeline.listEncoders({ orientation: deps.orientation(), height, fps })
    },
    chooseEncoding,
    failure: () => replaced,
    [Symbol.dispose]: stopListening,
  }
}
