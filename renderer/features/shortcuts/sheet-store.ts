import { useSyncExternalStore } from 'react'

let open = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  open = next
  for (const listener of [...listeners]) listener()
}

export const openShortcutSheet = (): void => set(true)
export const closeShortcutSheet = (): void => set(false)

export const useShortcutSheetOpen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
    () => open,
  )
