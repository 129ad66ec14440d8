import type { OpenSourceView, Orientation, PictureWarning, Snapshot, SoundChannelView } from '#shared/contract'
import type { Encoding } from '#shared/encoding'
import type { Environment } from '#shared/environment'
import { type FailureCode, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { OutputMode } from '#shared/states'
import type { Surroundings } from '../broadcast/facts.ts'
import type { TimelineNote } from '../broadcast/timeline.ts'
import { createTurns } from '../in-turn.ts'
import type { MediaFile, Pipeline, ProgramSettings } from '../pipeline/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import type { Timers } from '../timers.ts'
import { asNull, createApplyChoices } from './apply-choices.ts'
import { type Choices, createChoices, sceneOf } from './choices.ts'
import { type ChooseEncoding, createChooseEncoding, encodingOf } from './choose-encoding.ts'
import { type ChooseFfmpeg, createChooseFfmpeg } from './choose-ffmpeg.ts'
import { type ChoosePicture, createChoosePicture } from './choose-picture.ts'
import { type ChooseSound, createChooseSound } from './choose-sound.ts'
import { createOwnWindows, type HostWindow } from './own-windows.ts'
import { createPageSources } from './page-sources.ts'
import { enterPage, type PageVisit } from './page-visit.ts'
import { createProgramRun } from './run-program.ts'
import { type ChosenPictures, isPage, missingIn, neededBy, sceneLayers } from './scene-layers.ts'
import { channelsWith, soundChannel } from './sound-channels.ts'
import { createSourceLists } from './source-lists.ts'
import { watchCapture } from './watch-capture.ts'

const audioKbps = 128

export type ProgramDeps = {
  readonly pipeline: Pipeline
  /** Null where the window is a browser’s. */
  readonly hostWindow: HostWindow | null
  readonly settings: SettingsStore
  readonly timers: Timers
  readonly environment: () => Environment | null
  /** Media of this program is on its way to the ingest, or is to be again as soon as it can. */
  readonly isSending: () => boolean
  /** What is asked of the ingest for what is sent; null while nothing is. */
  readonly sentMode: () => OutputMode | null
  /** That viewers get by the stream key’s profile; null where it does not tell. */
  readonly profileOrientation: () => Orientation | null
  /** The picture of *be right back*, in the language of the page. */
  readonly slatePath: (orientation: Orientation) => string
  readonly tell: (note: TimelineNote) => void
  readonly onChange: () => void
}

/** The picture and the sound: what is chosen, and whether it runs. Opens a device only when somebody asks for its picture. */
export type Program = ChoosePicture &
  ChooseSound &
  Pick<ChooseEncoding, 'setEncoding' | 'listEncoders' | 'chooseEncoding'> &
  Pick<ChooseFfmpeg, 'useFfmpeg'> & {
    readonly view: () => Snapshot['program']
    readonly ffmpeg: ChooseFfmpeg['view']
    /** Judged by what the scene in force needs. */
    readonly source: () => Surroundings['source']
    /** Screen, camera and sounds, as they are chosen now. */
    readonly chosenSources: () => readonly string[]
    /** With this chosen, the scene in force could not be shown. */
    readonly leavesNothing: (chosen: Partial<ChosenPictures>) => boolean
    /** The image or film that was typed, if it can be shown. */
    readonly findFile: (file: MediaFile) => Promise<Result<{ path: string }>>
    readonly enter: () => PageVisit
    /** Of the picture that is, or would be, encoded. */
    readonly encoding: () => Encoding
    readonly orientation: () => Orientation
    /** What is wrong with the picture and the sound that run. */
    readonly warnings: () => readonly PictureWarning[]
    /** Asks the pipeline for ffmpeg and the sources; opens no device. */
    readonly discover: () => Promise<void>
    /** The same, as an answer: what was missing may be there by now. */
    readonly refreshSources: () => Promise<Result<null>>
    /** Opens the capture anew if it is open; never while it is sent. */
    readonly setOrientation: (orientation: Orientation) => Promise<Result<null>>
    /** What is sent keeps its output mode; this one counts from the next start. */
    readonly setOutputMode: (mode: OutputMode) => Promise<Result<null>>
    /** Another bit rate or language was chosen: what runs takes it over, also on air. */
    readonly applySettings: () => Promise<void>
    readonly openPreview: () => Promise<Result<null>>
    readonly closePreview: () => Promise<void>
    /** Runs as it is chosen now, or why it cannot. Starts or replaces it where needed. */
    readonly ensureRunning: () => Promise<Result<void>>
    /** Writes what was chosen a moment ago. */
    readonly writeChoices: () => Promise<void>
    readonly [Symbol.dispose]: () => void
  }

export function createProgram(deps: ProgramDeps): Program {
  const { pipeline, settings, environment, isSending, tell, onChange } = deps
  const inTurn = createTurns()
  const pages = createPageSources({ pipeline, onChange })
  const windows = createOwnWindows(pipeline, deps.hostWindow)
  const lists = createSourceLists(pipeline, pages, onChange)
  const choices = createChoices(settings, deps.timers)
  /** One that was chosen since, or took the place of one that has gone; a stream keeps what it began with. */
  const isOutdated = (ffmpegPath: string | null) => !isSending() && ffmpegPath !== ffmpeg.report().path
  const run = createProgramRun({ pipeline, isOutdated, ffmpegPath: () => ffmpeg.report().path, tell, onChange })
  const capture = watchCapture(lists.labelOf, tell)

  /** What is sent keeps its shape and its size to the end; others that were chosen count from the next start. */
  const kept = () => (run.running() !== null && isSending() ? run.running() : null)
  const encoding = (): Encoding => ({ ...encodingOf(settings.current()), height: kept()?.height ?? settings.current().height })
  const orientation = () => kept()?.orientation ?? settings.current().orientation

  const layersOf = (wanted: Choices) => sceneLayers(sceneOf(wanted), wanted, deps.slatePath(orientation()))

  function channelsOf(wanted: Choices): readonly SoundChannelView[] {
    const shown = missingIn(sceneOf(wanted), wanted) === null ? layersOf(wanted) : []
    return channelsWith(wanted.channels, shown, wanted.soundMemory)
  }

  function compose(wanted: Choices): Result<ProgramSettings> {
    const missing = missingIn(sceneOf(wanted), wanted)
    if (missing !== null) return err(failure('not-allowed', { params: { reason: missing } }))
    const { failure: why } = ffmpeg.report()
    if (why) return err(why)
    return ok({
      layers: layersOf(wanted),
      channels: channelsOf(wanted).map(soundChannel),
      orientation: orientation(),
      ...encoding(),
      videoKbps: settings.current().videoKbps,
      audioKbps,
      // every second in the rehearsal, so that it is seen soon
      gopSeconds: environment() === 'rehearsal' ? 1 : 2,
    })
  }

  const apply = createApplyChoices({ choices, run, compose, inTurn, onChange })
  const ffmpeg = createChooseFfmpeg({ pipeline, settings, run, start: apply.start, isSending, inTurn, onChange })
  const channels = () => channelsOf(choices.current())
  const encoders = createChooseEncoding({ pipeline, settings, run, start: apply.start, orientation, isSending, inTurn, tell, onChange })

  async function discover(): Promise<void> {
    await ffmpeg.look()
    await lists.refresh()
  }

  async function setOrientation(chosen: Orientation): Promise<Result<null>> {
    if (settings.current().orientation === chosen) return ok(null)
    // Counts at once, also for a start that is asked for while this is being written.
    const written = settings.update({ orientation: chosen })
    tell({ kind: 'action', code: 'orientation-changed', params: { orientation: chosen } })
    onChange()
    await written
    return inTurn(async () => (run.running() ? asNull(await apply.start()) : ok(null)))
  }

  async function setOutputMode(mode: OutputMode): Promise<Result<null>> {
    if (settings.current().outputMode === mode) return ok(null)
    const written = settings.update({ outputMode: mode })
    tell({ kind: 'action', code: 'output-mode-changed', params: { mode } })
    onChange()
    await written
    return ok(null)
  }

  const goneCode = (id: string, code: FailureCode): FailureCode => (isPage(id) ? 'device-gone' : code)

  /** A device that was chosen and is not there stays chosen, and is shown as lost, whether or not anybody tried to open it. */
  function openSources(): OpenSourceView[] {
    const { open } = capture.current()
    const { cameraId } = choices.current()
    const mics = channels().map(({ sourceId }) => sourceId)
    const gone = [
      ...(cameraId !== 'none' && lists.lacks('cameras', cameraId) ? [{ id: cameraId, code: goneCode(cameraId, 'camera-unavailable') }] : []),
      ...mics.filter((id) => id !== 'tone' && lists.lacks('microphones', id)).map((id) => ({ id, code: goneCode(id, 'microphone-unavailable') })),
    ].filter(({ id }) => !open.some((source) => source.id === id))
    return [
      ...open,
      ...gone.map(
        ({ id, code }) => ({ id, state: 'lost', width: null, height: null, failure: failure(code, { params: { sourceId: id } }) }) as const,
      ),
    ]
  }

  function source(): Surroundings['source'] {
    const chosen = choices.current()
    const scene = sceneOf(chosen)
    const missing = missingIn(scene, chosen)
    if (missing !== null) return missing === 'no-source' ? 'none' : missing
    const needed = neededBy(scene)
    const isGone =
      (needed.includes('source') && lists.lacks('sources', chosen.sourceId)) || (needed.includes('camera') && lists.lacks('cameras', chosen.cameraId))
    return isGone ? 'missing' : 'chosen'
  }

  const stopListening = pipeline.onCapture((now) => {
    capture.learn(now)
    onChange()
  })

  return {
    ...createChoosePicture({ choices, lists, run, apply, inTurn, tell }),
    ...createChooseSound({ choices, lists, apply, channels, inTurn, tell }),
    setEncoding: encoders.setEncoding,
    listEncoders: encoders.listEncoders,
    chooseEncoding: encoders.chooseEncoding,
    useFfmpeg: ffmpeg.useFfmpeg,
    findFile: async (file) => {
      const found = await pipeline.findFile(file)
      return found.ok ? ok({ path: found.value }) : found
    },
    view: () => ({
      sources: [...lists.of('sources')],
      sourceId: choices.current().sourceId,
      cameras: [...lists.of('cameras')],
      cameraId: choices.current().cameraId,
      microphones: [...lists.of('microphones')],
      channels: [...channels()],
      scenes: choices.current().scenes,
      sceneId: sceneOf(choices.current()).id,
      open: openSources(),
      warnings: [...capture.current().warnings],
      orientation: orientation(),
      mismatch: deps.profileOrientation() !== null && deps.profileOrientation() !== orientation(),
      outputMode: deps.sentMode() ?? settings.current().outputMode,
      nextOutputMode: settings.current().outputMode,
      videoKbps: settings.current().videoKbps,
      encoding: encoding(),
      nextEncoding: encodingOf(settings.current()),
      encoderFailure: encoders.failure(),
      preview: run.preview(),
      failure: run.failure() ?? lists.failure(),
    }),
    ffmpeg: ffmpeg.view,
    enter: () => enterPage(pages, windows),
    source,
    leavesNothing: (chosen) => missingIn(sceneOf(choices.current()), { ...choices.current(), ...chosen }) !== null,
    chosenSources: () => [choices.current().sourceId, choices.current().cameraId, ...channels().map(({ sourceId }) => sourceId)],
    orientation,
    warnings: () => capture.current().warnings,
    encoding,
    discover: () => inTurn(discover),
    refreshSources: async () => {
      await inTurn(discover)
      return ok(null)
    },
    setOrientation,
    setOutputMode,
    applySettings: () =>
      inTurn(async () => {
        if (run.running() !== null) await apply.start()
      }),
    openPreview: () => inTurn(async () => asNull(await ffmpeg.startWithIt())),
    closePreview: () => inTurn(run.stop),
    ensureRunning: () => inTurn(ffmpeg.startWithIt),
    writeChoices: choices.write,
    [Symbol.dispose]: () => {
      stopListening()
      encoders[Symbol.dispose]()
      run[Symbol.dispose]()
      pages[Symbol.dispose]()
      windows[Symbol.dispose]()
    },
  }
}
