import { isDeepStrictEqual } from 'node:util'
import type { Snapshot } from '#shared/contract'
import { type Failure, isAboutFfmpeg } from '#shared/failure'
import { ok, type Result } from '#shared/result'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { Pipeline, PipelineEvent, ProgramSettings } from '../pipeline/port.ts'

/** The program as the pipeline runs it. `start` and `stop` must be called in turn. */
export type ProgramRun = {
  readonly preview: () => Snapshot['program']['preview']
  /** Why it could not be started, or replaced. */
  readonly failure: () => Failure | null
  /** What runs now; null when nothing does. */
  readonly running: () => ProgramSettings | null
  /** Starts it, or puts it in the place of the one that runs, which stays where the new one does not come up. */
  readonly start: (program: ProgramSettings) => Promise<Result<void>>
  readonly stop: () => Promise<void>
  /** ffmpeg was found: the picture that failed for want of it may be asked for again. */
  readonly ffmpegFound: () => void
  readonly [Symbol.dispose]: () => void
}

export type ProgramRunDeps = {
  readonly pipeline: Pick<Pipeline, 'startProgram' | 'stopProgram' | 'onEvent'>
  /** The ffmpeg that a program is started with. */
  readonly ffmpegPath: () => string | null
  /** Whether what runs with this ffmpeg has to be opened anew with another. */
  readonly isOutdated: (ffmpegPath: string | null) => boolean
  readonly tell: (note: TimelineNote) => void
  readonly onChange: () => void
}

export function createProgramRun({ pipeline, ffmpegPath, isOutdated, tell, onChange }: ProgramRunDeps): ProgramRun {
  let preview: Snapshot['program']['preview'] = 'off'
  let failure: Failure | null = null
  let running: ProgramSettings | null = null
  let runsWith: string | null = null

  function show(next: typeof preview, why: Failure | null): void {
    if (preview !== 'on' && next === 'on') tell({ kind: 'note', code: 'preview-on' })
    if (preview !== 'off' && next === 'off') tell({ kind: 'note', code: 'preview-off' })
    preview = next
    failure = why
    onChange()
  }

  function learn(event: PipelineEvent): void {
    if (event.type !== 'encoder') return
    if (event.state === 'failed' || event.state === 'off') running = null
    if (event.state === 'failed') show('failed', event.failure)
    if (event.state === 'off') show('off', null)
    if (event.state === 'running' && preview === 'failed') show('on', null)
  }

  async function start(program: ProgramSettings): Promise<Result<void>> {
    const outdated = running !== null && isOutdated(runsWith)
    if (running && !outdated && isDeepStrictEqual(running, program)) return ok(undefined)
    if (running && (outdated || running.orientation !== program.orientation || running.height !== program.height)) {
      await pipeline.stopProgram()
      running = null
    }
    if (running === null) {
      runsWith = ffmpegPath()
      show('starting', null)
    }
    const started = await pipeline.startProgram(program)
    if (started.ok) {
      running = program
      show('on', null)
    } else if (running) {
      // The pipeline keeps the program that runs when its replacement does not start.
      show('on', started.failure)
    } else {
      show('failed', started.failure)
    }
    return started
  }

  const stopListening = pipeline.onEvent(learn)
  return {
    preview: () => preview,
    failure: () => failure,
    running: () => running,
    start,
    stop: async () => {
      await pipeline.stopProgram()
      running = null
      show('off', null)
    },
    ffmpegFound: () => {
      if (failure !== null && isAboutFfmpeg(failure)) show(running ? 'on' : 'off', null)
    },
    [Symbol.dispose]: stopListening,
  }
}
