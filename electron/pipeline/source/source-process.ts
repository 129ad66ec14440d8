import { type Failure, failure } from '#shared/failure'
import { assertNever } from '#shared/result'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { type OwnedProcess, type ProcessExit, spawnOwned } from '../../processes/spawn-owned.ts'
import { busSampleRate } from '../bus/port.ts'
import { createGrabTimes, type GrabTimes } from './grab-times.ts'
import { burstsMs, createMediaClock } from './media-clock.ts'
import type { SourceRequest, SourceSink } from './port.ts'
import { createPcmReader } from './read-pcm.ts'
import { readRefusal } from './read-refusal.ts'
import { asksForTooMuch, natureOf, readSourceFault } from './read-source-fault.ts'
import { createY4mReader, type FrameStore } from './read-y4m.ts'
import type { SourceCommand } from './source-args.ts'

export type SourceEnd = {
  readonly failure: Failure
  /** It gave nothing at all, because it was asked for something that is not there. */
  readonly asksForTooMuch: boolean
}

/** One running process of a source. */
export type SourceProcess = {
  /** Pictures and pieces of sound so far. */
  readonly given: () => number
  /** It was fed nothing since it last gave something: its silence is not its fault. */
  readonly hungry: () => boolean
  /** The next piece for its stdin. What it does not take is not kept without end: then it is killed. */
  readonly feed: (chunk: Uint8Array) => void
  /** Resolves once, after the process is gone; never rejects. Nothing is delivered afterwards. */
  readonly ended: Promise<SourceEnd>
  /** Within 2 s. Nothing is delivered from now on. Safe to repeat. */
  readonly stop: () => Promise<void>
  /** Kills it, because nothing comes of it any more, or ever did; a process that stands still hears nothing else. */
  readonly giveUp: (why: string) => void
}

export type SourceProcessOptions = {
  readonly request: SourceRequest
  readonly command: SourceCommand
  readonly ffmpegPath: string
  /** The opened file of a command whose stdin is one; it may be closed as soon as this returns. */
  readonly file: number | null
  readonly sink: Pick<SourceSink, 'onFrame' | 'onSound'>
  readonly frames: FrameStore
  readonly env: NodeJS.ProcessEnv
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  readonly clock: Clock
}

const politeMs = 800
/** Three seconds of a page’s picture at its best; more than this nobody will read. */
const mostUnreadBytes = 8 * 1024 * 1024

export const startSource = (options: SourceProcessOptions): SourceProcess => {
  const { request, command, sink, clock, logger, frames } = options
  let given = 0
  let over = false
  let fed = 0
  let fedAtLastGift = 0
  let cause: string | null = null
  let gaveUp = false

  const child = spawnOwned({
    what: `source ${kindOf(request)}`,
    command: command.program === 'ffmpeg' ? options.ffmpegPath : command.program,
    args: command.args,
    stdio: [stdinOf(command, options.file), 'pipe', 'pipe', ...(command.soundFd === 3 || command.timing === 'grabbed' ? (['pipe'] as const) : [])],
    env: { XAUTHORITY: options.env.XAUTHORITY, PULSE_SERVER: options.env.PULSE_SERVER },
    keeper: options.keeper,
    logger,
    onStderrLine: (line) => logger.debug(`source: ${line}`),
  })
  const kill = (why: string) => {
    if (over) return
    cause ??= why
    void child.stop([])
  }

  const came = () => {
    given += 1
    fedAtLastGift = fed
  }
  const grabs = createGrabTimes(clock)
  const times = timesOf(command, grabs.ofPicture)
  const reader = createY4mReader({
    frames,
    onFrame: (frame, index) => {
      came()
      const { fps } = reader.header() ?? { fps: 1 }
      sink.onFrame(frame, times.ofPicture((index * 1000) / fps, clock.monotonicMs(), index))
    },
  })
  const readSound = createPcmReader((samples) => {
    came()
    sink.onSound(samples, times.ofSound(samples.length / 2, clock.monotonicMs()))
  })
  const listen = (fd: 1 | 3 | null, take: (chunk: Uint8Array) => void) => {
    const pipe = fd === null ? null : fd === 1 ? child.stdout : child.pipe(fd)
    pipe?.on('data', (chunk: Buffer) => {
      if (!over) take(chunk)
    })
  }
  listen(command.pictureFd, (chunk) => {
    const refused = reader.write(chunk)
    if (refused !== null) kill(refused.detail ?? '')
  })
  listen(command.soundFd, readSound)
  listen(command.timing === 'grabbed' ? 3 : null, grabs.read)

  const finish = () => {
    over = true
    reader.close()
  }
  const ended = child.exited.then((exit): SourceEnd => {
    finish()
    return {
      failure: failureOf(exit, child, command, { request, cause, given, gaveUp }),
      asksForTooMuch: given === 0 && asksForTooMuch(child.stderrTail()),
    }
  })

  return {
    given: () => given,
    hungry: () => command.stdin === 'page' && fed === fedAtLastGift,
    feed: (chunk) => {
      if (over || child.stdin === null || !child.stdin.writable) return
      fed += chunk.length
      child.stdin.write(chunk)
      if (child.stdin.writableLength > mostUnreadBytes) kill('it does not read what it is fed')
    },
    ended,
    stop: async () => {
      finish()
      child.stdin?.end()
      await child.stop([{ act: 'SIGTERM', withinMs: politeMs }])
    },
    giveUp: (why) => {
      gaveUp = true
      kill(why)
    },
  }
}

const kindOf = ({ picture, sound }: SourceRequest): string => picture?.input.kind ?? sound?.kind ?? 'of nothing'

const stdinOf = ({ stdin }: SourceCommand, file: number | null): 'ignore' | 'pipe' | number => {
  switch (stdin) {
    case 'nothing':
      return 'ignore'
    case 'page':
      return 'pipe'
    case 'file':
      if (file === null) throw new Error('a file that was not opened')
      return file
    default:
      return assertNever(stdin)
  }
}

/** When pictures and sounds came to be; `ofSound` is told how many pairs arrived, and answers for the first of them. */
type Times = {
  readonly ofPicture: (mediaMs: number, arrivedMs: number, index: number) => number
  readonly ofSound: (pairs: number, arrivedMs: number) => number
}

const pairsPerMs = busSampleRate / 1000

const timesOf = ({ timing, soundFd }: SourceCommand, ofGrabbed: GrabTimes['ofPicture']): Times => {
  switch (timing) {
    case 'arrival':
      return arrivalTimes()
    case 'media':
      return mediaTimes(soundFd !== null)
    case 'grabbed':
      return { ...arrivalTimes(), ofPicture: (_mediaMs, arrivedMs, index) => ofGrabbed(index, arrivedMs) }
    default:
      return assertNever(timing)
  }
}

/** A picture is of the moment in which it arrives. The last pair of a piece of sound is; where the pieces lie is counted, because they arrive in jerks. */
const arrivalTimes = (): Times => {
  const clock = createMediaClock()
  let pairsBefore = 0
  return {
    ofPicture: (_mediaMs, arrivedMs) => arrivedMs,
    ofSound: (pairs, arrivedMs) => {
      const firstMs = pairsBefore / pairsPerMs
      pairsBefore += pairs
      return clock.stamp(firstMs, arrivedMs - pairs / pairsPerMs)
    },
  }
}

/**
 * Picture and sound by count on one clock, so that they stay together whatever the pipes do. A picture without a sound may move to where its bursts are in
 * time; beside a sound it keeps its place, and the bus holds back everything until it is there.
 */
const mediaTimes = (sounds: boolean): Times => {
  const clock = sounds ? createMediaClock() : createMediaClock(burstsMs)
  let pairsBefore = 0
  let newestMs = Number.NEGATIVE_INFINITY
  return {
    ofPicture: (mediaMs, arrivedMs) => {
      // while the clock is learning it may step back by a little
      newestMs = Math.max(newestMs, clock.stamp(mediaMs, arrivedMs))
      return newestMs
    },
    ofSound: (pairs, arrivedMs) => {
      const firstMs = pairsBefore / pairsPerMs
      pairsBefore += pairs
      return clock.stamp(firstMs, arrivedMs)
    },
  }
}

type Life = { readonly request: SourceRequest; readonly cause: string | null; readonly given: number; readonly gaveUp: boolean }

const failureOf = (exit: ProcessExit, child: OwnedProcess, command: SourceCommand, { request, cause, given, gaveUp }: Life): Failure => {
  if (exit.kind === 'not-started') {
    return command.program === 'ffmpeg'
      ? failure('ffmpeg-not-executable', { detail: exit.errorCode })
      : failure('ffmpeg-lacks', { params: { feature: 'pulse' }, detail: `${command.program}: ${exit.errorCode}` })
  }
  const input = request.picture?.input
  const path = input?.kind === 'image' || input?.kind === 'file' ? input.path : undefined
  const refused = given === 0 ? readRefusal(child.stderrTail(), request, gaveUp) : null
  if (refused !== null) return refused
  const read = readSourceFault(child.stderrTail(), natureOf(request), path)
  // a file that was shown can be read; what was said about some of its pictures is not why it ended
  const isOld = read.code === 'file-unreadable' && (cause !== null || given > 0)
  if (read.detail !== undefined && !isOld) return read
  const detail = cause ?? (exit.signal === null ? `ended with code ${exit.code}` : `ended by ${exit.signal}`)
  // the bundled build breaks down, without a word, where there is no X server any more
  return failure(natureOf(request) === 'screen' && exit.signal === 'SIGSEGV' ? 'screen-unavailable' : 'source-failed', { detail })
}
