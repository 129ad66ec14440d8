import type { Snapshot } from '#shared/contract'
import type { Core } from '../../../electron/core/port.ts'

/** A core of which only its snapshots are heard. */
export function createFakeWatch(): { readonly core: Pick<Core, 'watch'>; readonly publish: (snapshot: Snapshot) => void } {
  const listeners = new Set<(snapshot: Snapshot) => void>()
  return {
    core: {
      watch: (_stream, listener) => {
        listeners.add(listener as (snapshot: Snapshot) => void)
        return () => listeners.delete(listener as (snapshot: Snapshot) => void)
      },
    },
    publish: (snapshot) => {
      for (const listener of [...listeners]) listener(snapshot)
    },
  }
}
