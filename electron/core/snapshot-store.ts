import { isDeepStrictEqual } from 'node:util'
import type { Snapshot } from '#shared/contract'

export type SnapshotStore = {
  readonly current: () => Snapshot
  /** Something may have changed: look again soon, once for all changes of this turn. */
  readonly changed: () => void
  /** Look again now; what changed is published before this returns. */
  readonly flush: () => void
  /** Delivers the current snapshot at once, then every new one. */
  readonly watch: (listener: (snapshot: Snapshot) => void) => () => void
}

/** Publishes what `build` gives, each time that it differs, with a revision that grows. */
export function createSnapshotStore(build: () => Omit<Snapshot, 'revision'>): SnapshotStore {
  const listeners = new Set<(snapshot: Snapshot) => void>()
  let published: Omit<Snapshot, 'revision'> = build()
  let snapshot: Snapshot = { ...published, revision: 1 }
  let queued = false

  function flush(): void {
    const next = build()
    if (isDeepStrictEqual(next, published)) return
    published = next
    snapshot = { ...next, revision: snapshot.revision + 1 }
    for (const listener of [...listeners]) listener(snapshot)
  }

  return {
    current: () => snapshot,
    changed: () => {
      if (queued) return
      queued = true
      queueMicrotask(() => {
        queued = false
        flush()
      })
    },
    flush,
    watch: (listener) => {
      listeners.add(listener)
      listener(snapshot)
      return () => listeners.delete(listener)
    },
  }
}
