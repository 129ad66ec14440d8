import { type Failure, failure } from '#shared/failure'
import type { Result } from '#shared/result'
import type { CloudObservation } from '../cloud/port.ts'
import type { IngestTarget } from '../pipeline/port.ts'
import { endFailedMs, endTooEarlyMs, wakeNoticedMs } from './deadlines.ts'
import { judgeRefetch, nextRecovery } from './recovery-policy.ts'
import { isReceiving, readService } from './service-facts.ts'
import type { SessionContext } from './session-context.ts'
import { whoSends } from './who-sends.ts'

/** What one step of the session writes into its memory. Pure: the statechart says when, these say what. */
type Step = Partial<SessionContext>

const since = (atMs: number | null, nowMs: number) => (atMs === null ? null : nowMs - atMs)

/** After these nobody knows whether the service did what was asked: it is watched instead of asked again. */
const doubtful: ReadonlySet<string> = new Set([
  'request-locked',
  'cloud-timeout',
  'cloud-unreachable',
  'cloud-server-error',
  'cloud-malformed-answer',
] satisfies Failure['code'][])
export const isInDoubt = ({ code }: Failure): boolean => doubtful.has(code)

export function observed(context: SessionContext, arrived: CloudObservation): Step {
  const { roomId, unreleasedSinceMs } = context
  const answeredAtMs = arrived.answeredAtMonotonicMs
  const observation = trusted(arrived, context.distrustedBeforeMs)
  if (isReceiving(readService(observation, roomId, 0).keyState)) {
    const next = { ...context, observation }
    return answeredAtMs !== null && isTaken(next, answeredAtMs) ? { observation, takenUntilMs: answeredAtMs } : { observation }
  }
  // An answer without our media: the service has let go of the connection that we ended, and nobody else holds it.
  const isLater = unreleasedSinceMs !== null && (answeredAtMs ?? 0) > unreleasedSinceMs
  return { observation, refused: false, ...(isLater ? { unreleasedSinceMs: null } : {}) }
}

/** As old as can be, where it is from before the computer slept: its clock may have slept too. */
const trusted = (observation: CloudObservation, distrustedBeforeMs: number | null): CloudObservation => {
  const { answeredAtMonotonicMs: atMs } = observation
  const isTrusted = atMs === null || distrustedBeforeMs === null || atMs > distrustedBeforeMs
  return isTrusted ? observation : { ...observation, answeredAtMonotonicMs: Number.NEGATIVE_INFINITY }
}

/** The computer slept, and that was noticed within `wakeNoticedMs`: an answer younger than that, by the wall clock, came after it. */
export function woken({ observation }: SessionContext, now: { readonly monotonicMs: number; readonly wallMs: number }): Step {
  const { answeredAtMonotonicMs: atMs, answeredAtWallMs } = observation
  const isFromNow = atMs !== null && answeredAtWallMs !== null && now.wallMs - answeredAtWallMs <= wakeNoticedMs
  const distrustedBeforeMs = isFromNow ? atMs - 1 : now.monotonicMs
  return { distrustedBeforeMs, observation: trusted(observation, distrustedBeforeMs) }
}

/** We had been sending, and are not let in again. */
export const isShutOut = ({ refused, publishedThisRun }: SessionContext): boolean => refused && publishedThisRun

/** Somebody else sends with the key that we had been sending with. */
export function isTaken(context: SessionContext, nowMs: number): boolean {
  const service = readService(context.observation, context.roomId, nowMs)
  const own = { link: 'retrying', endedAgoMs: since(context.unreleasedSinceMs, nowMs), shutOut: isShutOut(context) } as const
  return service.fresh && isShutOut(context) && whoSends(service.keyState, own) === 'someone-else'
}

/** Since the service was last known to hold a connection with our key, our own or that of somebody who had taken it. */
function sinceHeld(context: SessionContext, nowMs: number): number | null {
  if (isTaken(context, nowMs)) return 0
  const { publishedUntilMs, takenUntilMs } = context
  return publishedUntilMs === null ? null : nowMs - Math.max(publishedUntilMs, takenUntilMs ?? 0)
}

/** Nobody answered at the ingest when it was tried last. */
export const isUnreachable = ({ loss }: SessionContext): boolean =>
  loss?.code === 'ingest-unreachable' || loss?.code === 'ingest-host-unknown' || loss?.code === 'ingest-timeout'

/** The connection was lost or refused: when to try again, or that it is given up. */
export function decideRecovery(context: SessionContext, nowMs: number): Step {
  const { publishingSinceMs, publishedUntilMs, attempt, keyRefetched } = context
  const loss = context.senderLost ?? failure('sender-failed')
  const refused = loss.code === 'ingest-rejected'
  const recovery = nextRecovery(loss, {
    attempt,
    keyRefetched,
    publishedForMs: publishingSinceMs !== null && publishedUntilMs !== null ? publishedUntilMs - publishingSinceMs : 0,
    sincePublishedMs: sinceHeld({ ...context, refused }, nowMs),
  })
  const next = { publishingSinceMs: null, senderStalled: false, loss, refused }
  return recovery.kind === 'retry'
    ? { ...next, recovery, attempt: recovery.attempt }
    : { ...next, recovery: null, gaveUp: true, failure: recovery.failure }
}

/** The stream key was fetched once more because the ingest refused it. */
export function refetched(context: SessionContext, answer: Result<IngestTarget>, nowMs: number): Step {
  const fetched = answer.ok ? answer.value : null
  const judged = judgeRefetch(
    { used: context.target?.streamKey ?? '', fetched: fetched?.streamKey ?? null },
    context.loss ?? failure('ingest-rejected'),
    { publishedThisRun: context.publishedThisRun, sincePublishedMs: sinceHeld(context, nowMs) },
  )
  if (judged !== 'send') return { keyRefetched: true, gaveUp: true, failure: judged }
  return { keyRefetched: true, target: fetched ?? context.target }
}

/** The end was refused: too early is tried again soon and no matter for the person, anything else is said. */
export function endRefused(context: SessionContext, reason: Failure): Step {
  if (reason.code === 'stream-key-not-inactive-live' || reason.code === 'room-not-live-inactive') return { retryEndAfterMs: endTooEarlyMs }
  return { retryEndAfterMs: endFailedMs, failure: reason.code === 'request-locked' ? context.failure : reason }
}

/** The service came further than where it had been called slow. */
export const overcome = ({ failure: shown }: SessionContext): Step =>
  shown?.code === 'service-does-not-see-stream' || shown?.code === 'service-does-not-convert' ? { failure: null } : {}
