import { type Failure, failure } from '#shared/failure'
import type { FfmpegProgress } from '../ffmpeg/read-progress.ts'

/** What the relay knows of this sender's feed; see `FeedStats`. */
export type FeedWitness = { readonly firstFedAtMs: number | null; readonly newestMs: number | null; readonly soundBehindMs: number }

export type SenderPhase = 'connecting' | 'publishing' | 'stalled'

export type WatchVerdict =
  | { readonly do: 'nothing' }
  /** Open a plain TCP connection to the ingest and report through `probed`. */
  | { readonly do: 'probe' }
  /** The attempt is over: end the process at once. */
  | { readonly do: 'give-up'; readonly failure: Failure }

export type ProgressWatch = {
  readonly phase: () => SenderPhase
  /** Monotonic time at which media began to leave; null before. */
  readonly publishingSinceMs: () => number | null
  /** Monotonic time of the newest report that more had left; null before. */
  readonly grewAtMs: () => number | null
  readonly report: (nowMs: number, progress: FfmpegProgress) => void
  readonly tick: (nowMs: number, feed: FeedWitness) => WatchVerdict
  readonly probed: (reachable: boolean) => void
}

export const watchTimes = {
  /** Media was there and nothing left: a server that never answers the handshake. */
  connectMs: 8000,
  /** No media to send at all. */
  noMediaMs: 10_000,
  stalledMs: 2000,
  probeMs: 3000,
  probeAgainMs: 1000,
  /** With nobody answering the probe, a radio gap of five seconds is worth waiting for. */
  holdMs: 9000,
  /** Who was slow before falling silent gets more time even where the probe is answered: one large picture can take seconds. */
  slowHoldMs: 6000,
  soundBehindMs: 3000,
  /** What lies in pipes when a link collapses holds the sound back for about as long; it catches up by itself, and a reset costs more. */
  soundBehindForMs: 4000,
} as const

/** Whoever owed more than this for so long when something last left is slow; a start owes as much for a moment. */
const slowMs = 1500
const slowForMs = 1000
/** More media than this must be owed before silence is the connection's fault: reports come every 0.5 s. */
const owedMs = 700
/** A feed that rested this long and goes on gets the full time again. */
const restMs = 500

/**
 * Judges one sender by two witnesses: what its ffmpeg reports to have written, and what the relay has for it.
 * Silence counts only while media is owed; an encoder that is away is no trouble of the connection.
 */
export const createProgressWatch = (startedAtMs: number): ProgressWatch => {
  let outMs: number | null = null
  let bytes: number | null = null
  let grewAtMs: number | null = null
  let publishingSinceMs: number | null = null
  let feedMs: number | null = null
  let feedAdvancedAtMs = startedAtMs
  let feedResumedAtMs = startedAtMs
  let stalled = false
  let slowSinceMs: number | null = null
  let probeAtMs: number | null = null
  let probing = false
  let reachable = false
  let soundBehindSinceMs: number | null = null

  const followFeed = (nowMs: number, feed: FeedWitness) => {
    if (feed.newestMs === null || feed.newestMs === feedMs) return
    if (nowMs - feedAdvancedAtMs > restMs) feedResumedAtMs = nowMs
    feedMs = feed.newestMs
    feedAdvancedAtMs = nowMs
  }

  const connecting = (nowMs: number, feed: FeedWitness): WatchVerdict => {
    if (feed.firstFedAtMs === null) {
      return nowMs - startedAtMs < watchTimes.noMediaMs ? nothing : giveUp(failure('encoder-stalled', { detail: 'no media to send' }))
    }
    return nowMs - feed.firstFedAtMs < watchTimes.connectMs ? nothing : giveUp(failure('ingest-timeout', { detail: 'no answer to the handshake' }))
  }

  const tooSlow = (nowMs: number, feed: FeedWitness): boolean => {
    if (feed.soundBehindMs <= watchTimes.soundBehindMs) soundBehindSinceMs = null
    else soundBehindSinceMs ??= nowMs
    return soundBehindSinceMs !== null && nowMs - soundBehindSinceMs >= watchTimes.soundBehindForMs
  }

  const standingStill = (nowMs: number, silentMs: number): WatchVerdict => {
    const wasSlow = slowSinceMs !== null && (grewAtMs ?? 0) - slowSinceMs >= slowForMs
    if (reachable && silentMs >= (wasSlow ? watchTimes.slowHoldMs : watchTimes.probeMs))
      return giveUp(failure('ingest-black-hole', { detail: `nothing left for ${Math.round(silentMs)} ms` }))
    if (silentMs >= watchTimes.holdMs)
      return giveUp(failure('ingest-timeout', { detail: `nothing left for ${Math.round(silentMs)} ms, and nobody answers` }))
    if (silentMs < watchTimes.probeMs || probing || (probeAtMs !== null && nowMs - probeAtMs < watchTimes.probeAgainMs)) return nothing
    probing = true
    probeAtMs = nowMs
    return { do: 'probe' }
  }

  return {
    phase: () => (publishingSinceMs === null ? 'connecting' : stalled ? 'stalled' : 'publishing'),
    publishingSinceMs: () => publishingSinceMs,
    grewAtMs: () => grewAtMs,
    report: (nowMs, progress) => {
      const grew = (progress.outTimeMs ?? 0) > (outMs ?? 0) || (progress.totalBytes ?? 0) > (bytes ?? 0)
      // newer builds report once with the very first packet, which may still be refused: that is not yet publishing
      const proof = outMs === null ? (progress.outTimeMs ?? 0) > firstPacketMs : grew
      outMs = progress.outTimeMs ?? outMs
      bytes = progress.totalBytes ?? bytes
      if (progress.end || !grew) return
      grewAtMs = nowMs
      slowSinceMs = (feedMs ?? 0) - (outMs ?? 0) > slowMs ? (slowSinceMs ?? nowMs) : null
      stalled = false
      reachable = false
      probeAtMs = null
      if (proof) publishingSinceMs ??= nowMs
    },
    tick: (nowMs, feed) => {
      followFeed(nowMs, feed)
      if (publishingSinceMs === null || grewAtMs === null) return connecting(nowMs, feed)
      const silentMs = nowMs - Math.max(grewAtMs, feedResumedAtMs)
      const owed = (feed.newestMs ?? 0) - (outMs ?? 0) > owedMs
      stalled = owed && silentMs >= watchTimes.stalledMs
      if (stalled) return standingStill(nowMs, silentMs)
      if (tooSlow(nowMs, feed)) return giveUp(failure('ingest-timeout', { detail: 'the connection is too slow even for the sound' }))
      return nothing
    },
    probed: (answer) => {
      probing = false
      reachable = answer && stalled
    },
  }
}

const firstPacketMs = 100
const nothing: WatchVerdict = { do: 'nothing' }
const giveUp = (reason: Failure): WatchVerdict => ({ do: 'give-up', failure: reason })
