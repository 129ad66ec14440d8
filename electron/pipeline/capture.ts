import type { Levels } from '#shared/contract'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { CanvasSize } from '#shared/scenes'
import type { Clock } from '../clock.ts'
import { createTurns } from '../in-turn.ts'
import type { Timers } from '../timers.ts'
import { type Bus, createBus } from './bus/bus.ts'
import { createFramePool, type FramePool } from './bus/frame-pool.ts'
import { layOut } from './bus/lay-out.ts'
import type { MixLevels } from './bus/mix-sound.ts'
import { busDelayMs, type Frame } from './bus/port.ts'
import { canvasOf, type Size } from './encoder/canvas.ts'
import type { EncoderInputs } from './encoder/encoder-argv.ts'
import type { AttachToBus } from './encoder/encoder-process.ts'
import { type EncoderOrigin, soundFrameMs } from './encoder-origin.ts'
import type { CaptureView, PictureSource, ProgramSettings } from './port.ts'
import { type AskedSources, askForSources, type ListedSources } from './source/ask-for-sources.ts'
import { createKeptSources } from './source/keep-sources.ts'
import type { OpenSource, SourceRequest, SourceSink } from './source/port.ts'
import { keyOfPicture } from './source/source-key.ts'
import type { VideoInput } from './source/video-input.ts'
import { type CapturedScreens, capturedScreens, nothingCaptured } from './watch/captured-screens.ts'
import { type GreyPicture, greyOf, greysPerSecond } from './watch/grey-picture.ts'
import { type OwnWindowWatch, type OwnWindowWatchDeps, watchOwnWindows } from './watch/watch-own-windows.ts'
import { createProgramWatch } from './watch/watch-program.ts'
import { aloneIn } from './way-to-encoder.ts'

export type CaptureDeps = {
  readonly clock: Clock
  readonly timers: Timers
  /** The devices that a program with these layers and sounds asks for, as they are now; fails where nothing can be opened at all. */
  readonly list: (program: Pick<ProgramSettings, 'layers' | 'channels'>) => Promise<Result<ListedSources>>
  /** Opens one source in a process of its own; pictures are put into frames of the pool. */
  readonly open: (request: SourceRequest, sink: SourceSink, pool: FramePool) => OpenSource
  /** Of pictures, whether a camera makes them: what never stands still. */
  readonly isCamera: (source: PictureSource) => boolean
  /** Every window of the display that is shown, the lowest first; null where nobody can tell. */
  readonly readStack: OwnWindowWatchDeps['readStack']
  readonly onLevels: (levels: Levels) => void
  readonly onCapture: (capture: CaptureView) => void
}

/**
 * Where an encoder gets its picture and its sound from, and how it is joined to the bus; null where it needs none. `origin`: where its time begins, where that is
 * known and the bus does not tell it.
 */
export type Captured = { readonly inputs: EncoderInputs; readonly attach: AttachToBus | null; readonly origin: EncoderOrigin | null }

/** Opens what a program needs, and composes it. Calls run one after another. */
export type Capture = {
  /**
   * Opens what is missing and composes it as this program says, once everything is there; until then what ran before goes on.
   * While something is shown it fails with what is chosen newly and cannot be had; then all is as before. From rest it fails only where there would be
   * nothing to see: a show must not wait for a microphone. What is lacking is waited for.
   */
  readonly show: (program: ProgramSettings) => Promise<Result<Captured>>
  /** What an encoder sees that opens its picture itself. */
  readonly seePicture: (picture: GreyPicture) => void
  /** What is shown is taken: closes the sounds that it does not need, and after a while the pictures. */
  readonly settle: () => void
  readonly setOwnWindows: OwnWindowWatch['setOwn']
  /** What is missing may be there by now. */
  readonly lookAgain: () => void
  /** Closes everything; the devices are free then. */
  readonly stop: () => Promise<void>
}

/** A chosen device that is not there is looked for this often. */
const lookAgainMs = 3000
/** Whoever goes back to a scene within this time finds its pictures still open. */
const lingerMs = 10_000

type Way =
  | { readonly kind: 'direct'; readonly video: VideoInput; readonly size: CanvasSize | null; readonly sound: 'tone' | 'silence' | null }
  | { readonly kind: 'bus' }

/** Not one of its pictures can be had. */
const showsNothing = ({ layers }: ProgramSettings, lacking: readonly string[]): boolean =>
  layers.length > 0 && layers.every(({ source }) => lacking.includes(keyOfPicture(source)))

export const createCapture = (deps: CaptureDeps): Capture => {
  const { clock, timers } = deps
  const pool = createFramePool()
  const inTurn = createTurns()
  let current: { readonly bus: Bus; readonly canvas: Size } | null = null
  let shown: ProgramSettings | null = null
  /** What the bus composes. It goes on with that while an encoder gets ready that opens its picture itself. */
  let laidOut: ProgramSettings | null = null
  let asked: AskedSources = { requests: [], missing: new Map() }
  let stopLooking = () => {}
  let stopLingering = () => {}
  let told = ''

  const tell = () => {
    const lost = [...asked.missing].map(([id, why]) => ({ id, state: 'lost' as const, width: null, height: null, failure: why }))
    const view: CaptureView = { open: [...sources.view(), ...lost], warnings: watch.warnings() }
    const text = JSON.stringify(view)
    if (text === told) return
    told = text
    deps.onCapture(view)
  }

  const layOutNow = () => {
    if (laidOut !== null) current?.bus.showLayers(layOut(laidOut.layers, canvasOf(laidOut), sources.sizeOf))
  }

  const watch = createProgramWatch({ pool, isCamera: deps.isCamera, onChange: () => tell() })
  const ownWindows = watchOwnWindows({ timers, monotonicMs: clock.monotonicMs, readStack: deps.readStack, onSeen: watch.seeOwnWindow })

  const sources = createKeptSources({
    open: (request, sink) => deps.open(request, sink, pool),
    onFrame: (source, frame, atMs) => {
      watch.seeFrame(source, frame, atMs)
      if (current === null) pool.release(frame)
      else current.bus.takeFrame(source, frame, atMs)
    },
    onLateFrame: pool.release,
    onSound: (source, samples, atMs) => current?.bus.takeSound(source, samples, atMs),
    onLost: (source) => current?.bus.lose(source),
    onClosed: (source) => current?.bus.lose(source),
    onChange: () => {
      layOutNow()
      const running = new Set(sources.view().flatMap(({ id, state }) => (state === 'running' ? [id] : [])))
      watch.keepOnly((source) => running.has(source))
      tell()
    },
    after: timers.after,
  })

  const tellLevels = (levels: MixLevels) => {
    watch.hear(levels, clock.monotonicMs())
    const { peakDb, rmsDb, channels } = levels
    deps.onLevels({ peakDb, rmsDb, channels: channels.map(({ source, ...levels }) => ({ sourceId: source, ...levels })) })
  }

  let seenAtMs = Number.NEGATIVE_INFINITY
  const lookAt = (canvas: Frame, atMs: number) => {
    if (atMs - seenAtMs < 1000 / greysPerSecond) return
    seenAtMs = atMs
    watch.seePicture(greyOf(canvas), atMs)
  }

  /** An encoder of another size keeps the bus that it was attached to, with its last picture, until it goes. */
  const busFor = (program: ProgramSettings): Bus => {
    const canvas = canvasOf(program)
    if (current?.canvas.width !== canvas.width || current.canvas.height !== canvas.height) {
      current = { canvas, bus: createBus({ clock, timers, pool, canvas, onLevels: tellLevels, onPicture: lookAt }) }
    }
    return current.bus
  }

  /** Looks for what is chosen and not there, until it is. */
  const keepLooking = () => {
    stopLooking()
    if (asked.missing.size > 0) stopLooking = timers.after(lookAgainMs, lookNow)
  }

  const lookNow = () => {
    void inTurn(async () => {
      if (shown === null || asked.missing.size === 0) return
      const next = await ask(shown)
      if (next.ok) {
        asked = next.value
        await sources.bring(asked.requests)
      }
      tell()
      keepLooking()
    })
  }

  const wayOf = async (program: ProgramSettings): Promise<Result<Way>> => {
    const alone = aloneIn(program)
    if (alone === null) return ok({ kind: 'bus' })
    const { picture, sound } = alone
    if (picture.kind === 'test-pattern') return ok({ kind: 'direct', video: picture, size: null, sound })
    const listed = await deps.list({ layers: program.layers, channels: [] })
    if (!listed.ok) return listed
    const found = listed.value.pictures.find(({ id }) => id === picture.id)
    if (found === undefined) return err(listed.value.failure ?? failure('screen-unavailable', { params: { sourceId: picture.id } }))
    // Only what opens a source knows what to do where Desktop Duplication refuses.
    if (found.input.kind === 'ddagrab') return ok({ kind: 'bus' })
    const { width, height } = found
    const size = width === undefined || height === undefined ? null : { width, height }
    return ok({ kind: 'direct', video: found.input as VideoInput, size, sound })
  }

  const ask = async (program: ProgramSettings): Promise<Result<AskedSources>> => {
    const listed = await deps.list(program)
    return listed.ok ? ok(askForSources(program, canvasOf(program), listed.value)) : listed
  }

  /** Null, or why this program is not shown. */
  const bring = async (program: ProgramSettings): Promise<Failure | null> => {
    const known = new Set([...sources.view().map(({ id }) => id), ...asked.missing.keys()])
    const next = await ask(program)
    if (!next.ok) return next.failure
    const { requests, missing } = next.value
    const isRefusedFor = (lacking: readonly string[]) => lacking.length > 0 && (shown !== null || showsNothing(program, lacking))
    const newlyMissing = [...missing.keys()].filter((source) => !known.has(source))
    if (isRefusedFor(newlyMissing)) return missing.get(newlyMissing[0] ?? '') ?? null
    const { failures } = await sources.bring(requests)
    const lacking = [...newlyMissing, ...failures.map(({ source }) => source)]
    if (failures[0] !== undefined && isRefusedFor(lacking)) {
      sources.drop(lacking)
      return failures[0].failure
    }
    asked = next.value
    return null
  }

  const capturedBy = (program: ProgramSettings, way: Way): CapturedScreens =>
    capturedScreens(program.layers, canvasOf(program), (source) =>
      way.kind === 'direct' ? way.video : (asked.requests.find((request) => request.source === source)?.picture?.input ?? null),
    )

  const take = async (program: ProgramSettings): Promise<Result<Captured>> => {
    const way = await wayOf(program)
    if (!way.ok) return way
    if (way.value.kind === 'direct' && way.value.sound !== null) {
      const { video, sound, size } = way.value
      shown = program
      watch.watch({ layers: program.layers, channels: [], canvas: canvasOf(program), sizeOf: () => size })
      asked = { requests: [], missing: new Map() }
      ownWindows.watch(capturedBy(program, way.value))
      tell()
      // So that the frames of its sound begin where those of its predecessor do.
      const nowMs = clock.monotonicMs()
      const sinceFrameMs = nowMs % soundFrameMs
      const beganMs = nowMs - sinceFrameMs
      // Only what X grabs was seen to be stamped by the time of day.
      const fromMs = video.kind === 'x11grab' ? clock.wallMs() - sinceFrameMs - busDelayMs : null
      const origin = fromMs === null ? null : { pictureAtMs: beganMs, soundAtMs: beganMs, composed: false, behindMs: () => 0 }
      return ok({ inputs: { kind: 'direct', video, sound, fromMs }, attach: null, origin })
    }
    // What the encoder opens by itself is not opened twice.
    const shared = way.value.kind === 'direct' ? { ...program, layers: [] } : program
    const bus = busFor(program)
    const refused = await bring(shared)
    if (refused !== null) return err(refused)
    shown = shared
    if (way.value.kind === 'bus') laidOut = program
    layOutNow()
    bus.playChannels(program.channels)
    const { value } = way
    const sizeOf = value.kind === 'direct' ? () => value.size : sources.sizeOf
    watch.watch({ layers: program.layers, channels: program.channels, canvas: canvasOf(program), sizeOf })
    ownWindows.watch(capturedBy(program, value))
    tell()
    keepLooking()
    if (way.value.kind === 'bus')
      return ok({
        inputs: { kind: 'bus' },
        origin: null,
        attach: (pipes, listener) => bus.attach({ ...pipes, ...listener, fps: program.fps, soundFromMs: null }),
      })
    const soundFromMs = clock.monotonicMs() - busDelayMs
    const inputs = { kind: 'direct-picture', video: way.value.video, soundFromMs: clock.wallMs() - busDelayMs } as const
    return ok({ inputs, origin: null, attach: (pipes, listener) => bus.attach({ ...pipes, ...listener, fps: program.fps, soundFromMs }) })
  }

  return {
    show: (program) => inTurn(() => take(program)),
    seePicture: (picture) => watch.seePicture(picture, clock.monotonicMs()),
    settle: () => {
      const isNeeded = (source: string) => asked.requests.some((request) => request.source === source)
      stopLingering()
      sources.keepOnly(({ source, picture }) => picture !== null || isNeeded(source))
      // In turn: what is just being opened for the next program is not yet among what is needed.
      stopLingering = timers.after(lingerMs, () => void inTurn(async () => sources.keepOnly(({ source }) => isNeeded(source))))
    },
    setOwnWindows: ownWindows.setOwn,
    lookAgain: lookNow,
    stop: () =>
      inTurn(async () => {
        stopLooking()
        stopLingering()
        shown = null
        laidOut = null
        watch.watch(null)
        ownWindows.watch(nothingCaptured)
        asked = { requests: [], missing: new Map() }
        await sources.closeAll()
        current?.bus[Symbol.dispose]()
        current = null
        tell()
      }),
  }
}
