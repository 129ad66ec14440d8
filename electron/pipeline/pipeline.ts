import { availableParallelism } from 'node:os'
import type { Levels, SourceView, Telemetry, WantedPage } from '#shared/contract'
import type { HardwareEncoder } from '#shared/encoding'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import type { ProcessKeeper } from '../processes/port.ts'
import { systemTimers } from '../timers.ts'
import { createAdaptiveProgram } from './adapt-bitrate.ts'
import { type Captured, createCapture } from './capture.ts'
import { createSenderDriver } from './drive-sender.ts'
import { canvasOf } from './encoder/canvas.ts'
import { encoderArgs, meterSampleRate } from './encoder/encoder-argv.ts'
import { type EncoderProcess, startEncoder } from './encoder/encoder-process.ts'
import { chooseEncoding } from './encoder/measure-encoding.ts'
import { createLevelMeter } from './encoder/measure-levels.ts'
import { createPreviewRate } from './encoder/preview-rate.ts'
import { createJpegSplitter } from './encoder/split-jpegs.ts'
import { createEncoderSupervisor } from './encoder/supervise-encoder.ts'
import { createEncoderTrials, type FfmpegBinary } from './encoder/try-encoder.ts'
import { createCapabilityReader } from './ffmpeg/capabilities.ts'
import { describeAbilities } from './ffmpeg/describe-abilities.ts'
import { needsOf } from './ffmpeg/judge-capabilities.ts'
import { bundledFfmpeg, locateFfmpeg, systemCandidates } from './ffmpeg/locate.ts'
import { createListeners } from './listeners.ts'
import { createRateMeter } from './measure-rate.ts'
import type { CaptureView, FfmpegReport, Pipeline, PipelineEvent, ProgramSettings } from './port.ts'
import { createRelay } from './relay/relay.ts'
import { probeIngest } from './sender/probe-ingest.ts'
import { createSender } from './sender/sender.ts'
import type { ListedSources } from './source/ask-for-sources.ts'
import { listScreens } from './source/list-screens.ts'
import { listSources } from './source/list-sources.ts'
import type { Listed } from './source/listed.ts'
import { openSource } from './source/open-source.ts'
import { createPageFeeds } from './source/page-feeds.ts'
import { abilitiesOf, type SourceAbilities } from './source/source-abilities.ts'
import { createSteadyProgram } from './steady-program.ts'
import { greySizeOf } from './watch/grey-picture.ts'
import { createGreySplitter } from './watch/split-greys.ts'

export type PipelineDeps = {
  readonly clock: Clock
  readonly logger: Logger
  readonly keeper: ProcessKeeper
  /** `<data-dir>/run`. */
  readonly runDir: string
  /** Default: this process's. Tells the display, and where to look for ffmpeg. */
  readonly env?: NodeJS.ProcessEnv
  readonly platform?: NodeJS.Platform
  /** Default: the binary of the package that comes with the program. */
  readonly bundledFfmpeg?: () => string | null
}

const telemetryEveryMs = 500
const lookEveryMs = 250

const viewOf = ({ input: _, ...view }: Listed<unknown>): SourceView => view

/** The pipeline in this very thread: capture and encode, relay, send. */
export const createPipeline = (deps: PipelineDeps): Pipeline => {
  const { clock, keeper, logger, env = process.env, platform = process.platform } = deps
  const relay = createRelay({ clock })
  const capabilities = createCapabilityReader({ keeper, logger })
  const events = createListeners<PipelineEvent>()
  const captures = createListeners<CaptureView>()
  const telemetry = createListeners<Telemetry>()
  const previews = createListeners<Uint8Array>()
  const levels = createListeners<Levels>()
  const wantedPages = createListeners<readonly WantedPage[]>()
  const pages = createPageFeeds({ onWanted: wantedPages.tell, firstRecording: clock.wallMs(), monotonicMs: clock.monotonicMs })
  const previewRate = createPreviewRate()
  const frameRate = createRateMeter()
  const byteRate = createRateMeter()
  let located: Promise<FfmpegReport> | null = null
  let framesBefore = 0
  let encoderIsOff = true
  let stops = 0
  const trials = createEncoderTrials({ keeper, logger })
  /** The chip that the program was started with; null where x264 works. */
  let hardware: { readonly binary: FfmpegBinary; readonly encoder: HardwareEncoder } | null = null
  let toldOfEncoder = ''
  let measuring: AbortController | null = null

  const locate = (setting: string | null): Promise<FfmpegReport> => {
    const bundled = (deps.bundledFfmpeg ?? bundledFfmpeg)()
    const screens = platform !== 'linux' || Boolean(env.DISPLAY)
    located = locateFfmpeg({ setting, bundled, system: systemCandidates(env, platform) }, needsOf(platform, screens), capabilities)
    return located
  }

  /** The path of a usable ffmpeg, or why there is none. */
  const ffmpegPath = async (): Promise<Result<string>> => {
    const report = await (located ?? locate(null))
    if (report.failure !== null) return err(report.failure)
    return report.path === null ? err(failure('ffmpeg-missing')) : ok(report.path)
  }

  const lister = (path: string | null) => ({ platform, env, ffmpegPath: path, keeper, logger })

  /** What opens sources, as it was found when they were last listed. */
  let tool: { readonly path: string; readonly abilities: SourceAbilities } | null = null

  /** Only what this program asks for: to list devices takes a while on some systems, and encoders must be replaced quickly. */
  const list = async ({ layers, channels }: Pick<ProgramSettings, 'layers' | 'channels'>): Promise<Result<ListedSources>> => {
    const path = await ffmpegPath()
    if (!path.ok) return path
    const can = await capabilities.read(path.value)
    if (!can.ok) return can
    tool = { path: path.value, abilities: abilitiesOf(can.value) }
    const ids = [...layers, ...channels].flatMap(({ source }) => ('id' in source ? [source] : []))
    const onlyScreens = ids.every(({ kind }) => kind === 'screen' || kind === 'page')
    if (onlyScreens) {
      const { screens, failure: why } = await listScreens(lister(path.value))
      return ok({ pictures: screens, cameras: [], microphones: [], pages: pages.offers(), failure: why })
    }
    return ok({ ...(await listSources(lister(path.value))), pages: pages.offers() })
  }

  const capture = createCapture({
    clock,
    timers: systemTimers,
    list,
    open: (request, sink, frames) => {
      if (tool === null) throw new Error('sources are opened only after they were listed')
      const opens = { ffmpegPath: tool.path, abilities: tool.abilities, frames, env, keeper, logger, clock }
      const isPage = request.picture?.input.kind === 'page' || request.sound?.kind === 'page'
      if (!isPage) return openSource(request, sink, opens)
      return pages.open(request, sink, (heard, wantsRecording) => openSource(request, heard, { ...opens, wantsRecording }))
    },
    onLevels: levels.tell,
    onCapture: captures.tell,
  })

  const encode = async (program: ProgramSettings, { inputs, attach }: Captured): Promise<Result<EncoderProcess>> => {
    const path = await ffmpegPath()
    if (!path.ok) return path
    const output = relay.attachEncoder()
    // a replaced encoder falls silent only after its successor has shown a frame
    const isOnAir = () => output.stats().position === 'current'
    const splitter = createJpegSplitter()
    const meter = createLevelMeter(meterSampleRate)
    const greys = createGreySplitter(greySizeOf(canvasOf(program)))
    return ok(
      startEncoder({
        ffmpegPath: path.value,
        args: encoderArgs({ inputs, program }),
        env,
        faultParams: { path: path.value, display: env.DISPLAY ?? '' },
        input: output,
        attach,
        takesPicture: inputs.kind === 'bus',
        onPreview: (chunk) => {
          const newest = splitter.split(chunk).at(-1)
          if (newest !== undefined && previews.count() > 0 && isOnAir() && previewRate.allows(clock.monotonicMs())) previews.tell(newest)
        },
        onSound: (chunk) => {
          const newest = meter.measure(chunk).at(-1)
          if (newest !== undefined && isOnAir()) levels.tell(newest)
        },
        onGrey: (chunk) => {
          const newest = greys(chunk).at(-1)
          if (newest !== undefined && isOnAir()) capture.seePicture(newest)
        },
        keeper,
        logger,
        clock,
      }),
    )
  }

  const binary = async (): Promise<Result<FfmpegBinary>> => {
    const path = await ffmpegPath()
    if (!path.ok) return path
    const can = await capabilities.read(path.value)
    return can.ok ? ok({ path: path.value, can: can.value }) : can
  }

  const tellOfEncoder = (encoder: HardwareEncoder | null, why: Failure | null) => {
    const told = encoder === null || why === null ? '' : `${encoder} ${why.detail}`
    if (told === toldOfEncoder) return
    toldOfEncoder = told
    const isReplaced = encoder !== null && why !== null
    events.tell(isReplaced ? { type: 'encoder-choice', state: 'replaced', encoder, failure: why } : { type: 'encoder-choice', state: 'kept' })
  }

  /** A chip that does not work here is replaced before anything is opened for it, and that is told. */
  const withWorkingEncoder = async (program: ProgramSettings, encoder: HardwareEncoder): Promise<ProgramSettings> => {
    const found = await binary()
    const why = found.ok ? await trials.try(found.value, encoder, program) : null
    hardware = found.ok && why === null ? { binary: found.value, encoder } : null
    tellOfEncoder(encoder, why)
    return why === null ? program : { ...program, encoder: 'x264' }
  }

  const supervisor = createSteadyProgram({
    capture,
    encode,
    supervise: createEncoderSupervisor,
    onEvent: (event) => {
      if (event.state === 'starting' && encoderIsOff) {
        framesBefore = relay.stats().frames
        frameRate.reset()
      }
      encoderIsOff = event.state === 'off' || event.state === 'failed'
      if (event.state === 'failed' && hardware !== null) trials.doubt(hardware.binary, hardware.encoder)
      events.tell(event)
    },
  })

  const sending = createSenderDriver((event) => {
    if (event.state === 'connecting') byteRate.reset()
    events.tell(event)
  })

  /** What leaves, measured for the judgement of the connection alone. */
  const leaving = createRateMeter()
  const adaptive = createAdaptiveProgram({
    supervisor,
    isRunning: () => !encoderIsOff,
    witness: () => {
      const sender = sending.current()
      if (sender === null || sender.state().state !== 'publishing') {
        leaving.reset()
        return null
      }
      const { feed, lagMs, silentMs, totalBytes } = sender.stats()
      const bytesPerSecond = totalBytes === null ? null : leaving.add(totalBytes, clock.monotonicMs())
      return { queueMs: feed?.queueMs ?? 0, lagMs, silentMs: silentMs ?? 0, sentKbps: bytesPerSecond === null ? null : (bytesPerSecond * 8) / 1000 }
    },
    onEvent: events.tell,
    clock,
  })
  const looking = setInterval(adaptive.tick, lookEveryMs)

  const measure = (): Telemetry => {
    const nowMs = clock.monotonicMs()
    const frames = encoderIsOff ? null : relay.stats().frames - framesBefore
    const sender = sending.current()
    const stats = sender?.stats() ?? null
    const bytesPerSecond = stats?.totalBytes == null ? null : byteRate.add(stats.totalBytes, nowMs)
    return {
      atMs: clock.wallMs(),
      encoderFrames: frames,
      fps: frames === null ? null : frameRate.add(frames, nowMs),
      sentKbps: bytesPerSecond === null ? null : (bytesPerSecond * 8) / 1000,
      targetKbps: encoderIsOff ? null : adaptive.videoKbps(),
      queueMs: stats?.feed?.queueMs ?? null,
      droppedFrames: encoderIsOff && sender === null ? null : supervisor.droppedFrames() + sending.skippedFrames(),
      hostMemoryMb: process.memoryUsage.rss() / (1024 * 1024),
    }
  }
  const ticking = setInterval(() => {
    if (telemetry.count() > 0) telemetry.tell(measure())
  }, telemetryEveryMs)

  return {
    locateFfmpeg: locate,
    listSources: async () => {
      const path = await ffmpegPath()
      const { pictures, cameras, microphones, failure: why } = await listSources(lister(path.ok ? path.value : null))
      return {
        sources: [...pictures.map(viewOf), { id: 'test-pattern', label: 'Test pattern' }],
        cameras: cameras.map(viewOf),
        microphones: microphones.map(viewOf),
        failure: why,
      }
    },
    describeFfmpeg: async () => {
      const report = await (located ?? locate(null))
      const can = report.path === null ? null : await capabilities.read(report.path)
      return can?.ok ? describeAbilities(can.value) : null
    },
    listEncoders: async (size) => {
      const found = await binary()
      return found.ok ? trials.list(found.value, size) : []
    },
    chooseEncoding: async () => {
      measuring?.abort()
      const mine = new AbortController()
      measuring = mine
      const path = await ffmpegPath()
      return path.ok ? chooseEncoding({ path: path.value, cores: availableParallelism(), signal: mine.signal, keeper, logger }) : path
    },
    startProgram: async (program) => {
      measuring?.abort()
      // At once, so that a stop that follows finds it begun.
      if (program.encoder === 'x264') {
        hardware = null
        tellOfEncoder(null, null)
        return adaptive.start(program)
      }
      const stopsBefore = stops
      const working = await withWorkingEncoder(program, program.encoder)
      return stops === stopsBefore ? adaptive.start(working) : err(failure('encoder-failed', { detail: 'stopped while starting' }))
    },
    stopProgram: () => {
      stops += 1
      return adaptive.stop()
    },
    startSending: async (target, signal) => {
      const path = await ffmpegPath()
      if (!path.ok) return path
      adaptive.wantSending(true)
      const { programKbps } = adaptive
      const create = () => createSender({ ffmpegPath: path.value, target, relay, clock, logger, keeper, runDir: deps.runDir, programKbps })
      return sending.start(create, signal)
    },
    stopSending: () => {
      adaptive.wantSending(false)
      return sending.stop()
    },
    setPages: (offers) => {
      pages.setOffers(offers)
      capture.lookAgain()
    },
    feedPage: async (id, chunk) => pages.feed(id, chunk),
    probeIngest,
    onEvent: events.add,
    onCapture: captures.add,
    onWantedPages: wantedPages.add,
    onTelemetry: telemetry.add,
    onPreview: previews.add,
    onLevels: levels.add,
    [Symbol.asyncDispose]: async () => {
      clearInterval(ticking)
      clearInterval(looking)
      measuring?.abort()
      // the stream says goodbye before its encoder falls silent
      await sending.stop()
      await adaptive.stop()
    },
  }
}
