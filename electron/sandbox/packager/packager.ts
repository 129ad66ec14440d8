import { setPriority } from 'node:os'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { spawnOwned } from '../../processes/spawn-owned.ts'
import { flvFileHeader, isHeader, type MediaTag, type StreamMetadata, withTimestamp } from '../ingest/media-tag.ts'
import type { StoredProfile } from '../state/entities.ts'
import { createLiveStream, type LiveStream } from './live-stream.ts'
import { packagerPlan } from './packager-args.ts'

export type PackagerOptions = {
  readonly ffmpegPath: string
  readonly profile: StoredProfile
  readonly metadata: StreamMetadata
  readonly hasAudio: boolean
  /** Of the stream's own clock; media before it is left out. */
  readonly firstTimestampMs: number
  /** Wall-clock time of that instant. */
  readonly epochMs: number
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  /** Called once, when every track can be played. */
  readonly onPlayable: () => void
  /** Called once, when it died by itself. */
  readonly onDied: (reason: string) => void
}

export type Packager = {
  readonly stream: LiveStream
  readonly write: (tag: MediaTag) => void
  /** Lets it finish what it holds; bounded. */
  readonly finish: () => Promise<void>
}

/** Behind the encoder of the broadcast, which must not wait for us. */
const niceness = 5
/** More than this waiting for ffmpeg means that it stands still. */
const mostWaitingBytes = 32_000_000
const finishWithinMs = 3000

/** Turns one ingest into CMAF: ffmpeg makes the fragments, the live stream keeps them. */
export function startPackager(options: PackagerOptions): Packager {
  const { logger, firstTimestampMs } = options
  const plan = packagerPlan(options.profile, options.metadata, options.hasAudio)
  let playable = false
  let finishing = false
  const stream = createLiveStream({
    plans: plan.tracks,
    epochMs: options.epochMs,
    frameRate: plan.frameRate,
    onSegment: () => {
      if (playable || !stream.playable()) return
      playable = true
      options.onPlayable()
    },
  })
  const child = spawnOwned({
    what: 'packager',
    command: options.ffmpegPath,
    args: plan.args,
    stdio: ['pipe', 'ignore', 'pipe', ...plan.tracks.map(() => 'pipe' as const)],
    keeper: options.keeper,
    logger,
    onStderrLine: (line) => logger.debug('packager says', { line }),
  })
  if (child.pid !== null) lowerPriority(child.pid)
  plan.tracks.forEach(({ name }, index) => {
    child.pipe(index + 3)?.on('data', (chunk: Buffer) => stream.write(name, chunk))
  })
  const over = child.exited.then((exit) => {
    stream.end()
    if (finishing) return
    const reason = exit.kind === 'not-started' ? exit.errorCode : child.stderrTail().split('\n').slice(-3).join(' ')
    logger.warn('the packager died', { reason })
    options.onDied(reason)
  })

  child.stdin?.write(flvFileHeader({ audio: options.hasAudio }))
  return {
    stream,
    write: (tag) => {
      if (finishing || child.stdin === null) return
      if (tag.timestampMs < firstTimestampMs && !isHeader(tag)) return
      if (child.stdin.writableLength > mostWaitingBytes) {
        void child.stop([])
        return
      }
      child.stdin.write(withTimestamp(tag.bytes, tag.timestampMs - firstTimestampMs))
    },
    finish: async () => {
      finishing = true
      await child.stop([{ act: 'end-stdin', withinMs: finishWithinMs }])
      await over
    },
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, niceness)
  } catch {
    // it ended already, or the system does not let us; nothing depends on it
  }
}
