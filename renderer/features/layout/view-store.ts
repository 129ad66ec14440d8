import { useSyncExternalStore } from 'react'
import type { SideTab } from '#shared/show'

/** How program and return feed share the room. `auto` follows the phase of the broadcast. */
export const arrangements = ['auto', 'side-by-side', 'stacked', 'program', 'return-feed'] as const
export type Arrangement = (typeof arrangements)[number]

/** `tab` null: the tab that fits the phase. */
type View = { readonly tab: SideTab | null; readonly monitors: Arrangement }

let view: View = { tab: null, monitors: 'auto' }
const listeners = new Set<() => void>()

function change(part: Partial<View>): void {
  view = { ...view, ...part }
  for (const listener of [...listeners]) listener()
}

/** What the person chose to look at; it lasts as long as the page. */
export const showTab = (tab: SideTab | null): void => change({ tab })
export const setMonitors = (monitors: Arrangement): void => change({ monitors })

export const useView = (): View =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => view,
    () => view,
  )
