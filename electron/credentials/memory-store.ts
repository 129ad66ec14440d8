import { ok } from '#shared/result'
import type { AppCredentials, CredentialsStore } from './port.ts'

/** Keeps credentials until the program ends. */
export function memoryStore(): CredentialsStore {
  const entries = new Map<string, AppCredentials>()
  return {
    kind: 'memory',
    get: async (connectionId) => ok(entries.get(connectionId) ?? null),
    set: async (connectionId, { apiKey, apiSecret }) => {
      entries.set(connectionId, { apiKey, apiSecret })
      return ok(undefined)
    },
    remove: async (connectionId) => {
      entries.delete(connectionId)
      return ok(undefined)
    },
    [Symbol.asyncDispose]: async () => entries.clear(),
  }
}
