import type { SessionView, VerdictCode } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import { assertNever } from '#shared/result'
import type { Reception, SessionFacts } from './facts.ts'
import { tally } from './tally.ts'

type Verdict = SessionView['verdict']

const good = (code: VerdictCode): Verdict => ({ level: 'good', code })
const warn = (code: VerdictCode): Verdict => ({ level: 'warn', code })
const bad = (code: VerdictCode): Verdict => ({ level: 'bad', code })

/** The same sentence, with the code of what it goes back to for whom the sentence is not enough. */
function withCause(said: Verdict, cause: FailureCode | null, params: NonNullable<Verdict['params']> = {}): Verdict {
  const all = cause === null ? params : { ...params, cause }
  return Object.keys(all).length === 0 ? said : { ...said, params: all }
}

/** One sentence on how it goes: the worst thing that is true, in the order in which a person would want to hear it. */
export function verdict(facts: SessionFacts): Verdict {
  const { show, link, service } = facts
  const light = tally(facts, null, null).state
  if (facts.connection === 'none') return good('idle')
  if (facts.connection === 'connecting') return good('connecting')
  if (facts.connection === 'failed') return warn('not-connected')
  if (show === 'ending-stuck') return bad('ending-stuck')
  if (show === 'ending') return good('ending')
  if (show === 'force-ending') return warn('force-ending')
  if (show === 'archiving') return service.fresh ? whileArchiving(facts) : unanswered(service, 'state-unknown')
  if (show === 'done') return facts.forced && !hasArchiveBegun(service) ? warn('done-without-recording') : good('done')
  if (show === 'failed') return bad('archive-failed')
  if (link === 'off' || link === 'failed') return whileNotSending(facts)
  if (link === 'checking') return good('starting')
  if (link === 'closing') return show === 'live' || show === 'interrupted' ? warn('interrupted') : good('idle')
  if (facts.encoder === 'failed') return bad('failed')
  if (isKeyTaken(facts)) return bad('key-in-use-elsewhere')
  if (link === 'retrying' || (link === 'opening' && facts.attempt > 0))
    return withCause(bad(whileConnectingAgain(facts)), facts.loss, { attempt: facts.attempt })
  if (link === 'opening') return good('starting')
  if (facts.encoder === 'restarting') return withCause(warn('encoder-restarting'), facts.encoderFailure)
  if (!service.fresh) return unanswered(service, 'service-silent')
  if (facts.stalled) return bad('nothing-leaves')
  const reception = whileUnsettled(facts.reception)
  // Key and room are asked one after the other: the key may tell of our stream while viewers still wait for it, or wait already.
  if (light === 'trouble') return reception === null || reception.level === 'good' ? warn('waiting-for-service') : reception
  if (reception) return reception
  const isLive = light === 'live' || (light === 'unknown' && show === 'live')
  const seen = isLive ? whatViewersMiss(facts) : null
  if (seen) return warn(seen)
  if (facts.health !== 'good') return warn(facts.health)
  if (facts.sentMode !== null && service.mode !== null && service.mode !== facts.sentMode)
    return { ...warn('mode-differs'), params: { asked: facts.sentMode, reported: service.mode } }
  if (!service.addressed) return good('no-address-yet')
  return good(isLive ? 'live-good' : 'preview-good')
}

/** Where all arrives well and there is still nothing to see, or to hear. */
function whatViewersMiss({ warnings }: SessionFacts): VerdictCode | null {
  if (warnings.includes('black')) return 'picture-black'
  return warnings.includes('silent') ? 'sound-silent' : null
}

/** The service, where it said why; else that the connection broke, or never stood. */
function whileConnectingAgain(facts: SessionFacts): VerdictCode {
  if (isConversionFailing(facts)) return 'conversion-failed'
  if (isStillHeld(facts)) return 'still-held'
  return facts.published ? 'reconnecting' : 'not-reached'
}

/** The service broke our connection off because it cannot convert what we send. What it says may be of an earlier stream: only who was let in counts. */
export const isConversionFailing = ({ link, loss, published, service }: Pick<SessionFacts, 'link' | 'loss' | 'published' | 'service'>): boolean =>
  (link === 'retrying' || link === 'opening') && published && service.conversionFailed && loss !== null && brokenOff.has(loss)

/** How a connection ends that the other side closes; soon after its beginning that reads as a refusal. */
const brokenOff: ReadonlySet<FailureCode> = new Set(['ingest-reset', 'ingest-rejected', 'sender-failed'])

/** We had been sending and are not let in again, most likely because the service still counts our old connection. */
export const isStillHeld = ({ link, shutOut, whoSends }: Pick<SessionFacts, 'link' | 'shutOut' | 'whoSends'>): boolean =>
  (link === 'retrying' || link === 'opening') && shutOut && whoSends === 'us'

/** The newest complete answer is too old, and what came instead says why. `silent`: what to say where nothing came. */
function unanswered({ failure }: SessionFacts['service'], silent: VerdictCode): Verdict {
  if (failure === null || failure === 'cloud-unreachable' || failure === 'cloud-timeout') return warn(silent)
  if (failure === 'credentials-rejected') return bad('service-refuses')
  return warn(failure === 'cloud-rate-limited' ? 'service-busy' : 'service-failing')
}

/** We had been sending, and somebody else has taken our place. */
export const isKeyTaken = ({ link, whoSends }: Pick<SessionFacts, 'link' | 'whoSends'>): boolean =>
  (link === 'retrying' || link === 'opening') && whoSends === 'someone-else'

/** What is made of a broadcast that was ended by force, documents tell differently: nothing is promised before it is seen. */
const whileArchiving = ({ forced, service }: SessionFacts): Verdict =>
  forced && !hasArchiveBegun(service) ? warn('ended-by-force') : good('archiving')

const hasArchiveBegun = ({ vodState }: SessionFacts['service']) => vodState !== null && vodState !== 'NOT_ARCHIVED'

function whileNotSending({ link, show, service, resuming, whoSends, published }: SessionFacts): Verdict {
  if (link === 'failed') return bad(published ? 'failed' : 'start-failed')
  if (!service.fresh) return unanswered(service, 'state-unknown')
  if (resuming) return warn('resuming')
  if (whoSends === 'someone-else') return warn('someone-else-sending')
  if (show === 'live' || show === 'interrupted') return warn('interrupted')
  return good('idle')
}

function whileUnsettled(reception: Reception | null): Verdict | null {
  switch (reception) {
    case 'waiting':
    case 'converting':
      return good('waiting-for-service')
    case 'slow-to-see':
      return warn('service-slow-to-see')
    case 'not-seen':
      return bad('service-slow-to-see')
    case 'slow-to-convert':
      return warn('service-slow-to-convert')
    case 'not-converting':
      return bad('service-slow-to-convert')
    case 'settled':
    case null:
      return null
    default:
      return assertNever(reception)
  }
}
