import type { Failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import type { CredentialsStore, StoredSecrets } from '../../electron/credentials/port.ts'

export type FakeCredentials = CredentialsStore & { readonly stored: Map<string, StoredSecrets>; broken: Failure | null }

/** A credentials store in memory that can be made to fail. */
export function createFakeCredentials(): FakeCredentials {
  const stored = new Map<string, StoredSecrets>()
  const store: FakeCredentials = {
    kind: 'memory',
    stored,
    broken: null,
    get: async (id) => (store.broken ? err(store.broken) : ok(stored.get(id) ?? null)),
    set: async (id, credentials) => {
      if (store.broken) return err(store.broken)
      stored.set(id, credentials)
      return ok(undefined)
    },
    remove: async (id) => {
      if (store.broken) return err(store.broken)
      stored.delete(id)
      return ok(undefined)
    },
    [Symbol.asyncDispose]: async () => {},
  }
  return store
}
