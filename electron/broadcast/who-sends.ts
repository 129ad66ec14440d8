import { heldConnectionMs, ownReleaseMs } from './deadlines.ts'
import type { LinkState, SessionFacts } from './facts.ts'
import { isReceiving, type ServiceFacts } from './service-facts.ts'

/** What is known of our own sending. */
export type OwnSending = {
  readonly link: LinkState
  /** Since our last byte; null when we never sent, or when the service has shown that it let go of us. */
  readonly endedAgoMs: number | null
  /** We had been sending, and the ingest does not let us in again. */
  readonly shutOut: boolean
}

/**
 * Whose media the service receives under this key. The service does not say it, so it is inferred: ours while our
 * connection stands, and for a moment after it ended, until the service has noticed. Shut out after the service had shown
 * that it let go of us, or for so long that no service would still hold our old connection, it is somebody else's: nobody
 * shall end a show by force because of a false alarm.
 */
export function whoSends(keyState: ServiceFacts['keyState'], { link, endedAgoMs, shutOut }: OwnSending): SessionFacts['whoSends'] {
  if (!isReceiving(keyState)) return 'nobody'
  if (link === 'open' || link === 'closing') return 'us'
  const isTrying = link === 'opening' || link === 'retrying'
  if (endedAgoMs !== null && endedAgoMs <= (isTrying ? heldConnectionMs : ownReleaseMs)) return 'us'
  return isTrying && !shutOut ? 'us' : 'someone-else'
}
