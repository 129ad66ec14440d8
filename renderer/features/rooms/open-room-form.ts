import { createRequests } from '../../ui/requests.ts'
import { showTab } from '../layout/view-store.ts'

const [ask, useRoomFormRequests] = createRequests<null>()

/** Shows the form for a new video room, from wherever on the page. */
export function requestRoomForm(): void {
  showTab('setup')
  ask(null)
}

export { useRoomFormRequests }
