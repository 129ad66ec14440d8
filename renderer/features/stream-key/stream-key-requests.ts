import { createRequests } from '../../ui/requests.ts'
import { showTab } from '../layout/view-store.ts'

/** Asks for the explanation of a reissue, from wherever on the page. */
export const [askReissue, useReissueRequests] = createRequests<null>()

const [ask, useStreamKeyRequests] = createRequests<null>()

/** Leads to the stream key, from wherever on the page. */
export function requestStreamKey(): void {
  showTab('share')
  ask(null)
}

export { useStreamKeyRequests }
