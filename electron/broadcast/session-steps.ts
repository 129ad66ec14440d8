import { type Failure, failure } from '#shared/failure'
import type { Result } from '#shared/result'
import type { CloudObservation } from '../cloud/port.ts'
import type { IngestTarget } from '../pipeline/port.ts'
import { endFailedMs, endTooEarlyMs } from './deadlines.ts'
import { judgeRefetch, nextRecovery } from './recovery-policy.ts'
import { isReceiving, readService } from './service-facts.ts'
import type { SessionContext } from './session-context.ts'

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

export const observed = ({ roomId, unreleasedSinceMs }: SessionContext, observation: CloudObservation): Step => {
  // An answer without our media: the service has let go of the connection that we ended.
  const isLater = unreleasedSinceMs !== null && (observation.answeredAtMonotonicMs ?? 0) > unreleasedSinceMs
  const isReleased = isLater && !isReceiving(readService(observation, roomId, 0).keyState)
  return isReleased ? { observation, unreleasedSinceMs: null } : { observation }
}

/** The connection was lost or refused: when to try again, or that it is given up. */
export function decideRecovery(context: SessionContext, nowMs: number): Step {
  const { publishingSinceMs, publishedUntilMs, attempt, keyRefetched } = context
  const loss = context.senderLost ?? failure('sender-failed')
  const recovery = nextRecovery(loss, {
    attempt,
    keyRefetched,
    publishedForMs: publishingSinceMs !== null && publishedUntilMs !== null ? publishedUntilMs - publishingSinceMs : 0,
    sincePublishedMs: since(publishedUntilMs, nowMs),
  })
  const next = { publishingSinceMs: null, senderStalled: false, loss }
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
    { publishedThisRun: context.publishedThisRun, sincePublishedMs: since(context.publishedUntilMs, nowMs) },
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
