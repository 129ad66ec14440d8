import { availableParallelism } from 'node:os'
import type { Levels, Telemetry, WantedPage } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Clock } from '../clock.ts'
import { homeOf } from '../files/read-typed-path.ts'
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
import { createEncoderTrials } from './encoder/try-encoder.ts'
import { createWorkingEncoder } from './encoder/working-encoder.ts'
import { createCapabilityReader } from './ffmpeg/capabilities.ts'
import { createFfmpegInUse } from './ffmpeg/ffmpeg-in-use.ts'
import { createListeners } from './listeners.ts'
import { createProgramMeter } from './measure-program.ts'
import type { CaptureView, Pipeline, PipelineEvent, ProgramSettings } from './port.ts'
import { createRelay } from './relay/relay.ts'
import { probeIngest } from './sender/probe-ingest.ts'
import { createSender } from './sender/sender.ts'
import { findMediaFile } from './source/find-media-file.ts'
import { openSource } from './source/open-source.ts'
import { createPageFeeds } from './source/page-feeds.ts'
import { createProgramSources } from './source/program-sources.ts'
import { readXStack } from './source/read-x-stack.ts'
import { createSteadyProgram } from './steady-program.ts'
import { greySizeOf } from './watch/grey-picture.ts'
import { createGreySplitter } from './watch/split-greys.ts'
import { createConnectionWitness } from './witness-connection.ts'

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

/** The pipeline in this very thread: capture and encode, relay, send. */
export const createPipeline = (deps: PipelineDeps): Pipeline => {
  const { clock, keeper, logger, env = process.env, platform = process.platform } = deps
  const relay = createRelay({ clock })
  const capabilities = createCapabilityReader({ keeper, logger })
  const ffmpeg = createFfmpegInUse({ capabilities, env, platform, ...(deps.bundledFfmpeg && { bundled: deps.bundledFfmpeg }) })
  const events = createListeners<PipelineEvent>()
  const captures = createListeners<CaptureView>()
  const telemetry = createListeners<Telemetry>()
  const previews = createListeners<Uint8Array>()
  const levels = createListeners<Levels>()
  const wantedPages = createListeners<readonly WantedPage[]>()
  const pages = createPageFeeds({ onWanted: wantedPages.tell, firstRecording: clock.wallMs(), monotonicMs: clock.monotonicMs })
  const sources = createProgramSources({ ffmpeg, pages: pages.offers, env, platform, keeper, logger })
  const trials = createEncoderTrials({ keeper, logger })
  const workingEncoder = createWorkingEncoder({ ffmpeg, trials, onEvent: events.tell })
  const previewRate = createPreviewRate()
  const meter = createProgramMeter({ relay, clock })
  let encoderIsOff = true
  let stops = 0
  let measuring: AbortController | null = null

  const capture = createCapture({
    clock,
    timers: systemTimers,
    list: sources.listFor,
    open: (request, sink, frames) => {
      const { path, abilities } = sources.opener()
      const opens = { ffmpegPath: path, abilities, frames, env, keeper, logger, clock }
      const isPage = request.picture?.input.kind === 'page' || request.sound?.kind === 'page'
      if (!isPage) return openSource(request, sink, opens)
      return pages.open(request, sink, (heard, wantsRecording) => openSource(request, heard, { ...opens, wantsRecording }))
    },
    isCamera: (source) => source.kind === 'camera' || (source.kind === 'page' && pages.isCamera(source.id)),
    readStack: async () => {
      const stack = platform === 'linux' ? await readXStack(env) : null
      return stack?.ok ? stack.value : null
    },
    onLevels: levels.tell,
    onCapture: captures.tell,
  })

  const encode = async (asked: ProgramSettings, { inputs, attach, origin }: Captured): Promise<Result<EncoderProcess>> => {
    const path = await ffmpeg.path()
    if (!path.ok) return path
    const program = workingEncoder.standIn(asked)
    const output = relay.attachEncoder()
    if (origin !== null) output.beginAt(origin)
    // a replaced encoder falls silent only after its successor has shown a frame
    const isOnAir = () => output.stats().position === 'current'
    const splitter = createJpegSplitter()
    const levelMeter = createLevelMeter(meterSampleRate)
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
        asksPermission: inputs.kind !== 'bus' && inputs.video.kind === 'avfoundation',
        onPreview: (chunk) => {
          const newest = splitter.split(chunk).at(-1)
          if (newest !== undefined && previews.count() > 0 && isOnAir() && previewRate.allows(clock.monotonicMs())) previews.tell(newest)
        },
        onSound: (chunk) => {
          const newest = levelMeter.measure(chunk).at(-1)
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

  const supervisor = createSteadyProgram({
    capture,
    encode,
    supervise: createEncoderSupervisor,
    onEvent: (event) => {
      if (event.state === 'starting' && encoderIsOff) meter.encodingBegins()
      encoderIsOff = event.state === 'off' || event.state === 'failed'
      if (event.state === 'failed') workingEncoder.doubt()
      if (event.state === 'restarting') workingEncoder.died(event.failure, clock.monotonicMs())
      events.tell(event)
    },
  })

  const sending = createSenderDriver((event) => {
    if (event.state === 'connecting') meter.sendingBegins()
    events.tell(event)
  })

  const adaptive = createAdaptiveProgram({
    supervisor,
    isRunning: () => !encoderIsOff,
    witness: createConnectionWitness(sending.current, clock),
    onEvent: events.tell,
    clock,
  })
  const looking = setInterval(adaptive.tick, lookEveryMs)

  const measure = (): Telemetry =>
    meter.measure({
      encodes: !encoderIsOff,
      sender: sending.current(),
      targetKbps: encoderIsOff ? null : adaptive.videoKbps(),
      droppedFrames: supervisor.droppedFrames() + sending.skippedFrames(),
    })
  const ticking = setInterval(() => {
    if (telemetry.count() > 0) telemetry.tell(measure())
  }, telemetryEveryMs)

  return {
    locateFfmpeg: ffmpeg.locate,
    listSources: sources.list,
    checkFfmpeg: ffmpeg.check,
    findFile: async (file) => {
      const path = await ffmpeg.path()
      return path.ok ? findMediaFile(file, { ffmpegPath: path.value, context: { platform, home: homeOf(env) }, keeper }) : path
    },
    listEncoders: async (size) => {
      const found = await ffmpeg.binary()
      return found.ok ? trials.list(found.value, size) : []
    },
    chooseEncoding: async () => {
      measuring?.abort()
      const mine = new AbortController()
      measuring = mine
      const path = await ffmpeg.path()
      return path.ok ? chooseEncoding({ path: path.value, cores: availableParallelism(), signal: mine.signal, keeper, logger }) : path
    },
    startProgram: async (program) => {
      measuring?.abort()
      const settling = workingEncoder.settle(program)
      // At once, so that a stop that follows finds it begun.
      if (settling === null) return adaptive.start(program)
      const stopsBefore = stops
      const working = await settling
      return stops === stopsBefore ? adaptive.start(working) : err(failure('encoder-failed', { detail: 'stopped while starting' }))
    },
    stopProgram: () => {
      stops += 1
      workingEncoder.stopped()
      return adaptive.stop()
    },
    startSending: async (target, signal) => {
      const path = await ffmpeg.path()
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
    setOwnWindows: capture.setOwnWindows,
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
