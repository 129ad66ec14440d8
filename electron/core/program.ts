import { isDeepStrictEqual } from 'node:util'
import type { Orientation, Snapshot, SoundSource, SourceView } from '#shared/contract'
import type { Environment } from '#shared/environment'
import { type Failure, failure, isAboutFfmpeg } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { OutputMode } from '#shared/states'
import type { Surroundings } from '../broadcast/facts.ts'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { FfmpegReport, Pipeline, PipelineEvent, ProgramSettings } from '../pipeline/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import { createTurns } from './in-turn.ts'

/** The picture that is sent: 30 frames a second, keyframes every second in the rehearsal and every two else. */
const picture = { fps: 30, audioKbps: 128 }
export const programFps = picture.fps

export type ProgramDeps = {
  readonly pipeline: Pipeline
  readonly settings: SettingsStore
  readonly environment: () => Environment | null
  /** Media of this program is on its way to the ingest, or is to be again as soon as it can. */
  readonly isSending: () => boolean
  /** What is asked of the ingest for what is sent; null while nothing is. */
  readonly sentMode: () => OutputMode | null
  /** That viewers get by the stream key’s profile; null where it does not tell. */
  readonly profileOrientation: () => Orientation | null
  readonly tell: (note: TimelineNote) => void
  readonly onChange: () => void
}

/** The picture and the sound: what is chosen, and whether it runs. Opens a device only when somebody asks for its picture. */
export type Program = {
  readonly view: () => Snapshot['program']
  readonly ffmpeg: () => FfmpegReport
  readonly source: () => Surroundings['source']
  /** Of the picture that is, or would be, encoded. */
  readonly orientation: () => Orientation
  /** Asks the pipeline for ffmpeg and the sources; opens no device. */
  readonly discover: () => Promise<void>
  /** The same, as an answer: what was missing may be there by now. */
  readonly refreshSources: () => Promise<Result<null>>
  /** `none` closes the preview; anything else opens it, for choosing is asking. */
  readonly setSource: (sourceId: string) => Promise<Result<null>>
  readonly setSound: (sound: SoundSource) => Promise<Result<null>>
  /** Opens the capture anew if it is open; never while it is sent. */
  readonly setOrientation: (orientation: Orientation) => Promise<Result<null>>
  /** What is sent keeps its output mode; this one counts from the next start. */
  readonly setOutputMode: (mode: OutputMode) => Promise<Result<null>>
  /** Another bit rate was chosen: an open preview takes it over, unless it is being sent. */
  readonly applyVideoKbps: () => Promise<void>
  readonly openPreview: () => Promise<Result<null>>
  readonly closePreview: () => Promise<void>
  /** Runs as it is chosen now, or why it cannot. Starts or replaces it where needed. */
  readonly ensureRunning: () => Promise<Result<void>>
  readonly [Symbol.dispose]: () => void
}

export function createProgram(deps: ProgramDeps): Program {
  const { pipeline, settings, environment, isSending, tell, onChange } = deps
  const inTurn = createTurns()
  let ffmpeg: FfmpegReport = { path: null, version: null, origin: null, failure: null }
  let sources: readonly SourceView[] | null = null
  let listFailure: Failure | null = null
  let sourceId = settings.current().sourceId
  let preview: Snapshot['program']['preview'] = 'off'
  let startFailure: Failure | null = null
  /** What runs now; null when nothing does. */
  let running: ProgramSettings | null = null

  const noSource = () => err(failure('not-allowed', { params: { reason: 'no-source' } }))

  /** What is sent keeps its bit rate to the end; another that was chosen counts from the next start. */
  const videoKbps = () => (running !== null && isSending() ? running.videoKbps : settings.current().videoKbps)

  /** The same, and for its shape there is no other way. */
  const orientation = () => (running !== null && isSending() ? running.orientation : settings.current().orientation)

  function wanted(): ProgramSettings | null {
    if (sourceId === 'none') return null
    const { sound } = settings.current()
    const video = sourceId === 'test-pattern' ? ({ kind: 'test-pattern' } as const) : ({ kind: 'screen', id: sourceId } as const)
    return { video, sound, orientation: orientation(), ...picture, videoKbps: videoKbps(), gopSeconds: environment() === 'rehearsal' ? 1 : 2 }
  }

  function show(next: typeof preview, why: Failure | null): void {
    if (preview !== 'on' && next === 'on') tell({ kind: 'note', code: 'preview-on' })
    if (preview !== 'off' && next === 'off') tell({ kind: 'note', code: 'preview-off' })
    preview = next
    startFailure = why
    onChange()
  }

  function learn(event: PipelineEvent): void {
    if (event.type !== 'encoder') return
    if (event.state === 'failed' || event.state === 'off') running = null
    if (event.state === 'failed') show('failed', event.failure)
    if (event.state === 'off') show('off', null)
    if (event.state === 'running' && preview === 'failed') show('on', null)
  }

  /** Must run in turn. */
  async function start(): Promise<Result<void>> {
    const program = wanted()
    if (program === null) return noSource()
    if (ffmpeg.failure) return err(ffmpeg.failure)
    if (running && isDeepStrictEqual(running, program)) return ok(undefined)
    if (running && running.orientation !== program.orientation) {
      await pipeline.stopProgram()
      running = null
    }
    if (running === null) show('starting', null)
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

  async function discover(): Promise<void> {
    ffmpeg = await pipeline.locateFfmpeg(settings.current().ffmpegPath)
    // The picture that failed for want of it may be asked for again.
    if (ffmpeg.failure === null && startFailure !== null && isAboutFfmpeg(startFailure)) show(running ? 'on' : 'off', null)
    onChange()
    await listSources()
  }

  async function listSources(): Promise<void> {
    const found = await pipeline.listSources()
    sources = found.sources
    listFailure = found.failure
    onChange()
  }

  const asNull = (result: Result<void>): Result<null> => (result.ok ? ok(null) : result)

  async function choose(id: string): Promise<Result<null>> {
    if (id !== 'none' && !sources?.some((source) => source.id === id)) await listSources()
    if (id !== 'none' && !sources?.some((source) => source.id === id)) return err(failure('screen-unavailable', { params: { sourceId: id } }))
    const before = sourceId
    sourceId = id
    if (id === 'none') {
      await pipeline.stopProgram()
      running = null
      show('off', null)
    } else {
      const started = await start()
      if (!started.ok && running) sourceId = before
      onChange()
      if (!started.ok) return started
    }
    if (before !== sourceId) tell({ kind: 'action', code: 'source-changed', params: { sourceId } })
    // Where it cannot be written it holds for this run; the store has said so in the log.
    await settings.update({ sourceId })
    return ok(null)
  }

  async function setSound(sound: SoundSource): Promise<Result<null>> {
    await settings.update({ sound })
    onChange()
    return running ? asNull(await start()) : ok(null)
  }

  async function setOrientation(chosen: Orientation): Promise<Result<null>> {
    if (settings.current().orientation === chosen) return ok(null)
    // Counts at once, also for a start that is asked for while this is being written.
    const written = settings.update({ orientation: chosen })
    tell({ kind: 'action', code: 'orientation-changed', params: { orientation: chosen } })
    onChange()
    await written
    return inTurn(async () => (running ? asNull(await start()) : ok(null)))
  }

  async function setOutputMode(mode: OutputMode): Promise<Result<null>> {
    if (settings.current().outputMode === mode) return ok(null)
    const written = settings.update({ outputMode: mode })
    tell({ kind: 'action', code: 'output-mode-changed', params: { mode } })
    onChange()
    await written
    return ok(null)
  }

  const stopListening = pipeline.onEvent(learn)

  return {
    view: () => ({
      sources: [...(sources ?? [])],
      sourceId,
      sound: settings.current().sound,
      orientation: orientation(),
      mismatch: deps.profileOrientation() !== null && deps.profileOrientation() !== orientation(),
      outputMode: deps.sentMode() ?? settings.current().outputMode,
      nextOutputMode: settings.current().outputMode,
      videoKbps: videoKbps(),
      nextVideoKbps: settings.current().videoKbps,
      preview,
      failure: startFailure ?? listFailure,
    }),
    ffmpeg: () => ffmpeg,
    source: () => (sourceId === 'none' ? 'none' : sources?.some(({ id }) => id === sourceId) === false ? 'missing' : 'chosen'),
    orientation,
    discover: () => inTurn(discover),
    refreshSources: async () => {
      await inTurn(discover)
      return ok(null)
    },
    setSource: (id) => inTurn(() => choose(id)),
    setSound: (sound) => inTurn(() => setSound(sound)),
    setOrientation,
    setOutputMode,
    applyVideoKbps: () =>
      inTurn(async () => {
        if (running !== null && !isSending()) await start()
      }),
    openPreview: () => inTurn(async () => asNull(await start())),
    closePreview: () =>
      inTurn(async () => {
        await pipeline.stopProgram()
        running = null
        show('off', null)
      }),
    ensureRunning: () => inTurn(start),
    [Symbol.dispose]: stopListening,
  }
}
