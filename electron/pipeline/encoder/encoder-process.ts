import type { Readable, Writable } from 'node:stream'
import { type Failure, type FailureCode, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { type OwnedProcess, type ProcessExit, spawnOwned } from '../../processes/spawn-owned.ts'
import type { EncoderOrigin } from '../encoder-origin.ts'
import { endsThePicture, readFault } from '../ffmpeg/read-fault.ts'
import { createProgressReader } from '../ffmpeg/read-progress.ts'
import type { EncoderInput } from '../relay/relay.ts'
import { encoderPipes } from './encoder-argv.ts'
import { createIdleWatch } from './idle-watch.ts'

export type EncoderEnd = {
  /** Why it ended; null when it was asked to. */
  readonly failure: Failure | null
  /** Life since its first frame; 0 if there was none. */
  readonly ranForMs: number
}

/** One running ffmpeg that captures and encodes. */
export type EncoderProcess = {
  readonly pid: number | null
  /**
   * Ok once the program is made of its pictures: with the first one, or, beside an encoder that still gives, as soon as the relay can cut from the one to the
   * other. Failures: what `readFault` read, `encoder-stalled` after 5 s without a picture, `encoder-failed`.
   */
  readonly onAir: Promise<Result<void>>
  /** Resolves once, after the process is gone; never rejects. */
  readonly ended: Promise<EncoderEnd>
  /** Frames that ffmpeg itself dropped so far. */
  readonly droppedFrames: () => number
  /** Ends it within 3 s: `q`, SIGTERM, SIGKILL. Safe to repeat. */
  readonly stop: () => Promise<void>
}

/** How an encoder hears of the bus. */
export type BusListener = {
  /** With the first picture or sound that it is given. */
  readonly onBegin: (origin: EncoderOrigin) => void
  /** This encoder is of no use any more. */
  readonly onUseless: (why: string) => void
}

/** Joins an encoder to the bus, which writes to its pipes until it is detached. */
export type AttachToBus = (pipes: { readonly video: Writable | null; readonly sound: Writable }, listener: BusListener) => () => void

export type EncoderProcessOptions = {
  readonly ffmpegPath: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Fills the sentence of a fault, for example the display's name. */
  readonly faultParams: Readonly<Record<string, string | number>>
  readonly input: EncoderInput
  /** Its picture comes only with a permission that macOS gives: without one, nothing comes and nothing is said. */
  readonly asksPermission: boolean
  /** Null where nothing comes from the bus. */
  readonly attach: AttachToBus | null
  /** The bus brings the picture too. */
  readonly takesPicture: boolean
  readonly onPreview: (chunk: Uint8Array) => void
  readonly onSound: (chunk: Uint8Array) => void
  /** Small grey pictures, where the encoder opens its picture itself. */
  readonly onGrey: (chunk: Uint8Array) => void
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  readonly clock: Clock
}

const firstFrameDeadlineMs = 5000
const stallMs = 2000
const stepMs = 1000

export const startEncoder = (options: EncoderProcessOptions): EncoderProcess => {
  const { input, clock, logger } = options
  let asked = false
  let cause: Failure | null = null
  let firstFrameAtMs: number | null = null
  let droppedFrames = 0
  let settleOnAir: (result: Result<void>) => void = () => {}
  const onAir = new Promise<Result<void>>((resolve) => {
    settleOnAir = resolve
  })
  void input.tookOver.then(() => settleOnAir(ok(undefined)))

  const child = spawnOwned({
    what: 'encoder',
    command: options.ffmpegPath,
    args: options.args,
    stdio: [
      ...(['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'] as const),
      options.takesPicture ? 'pipe' : 'ignore',
      options.attach === null ? 'ignore' : 'pipe',
      options.takesPicture ? 'ignore' : 'pipe',
    ],
    env: { XAUTHORITY: options.env.XAUTHORITY },
    keeper: options.keeper,
    logger,
    onStderrLine: (line) => {
      logger.debug(`encoder: ${line}`)
      const fault = endsThePicture(line) ? readFault(line, options.faultParams) : null
      if (fault !== null) giveUp(fault)
    },
  })

  const end = () =>
    child.stop([
      { act: () => void child.stdin?.write('q'), withinMs: stepMs },
      { act: 'SIGTERM', withinMs: stepMs },
    ])
  const giveUp = (why: Failure) => {
    cause ??= why
    void end()
  }

  const sound = child.pipe(encoderPipes.sound)
  const detach =
    options.attach === null || sound === null
      ? () => {}
      : options.attach(
          { video: child.pipe(encoderPipes.picture), sound },
          { onBegin: input.beginAt, onUseless: (why) => giveUp(failure('encoder-stalled', { detail: why })) },
        )

  child.stdout?.on('data', (chunk: Buffer) => {
    const refused = input.write(chunk)
    if (refused !== null) giveUp(refused)
    if (firstFrameAtMs === null && input.stats().frames > 0) firstFrameAtMs = clock.monotonicMs()
  })
  child.pipe(encoderPipes.preview)?.on('data', options.onPreview)
  child.pipe(encoderPipes.meter)?.on('data', options.onSound)
  child.pipe(encoderPipes.grey)?.on('data', options.onGrey)
  readDroppedFrames(child.pipe(encoderPipes.progress), (frames) => {
    droppedFrames = frames
  })

  const stopWatching = createIdleWatch({
    count: () => input.stats().frames,
    deadlineMs: () => (firstFrameAtMs === null ? firstFrameDeadlineMs : stallMs),
    onIdle: (idleMs) => {
      const isRefused = options.asksPermission && firstFrameAtMs === null
      giveUp(stallOf(idleMs, child.stderrTail(), options.faultParams, isRefused ? 'macos-screen-denied' : 'encoder-stalled'))
    },
    clock,
  })

  const ended = child.exited.then((exit): EncoderEnd => {
    stopWatching()
    detach()
    input.close()
    const why = asked && cause === null ? null : (cause ?? faultOf(exit, child, options.faultParams))
    settleOnAir(err(why ?? failure('encoder-failed', { detail: 'stopped before its first frame' })))
    return { failure: why, ranForMs: firstFrameAtMs === null ? 0 : clock.monotonicMs() - firstFrameAtMs }
  })

  return {
    pid: child.pid,
    onAir,
    ended,
    droppedFrames: () => droppedFrames,
    stop: async () => {
      asked = true
      await end()
      await ended
    },
  }
}

const readDroppedFrames = (pipe: Readable | null, report: (frames: number) => void): void => {
  const reader = createProgressReader()
  pipe?.on('data', (chunk: Buffer) => {
    for (const { dropFrames } of reader.read(chunk)) if (dropFrames !== null) report(dropFrames)
  })
}

/** A screen that is gone explains a standstill; other words of ffmpeg may be old warnings. */
const stallOf = (idleMs: number, stderrTail: string, params: EncoderProcessOptions['faultParams'], code: FailureCode): Failure => {
  const read = readFault(stderrTail, params)
  if (read !== null && read.code !== 'encoder-failed') return read
  return failure(code, { detail: `no frame for ${Math.round(idleMs)} ms` })
}

const faultOf = (exit: ProcessExit, child: OwnedProcess, params: EncoderProcessOptions['faultParams']): Failure => {
  if (exit.kind === 'not-started') return failure('ffmpeg-not-executable', { detail: exit.errorCode })
  const fault = readFault(child.stderrTail(), params)
  return fault ?? failure('encoder-failed', { detail: exit.signal === null ? `ended with code ${exit.code}` : `ended by ${exit.signal}` })
}
