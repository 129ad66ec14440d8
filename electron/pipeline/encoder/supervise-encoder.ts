import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { PipelineEvent, ProgramSettings } from '../port.ts'
import type { EncoderEnd, EncoderProcess } from './encoder-process.ts'
import { decideRestart } from './restart-policy.ts'

export type EncoderEvent = Extract<PipelineEvent, { type: 'encoder' }>

export type EncoderSupervisor = {
  /**
   * Starts the encoder, or replaces the running one: the new one runs before the old one stops, and where the new one
   * fails the old one goes on. Ok once the new one is on air.
   */
  readonly start: (program: ProgramSettings) => Promise<Result<void>>
  /** Ends the encoder, also one that is only starting. */
  readonly stop: () => Promise<void>
  /** Frames dropped by all encoders since the last start from rest. */
  readonly droppedFrames: () => number
}

export type EncoderSupervisorDeps = {
  /** Finds the source and starts a process for it. A failure here is so plain that trying again is no use. */
  readonly launch: (program: ProgramSettings) => Promise<Result<EncoderProcess>>
  readonly onEvent: (event: EncoderEvent) => void
}

type Brought =
  | { readonly kind: 'running' }
  /** It could not even be started. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** It ended before it was on air. */
  | { readonly kind: 'died'; readonly failure: Failure }

const stoppedWhileStarting = failure('encoder-failed', { detail: 'stopped while starting' })

/** Keeps one encoder running until it is told to stop. Commands run one after another; `stop` cuts a start short. */
export const createEncoderSupervisor = ({ launch, onEvent }: EncoderSupervisorDeps): EncoderSupervisor => {
  let wanted: ProgramSettings | null = null
  let current: EncoderProcess | null = null
  /** Runs, but is not on air yet. */
  let fresh: EncoderProcess | null = null
  const retiring = new Set<Promise<void>>()
  let state: EncoderEvent['state'] = 'off'
  /** How the current one died while a command was under way. */
  let diedMeanwhile: EncoderEnd | null = null
  let stops = 0
  let waiting = 0
  let quickDeaths = 0
  let droppedBefore = 0
  let restartTimer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const say = (event: EncoderEvent) => {
    if (event.state === state && (state === 'off' || state === 'running')) return
    state = event.state
    onEvent(event)
  }

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1
    const turn = last.then(work).finally(() => {
      waiting -= 1
      const death = diedMeanwhile
      diedMeanwhile = null
      if (death !== null && current === null && wanted !== null) recover(death)
    })
    last = turn.catch(() => {})
    return turn
  }

  const retire = async (process: EncoderProcess): Promise<void> => {
    await process.stop()
    droppedBefore += process.droppedFrames()
  }

  /** `stopsBefore`: how often stopping was asked for when this was; whoever asks later cuts it short. */
  const bring = async (program: ProgramSettings, stopsBefore: number): Promise<Brought> => {
    const launched = await launch(program)
    if (!launched.ok) return { kind: 'refused', failure: launched.failure }
    const process = launched.value
    fresh = process
    if (stops !== stopsBefore) void process.stop()
    const first = await process.onAir
    fresh = null
    if (!first.ok || stops !== stopsBefore) {
      await process.stop()
      return { kind: 'died', failure: first.ok ? stoppedWhileStarting : first.failure }
    }
    const replaced = current
    current = process
    wanted = program
    void process.ended.then((end) => onEnd(process, end))
    if (replaced !== null) {
      const gone = retire(replaced).finally(() => retiring.delete(gone))
      retiring.add(gone)
    }
    say({ type: 'encoder', state: 'running' })
    return { kind: 'running' }
  }

  const onEnd = (process: EncoderProcess, end: EncoderEnd) => {
    if (current !== process) return // replaced or stopped
    current = null
    droppedBefore += process.droppedFrames()
    if (waiting > 0) diedMeanwhile = end
    else recover(end)
  }

  const fail = (why: Failure) => {
    wanted = null
    say({ type: 'encoder', state: 'failed', failure: why })
  }

  const recover = (end: EncoderEnd) => {
    const why = end.failure ?? failure('encoder-failed')
    const decision = decideRestart(end.ranForMs, quickDeaths)
    if (decision.kind === 'give-up') return fail(why)
    quickDeaths = decision.quickDeaths
    say({ type: 'encoder', state: 'restarting', failure: why })
    restartTimer = setTimeout(() => void enqueue(restart), decision.afterMs)
  }

  const restart = async (): Promise<void> => {
    if (wanted === null || current !== null) return
    const brought = await bring(wanted, stops)
    if (wanted === null || brought.kind === 'running') return
    // a screen that is gone now was there before
    const why = brought.failure.code === 'no-display' ? { ...brought.failure, code: 'screen-unavailable' as const } : brought.failure
    if (brought.kind === 'refused') fail(why)
    else diedMeanwhile = { failure: why, ranForMs: 0 }
  }

  const begin = async (program: ProgramSettings, stopsBefore: number): Promise<Result<void>> => {
    if (stops !== stopsBefore) return err(stoppedWhileStarting)
    clearTimeout(restartTimer)
    quickDeaths = 0
    if (state === 'off' || state === 'failed') droppedBefore = 0
    if (current === null) say({ type: 'encoder', state: 'starting' })
    const brought = await bring(program, stopsBefore)
    if (brought.kind === 'running') return ok(undefined)
    const oldOneCares = current !== null || diedMeanwhile !== null
    if (!oldOneCares && stops === stopsBefore) fail(brought.failure)
    return err(brought.failure)
  }

  return {
    start: (program) => {
      const stopsBefore = stops
      return enqueue(() => begin(program, stopsBefore))
    },
    stop: () => {
      stops += 1
      clearTimeout(restartTimer)
      void fresh?.stop()
      return enqueue(async () => {
        clearTimeout(restartTimer)
        wanted = null
        const process = current
        current = null
        if (process !== null) await retire(process)
        await Promise.all(retiring)
        say({ type: 'encoder', state: 'off' })
      })
    },
    droppedFrames: () => droppedBefore + (current?.droppedFrames() ?? 0),
  }
}
