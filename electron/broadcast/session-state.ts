import type { SessionState } from '#shared/contract'
import { assertNever } from '#shared/result'
import type { LinkState, Reception, ShowState } from './facts.ts'

/** The one word for where the broadcast is: the room's, once it has begun; our connection's before. */
export function sessionState(show: ShowState, link: LinkState, reception: Reception | null): SessionState {
  if (show !== 'off' && show !== 'going-live') return show
  switch (link) {
    case 'off':
    case 'closing':
      return 'idle'
    case 'checking':
    case 'failed':
      return link
    case 'opening':
    case 'retrying':
      return 'connecting'
    case 'open':
      return reception === 'settled' ? 'ready' : 'connecting'
    default:
      return assertNever(link)
  }
}
