import { isIP } from 'node:net'
import { type Failure, failure } from '#shared/failure'
import { assertNever, err, ok, type Result } from '#shared/result'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { type OwnedProcess, type StopStep, spawnOwned } from '../../processes/spawn-owned.ts'
import { createProgressReader, type FfmpegProgress } from '../ffmpeg/read-progress.ts'
import type { IngestTarget } from '../port.ts'
import type { Feed, FeedSink, FeedStats } from '../relay/feed.ts'
import type { Relay } from '../relay/relay.ts'
import { connectTcp } from './connect-tcp.ts'
import { type HandOver, handOver } from './hand-over-key.ts'
import { readIngestUrl } from './ingest-address.ts'
import { readSenderFault } from './read-fault.ts'
import { destinationOf, senderArguments } from './sender-arguments.ts'
import { createProgressWatch } from './watch-progress.ts'

export type SenderState =
  | { readonly state: 'connecting' }
  | { readonly state: 'publishing' }
  /** Connected, but nothing has left for 2 s. */
  | { readonly state: 'stalled' }
  /** This attempt is over by itself. */
  | { readonly state: 'lost'; readonly failure: Failure; readonly publishedForMs: number }
  /** This attempt is over because it was told so. */
  | { readonly state: 'stopped' }

export type SenderStats = {
  /** Bytes and media time that left, from ffmpeg's newest report; null before the first. */
  readonly totalBytes: number | null
  readonly outTimeMs: number | null
  /** What the program has and the ingest has not, by the second witness; null before the first report. */
  readonly lagMs: number | null
  /** Since ffmpeg last reported that more had left; null before the first report. */
  readonly silentMs: number | null
  readonly feed: FeedStats | null
}

/** One attempt to publish. */
export type Sender = {
  /** Ok once media demonstrably left; else the failure of `lost`, or `sender-failed` when it was stopped before. Always settles. */
  readonly started: Promise<Result<void>>
  readonly state: () => SenderState
  readonly onState: (listener: (state: SenderState) => void) => () => void
  readonly stats: () => SenderStats
  /** Ends the stream properly (the server hears an unpublish), within 2 s at the most. Safe to repeat. */
  readonly stop: () => Promise<void>
}

export type SenderOptions = {
  readonly ffmpegPath: string
  readonly target: IngestTarget
  readonly relay: Relay
  readonly clock: Clock
  readonly logger: Logger
  readonly keeper: ProcessKeeper
  /** `<data-dir>/run`: where the key is handed over. */
  readonly runDir: string
  /** What the program is meant to have now, video and sound; unknown where left out. */
  readonly programKbps?: () => number
  readonly connect?: typeof connectTcp
  readonly spawn?: typeof spawnOwned
}

const progressFd = 3
const presetFd = 4
const tickMs = 100
const resolveTimeoutMs = 5000
const probeTimeoutMs = 1500
/** End of input lets ffmpeg say goodbye; a blocked connection only hears signals. Two seconds with the final SIGKILL. */
const farewell: readonly StopStep[] = [
  { act: 'end-stdin', withinMs: 600 },
  { act: 'SIGTERM', withinMs: 400 },
]

/** Silence already on connecting: a firewall in between does that. */
const notTaken = (host: string, port: number): Failure =>
  failure('ingest-unreachable', { params: { host, port }, detail: 'nobody takes the connection' })

/** Starts one attempt to publish the program. Never throws; what goes wrong arrives as `lost`. */
export const createSender = (options: SenderOptions): Sender => {
  const { clock, target } = options
  const logger = options.logger.child('sender')
  const connect = options.connect ?? connectTcp
  const watch = createProgressWatch(clock.monotonicMs())
  const listeners = new Set<(state: SenderState) => void>()
  const cancelled = new AbortController()
  let state: SenderState = { state: 'connecting' }
  let process: OwnedProcess | null = null
  let feed: Feed | null = null
  let secret: HandOver | null = null
  let ticking: NodeJS.Timeout | null = null
  let newest: FfmpegProgress | null = null
  let verdict: Failure | null = null
  let settleStarted: (result: Result<void>) => void = () => {}
  const started = new Promise<Result<void>>((resolve) => {
    settleStarted = resolve
  })

  const isOver = () => state.state === 'lost' || state.state === 'stopped'

  const enter = (next: SenderState) => {
    if (isOver() || (next.state === state.state && next.state !== 'lost')) return
    state = next
    if (next.state === 'publishing') settleStarted(ok(undefined))
    if (next.state === 'lost') settleStarted(err(next.failure))
    if (next.state === 'stopped') settleStarted(err(failure('sender-failed', { detail: 'stopped before anything left' })))
    for (const listener of [...listeners]) listener(next)
  }

  const publishedForMs = () => {
    const since = watch.publishingSinceMs()
    return since === null ? null : clock.monotonicMs() - since
  }

  /** Everything that could still cost something; the process has ended or is about to. */
  const release = () => {
    if (ticking !== null) clearInterval(ticking)
    feed?.detach()
    secret?.forget()
    cancelled.abort()
  }

  const lose = (reason: Failure) => {
    release()
    if (!isOver()) logger.warn('sending ended', { code: reason.code, detail: reason.detail })
    enter({ state: 'lost', failure: reason, publishedForMs: publishedForMs() ?? 0 })
  }

  const giveUp = (reason: Failure) => {
    verdict = reason
    lose(reason)
    void process?.stop([])
  }

  const probe = async (host: string, port: number) => {
    watch.probed((await connect(host, port, probeTimeoutMs, cancelled.signal)).ok)
  }

  const tick = (host: string, port: number) => {
    if (feed === null || isOver()) return
    feed.nudge()
    const judged = watch.tick(clock.monotonicMs(), feed.stats())
    if (judged.do !== 'give-up') enter({ state: watch.phase() })
    switch (judged.do) {
      case 'nothing':
        return
      case 'probe':
        void probe(host, port)
        return
      case 'give-up':
        return giveUp(judged.failure)
      default:
        assertNever(judged)
    }
  }

  const takeProgress = (reports: readonly FfmpegProgress[]) => {
    for (const report of reports) {
      newest = report
      secret?.forget() // ffmpeg reports only after it has opened its output, so the preset was read
      watch.report(clock.monotonicMs(), report)
      if (report.totalBytes !== null) feed?.passedOn(report.totalBytes)
    }
    if (reports.length > 0) enter({ state: watch.phase() })
  }

  const run = async (): Promise<void> => {
    const ingest = readIngestUrl(target.ingestUrl)
    if (!ingest.ok) return lose(ingest.failure)
    const { host, port } = ingest.value
    const found = isIP(host) === 0 ? await connect(host, port, resolveTimeoutMs, cancelled.signal) : ok({ address: host })
    if (cancelled.signal.aborted) return
    if (!found.ok) return lose(found.failure.code === 'ingest-timeout' ? notTaken(host, port) : found.failure)
    const destination = destinationOf(target, ingest.value, found.value.address)
    if (!destination.ok) return lose(destination.failure)
    // for good: a line that mentions it may come long after this attempt
    for (const hidden of destination.value.secrets) options.logger.hide(hidden)
    secret = handOver(destination.value.preset, options.runDir, presetFd)
    process = (options.spawn ?? spawnOwned)({
      what: 'sender',
      command: options.ffmpegPath,
      args: senderArguments({ url: destination.value.url, presetPath: secret.path, progressFd }),
      stdio: ['pipe', 'ignore', 'pipe', 'pipe', ...(secret.descriptor === null ? [] : [secret.descriptor])],
      ...(secret.cwd === null ? {} : { cwd: secret.cwd }),
      keeper: options.keeper,
      logger,
      onStderrLine: (line) => logger.debug(line),
    })
    const reader = createProgressReader()
    process.pipe(progressFd)?.on('data', (chunk: Buffer) => takeProgress(reader.read(chunk)))
    const { stdin } = process
    if (stdin !== null) {
      const write: FeedSink['write'] = (bytes, taken) => {
        stdin.write(bytes, (error) => {
          if (!error) taken()
        })
      }
      feed = options.relay.attachFeed({ write }, options.programKbps === undefined ? {} : { programKbps: options.programKbps })
      ticking = setInterval(() => tick(host, port), tickMs)
    }
    const exit = await process.exited
    lose(verdict ?? readSenderFault({ exit, stderr: process.stderrTail(), publishedForMs: publishedForMs() }))
  }

  let stopping: Promise<void> | null = null
  const stopOnce = async () => {
    enter({ state: 'stopped' })
    feed?.detach()
    cancelled.abort()
    await process?.stop(farewell)
    release()
  }
  run().catch((error: unknown) => lose(failure('sender-failed', { detail: logger.redact(String(error)) })))

  return {
    started,
    state: () => state,
    onState: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stats: () => {
      const fed = feed?.stats() ?? null
      const outTimeMs = newest?.outTimeMs ?? null
      const lagMs = outTimeMs === null || fed?.newestMs == null ? null : Math.max(0, fed.newestMs - outTimeMs)
      const grewAtMs = watch.grewAtMs()
      const silentMs = grewAtMs === null ? null : clock.monotonicMs() - grewAtMs
      return { totalBytes: newest?.totalBytes ?? null, outTimeMs, lagMs, silentMs, feed: fed }
    },
    stop: () => {
      stopping ??= stopOnce()
      return stopping
    },
  }
}
