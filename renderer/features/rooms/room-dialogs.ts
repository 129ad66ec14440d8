import { createRequests } from '../../ui/requests.ts'
import { showTab } from '../layout/view-store.ts'

/** What the window of the video rooms begins with: all of them, or the one that a link is about, or the form for a new one with what was typed so far. */
export type RoomDialog = { readonly view: 'list'; readonly linkedRoomId?: string } | { readonly view: 'new'; readonly title: string }

const [ask, useRoomDialogRequests] = createRequests<RoomDialog>()

/** Opens the window of the video rooms, from wherever on the page. */
export function openRoomDialog(dialog: RoomDialog): void {
  showTab('setup')
  ask(dialog)
}

export { useRoomDialogRequests }
