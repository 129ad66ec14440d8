import { ingestStopped, keyById } from './rules.ts'
import type { Store } from './store.ts'

/** Nobody publishes at a start: keys and rooms go where the end of their ingest would have taken them. */
export function dropStaleIngests(store: Pick<Store, 'read' | 'commit'>, at: string): void {
  for (const { id } of store.read().streamKeys) {
    const key = keyById(store.read(), id)
    const changes = key === undefined ? undefined : ingestStopped(store.read(), key, { at })
    if (changes !== undefined) store.commit(changes)
  }
}
