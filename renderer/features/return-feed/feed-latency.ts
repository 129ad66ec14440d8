import type { Watchable } from '../../page-store.ts'

const listeners = new Set<() => void>()
let newest: number | null = null

/** How far the return feed is behind, in milliseconds; null while it is not measured. Set by what plays the feed. */
export const feedLatency: Watchable<number | null> & { readonly set: (latencyMs: number | null) => void } = {
  get: () => newest,
  subscribe: (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  set: (latencyMs) => {
    if (latencyMs === newest) return
    newest = latencyMs
    for (const listener of [...listeners]) listener()
  },
}
