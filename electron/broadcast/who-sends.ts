import { ownReleaseMs } from './deadlines.ts'
import type { LinkState, SessionFacts } from './facts.ts'
import { isReceiving, type ServiceFacts } from './service-facts.ts'

/**
 * Whose media the service receives under this key. The service does not say it, so it is inferred: ours while our
 * connection stands, and for a moment after it ended, until the service has noticed.
 * `ownEndedAgoMs`: since our last byte; null when we never sent, or when the service has shown that it let go of us.
 */
export function whoSends(keyState: ServiceFacts['keyState'], link: LinkState, ownEndedAgoMs: number | null): SessionFacts['whoSends'] {
  if (!isReceiving(keyState)) return 'nobody'
  if (link === 'open' || link === 'closing') return 'us'
  if (ownEndedAgoMs !== null && ownEndedAgoMs <= ownReleaseMs) return 'us'
  return link === 'opening' || link === 'retrying' ? 'us' : 'someone-else'
}
