import { useEffect } from 'react'
import type { ShowWish } from '#shared/show'
import { useBridge } from '../../page-context.tsx'
import { showTab } from '../layout/view-store.ts'
import { openRoomDialog } from '../rooms/room-dialogs.ts'
import { requestSettings } from '../settings/open-settings.ts'

/** Shows what is asked for from outside of the page: by a link into Tally, or by the system's menus. */
export function useShowRequests(): void {
  const bridge = useBridge()
  useEffect(
    () =>
      bridge.watch('page.show', ({ number, wish }) => {
        show(wish)
        void bridge.call('page.shown', { number })
      }),
    [bridge],
  )
}

function show(wish: ShowWish): void {
  switch (wish.kind) {
    case 'settings':
      requestSettings(null)
      break
    case 'tab':
      showTab(wish.tab)
      break
    case 'room':
      openRoomDialog({ view: 'list', linkedRoomId: wish.roomId })
      break
    case 'end-live':
      document.querySelector<HTMLElement>('[data-testid="end-live"]')?.focus()
      break
  }
}
