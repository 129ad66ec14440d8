import type { Report, Telemetry } from '#shared/contract'
import type { CloudObservation } from '../cloud/port.ts'
import { endSettleMs } from './deadlines.ts'
import type { SessionFacts } from './facts.ts'
import { liveStartedAtMs } from './live-time.ts'
import { followedRoom, isOnAirElsewhere, isOnAirRoom, isOverRoom } from './service-facts.ts'
import { tally } from './tally.ts'

/**
 * A broadcast as it has been seen so far: sums and last values, nothing that grows. Times are monotonic milliseconds
 * where not said otherwise. Lives in memory only: after a restart of the program the counting starts anew.
 */
export type ReportProgress = {
  readonly roomId: string
  readonly title: string
  /** As the service spells it; with the room's id it tells one broadcast from another. */
  readonly liveStartedAt: string | undefined
  readonly liveStartedAtWallMs: number
  readonly endedAtWallMs: number | null
  readonly forced: boolean
  readonly interruptions: number
  /** Waits that are over. */
  readonly waitedMs: number
  readonly waitingSinceMs: number | null
  readonly reconnects: number
  readonly wasReconnecting: boolean
  /** What left for the ingest, over the time in which that was measured; null before the first measure. */
  readonly sent: { readonly kbit: number; readonly ms: number } | null
  readonly encodedFrames: number | null
  readonly droppedFrames: number | null
  readonly lastSample: Sample | null
}

type Sample = { readonly atMs: number; readonly encoderFrames: number | null; readonly droppedFrames: number | null }

/** What is known at one moment. */
export type ReportMoment = {
  readonly nowMs: number
  readonly nowWallMs: number
  readonly facts: SessionFacts
  readonly observation: CloudObservation
}

/** Samples come twice a second; over a longer pause nobody knows how fast media left. */
const longestStepMs = 2_000

/**
 * One step further. A report begins when the followed room is seen on air, ends when it is seen over, and stays until the
 * next broadcast begins. Viewers wait from the moment that the service says so; what the service does not tell changes nothing.
 */
export function followReport(before: ReportProgress | null, moment: ReportMoment): ReportProgress | null {
  const { facts, observation } = moment
  const room = followedRoom(observation, facts.service.roomId)
  if (room === null) return before
  const isSame = before !== null && before.roomId === room.id && (before.liveStartedAt ?? room.liveStartedAt) === room.liveStartedAt
  const open = isSame && before.endedAtWallMs === null ? before : null
  const wallMsOf = (date: string | undefined) => liveStartedAtMs(date, observation.clockOffsetMs)
  if (isOverRoom(room.videoRoomState)) return open === null ? before : close(open, wallMsOf(room.liveEndedAt) ?? moment.nowWallMs, moment)
  if (!isOnAirRoom(room.videoRoomState)) return before
  const begun: ReportProgress = {
    ...(open ?? { ...nothingYet, wasReconnecting: isReconnecting(facts) }),
    roomId: room.id,
    title: room.title ?? '',
    liveStartedAt: room.liveStartedAt,
    liveStartedAtWallMs: wallMsOf(room.liveStartedAt) ?? open?.liveStartedAtWallMs ?? moment.nowWallMs,
  }
  return countReconnects(countWaits(begun, moment), facts)
}

const nothingYet = {
  endedAtWallMs: null,
  forced: false,
  interruptions: 0,
  waitedMs: 0,
  waitingSinceMs: null,
  reconnects: 0,
  sent: null,
  encodedFrames: null,
  droppedFrames: null,
  lastSample: null,
} as const

function countWaits(progress: ReportProgress, { facts, nowMs }: ReportMoment): ReportProgress {
  const { waitingSinceMs } = progress
  const isWaiting = areViewersWaiting(facts)
  if (waitingSinceMs === null) return isWaiting ? { ...progress, interruptions: progress.interruptions + 1, waitingSinceMs: nowMs } : progress
  return isWaiting === false ? { ...progress, waitedMs: progress.waitedMs + nowMs - waitingSinceMs, waitingSinceMs: null } : progress
}

/** Null: not told. Whoever is asked to end the show is not waited for any more. */
function areViewersWaiting(facts: SessionFacts): boolean | null {
  if (facts.show === 'ending' || facts.show === 'ending-stuck' || facts.show === 'force-ending') return false
  if (isOnAirElsewhere(facts.service)) return null
  const { state } = tally(facts, null, null)
  return state === 'trouble' ? true : state === 'live' ? false : null
}

function countReconnects(progress: ReportProgress, facts: SessionFacts): ReportProgress {
  const now = isReconnecting(facts)
  if (now === progress.wasReconnecting) return progress
  return { ...progress, wasReconnecting: now, reconnects: progress.reconnects + (now ? 1 : 0) }
}

const isReconnecting = ({ link, attempt }: SessionFacts) => link === 'retrying' || (link === 'opening' && attempt > 0)

/** An end from elsewhere looks like a short wait that never ends: that one is no interruption. */
function close(progress: ReportProgress, endedAtWallMs: number, { nowMs, nowWallMs, facts }: ReportMoment): ReportProgress {
  const ended = { ...progress, endedAtWallMs, forced: facts.forced, waitingSinceMs: null, lastSample: null }
  if (progress.waitingSinceMs === null) return ended
  const endedMs = nowMs - Math.max(0, nowWallMs - endedAtWallMs)
  const lastWaitMs = Math.max(0, endedMs - progress.waitingSinceMs)
  if (lastWaitMs <= endSettleMs) return { ...ended, interruptions: progress.interruptions - 1 }
  return { ...ended, waitedMs: progress.waitedMs + lastWaitMs }
}

/** Adds what this program encoded and sent since the sample before; nothing where it is not the one that sends. */
export function countTelemetry(
  progress: ReportProgress | null,
  telemetry: Telemetry,
  link: SessionFacts['link'],
  nowMs: number,
): ReportProgress | null {
  if (progress === null || progress.endedAtWallMs !== null) return progress
  const { lastSample: before } = progress
  if (link !== 'open' && link !== 'opening' && link !== 'retrying') return before === null ? progress : { ...progress, lastSample: null }
  const { encoderFrames, droppedFrames, sentKbps } = telemetry
  const next = { ...progress, lastSample: { atMs: nowMs, encoderFrames, droppedFrames } }
  if (before === null) return next
  const stepMs = nowMs - before.atMs
  return {
    ...next,
    sent: sentKbps === null || stepMs <= 0 || stepMs > longestStepMs ? progress.sent : addSent(progress.sent, sentKbps, stepMs),
    // Fewer than before: the capture was started anew and counts from zero.
    encodedFrames: add(progress.encodedFrames, before.encoderFrames, encoderFrames, encoderFrames),
    // Of this sum only a part starts anew, so a fall tells nothing.
    droppedFrames: add(progress.droppedFrames, before.droppedFrames, droppedFrames, 0),
  }
}

const addSent = (sent: ReportProgress['sent'], kbps: number, ms: number) => ({
  kbit: (sent?.kbit ?? 0) + (kbps * ms) / 1000,
  ms: (sent?.ms ?? 0) + ms,
})

function add(sum: number | null, before: number | null, now: number | null, afterFall: number | null): number | null {
  if (before === null || now === null) return sum
  return (sum ?? 0) + (now < before ? (afterFall ?? 0) : now - before)
}

/** The report as a page sees it. `averageKbps` is over the time in which something could be sent and was measured. */
export function reportOf(progress: ReportProgress | null, nowMs: number): Report | null {
  if (progress === null) return null
  const { roomId, title, forced, interruptions, reconnects, sent, encodedFrames, droppedFrames } = progress
  return {
    roomId,
    title,
    liveStartedAtMs: progress.liveStartedAtWallMs,
    endedAtMs: progress.endedAtWallMs,
    interruptions,
    waitedMs: Math.round(progress.waitedMs + (progress.waitingSinceMs === null ? 0 : nowMs - progress.waitingSinceMs)),
    reconnects,
    averageKbps: sent === null ? null : Math.round((sent.kbit / sent.ms) * 1000),
    encodedFrames,
    droppedFrames,
    forced,
  }
}
