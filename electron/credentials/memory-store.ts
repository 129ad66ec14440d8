import { ok } from '#shared/result'
import type { CredentialsStore, StoredSecrets } from './port.ts'

/** Keeps credentials until the program ends. */
export function memoryStore(): CredentialsStore {
  const entries = new Map<string, StoredSecrets>()
  return {
    kind: 'memory',
    get: async (connectionId) => ok(entries.get(connectionId) ?? null),
    set: async (connectionId, secrets) => {
      entries.set(connectionId, secrets)
      return ok(undefined)
    },
    remove: async (connectionId) => {
      entries.delete(connectionId)
      return ok(undefined)
    },
    [Symbol.asyncDispose]: async () => entries.clear(),
  }
}
