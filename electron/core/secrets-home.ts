import type { ConnectionView } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { CredentialsStore, StoredSecrets } from '../credentials/port.ts'

/** Where the secrets of connections are: in the store, or, for this session only, in memory. Never in a file. */
export type SecretsHome = {
  /** Hides what was entered, before anything is done with it. */
  readonly hide: (secrets: StoredSecrets) => void
  /** `credentials-missing` where there are none. */
  readonly read: (connectionId: string) => Promise<Result<StoredSecrets>>
  /** `session`: in memory until the program ends; what the store holds stays there, and comes back then. */
  readonly keep: (connectionId: string, secrets: StoredSecrets, where: 'store' | 'session') => Promise<Result<void>>
  readonly remove: (connectionId: string) => Promise<Result<void>>
  /** As far as it was seen. */
  readonly keptIn: (connectionId: string) => ConnectionView['kept']
}

/** @param hideSecret is told of every secret before anything else is done with it */
export function createSecretsHome(store: CredentialsStore, hideSecret: (secret: string) => void): SecretsHome {
  const session = new Map<string, StoredSecrets>()
  const seen = new Map<string, ConnectionView['kept']>()
  const inStore = store.kind === 'keychain' ? 'keychain' : 'session'

  const hide = (secrets: StoredSecrets) => {
    for (const secret of secretsIn(secrets)) hideSecret(secret)
  }

  return {
    hide,
    read: async (connectionId) => {
      const mine = session.get(connectionId)
      if (mine !== undefined) return ok(mine)
      const stored = await store.get(connectionId)
      // Not readable is not absent: a locked keychain may hold it.
      const missing = stored.ok ? stored.value === null : stored.failure.code === 'credentials-missing'
      const known = missing ? 'nowhere' : stored.ok ? inStore : seen.get(connectionId)
      seen.set(connectionId, known ?? 'unknown')
      if (!stored.ok) return stored
      if (stored.value === null) return err(failure('credentials-missing'))
      hide(stored.value)
      return ok(stored.value)
    },
    keep: async (connectionId, secrets, where) => {
      hide(secrets)
      if (where === 'session') {
        session.set(connectionId, secrets)
        return ok(undefined)
      }
      const stored = await store.set(connectionId, secrets)
      if (!stored.ok) return stored
      session.delete(connectionId)
      seen.set(connectionId, inStore)
      return stored
    },
    remove: async (connectionId) => {
      const removed = await store.remove(connectionId)
      if (!removed.ok) return removed
      session.delete(connectionId)
      seen.set(connectionId, 'nowhere')
      return removed
    },
    keptIn: (connectionId) => (session.has(connectionId) ? 'session' : (seen.get(connectionId) ?? 'unknown')),
  }
}

/** Every text of it that nobody may read; the API key alone opens nothing. */
function secretsIn(secrets: StoredSecrets): readonly string[] {
  if (secrets.mode === 'operator') return [secrets.apiSecret]
  const { accessToken, refreshToken, streamingToken } = secrets.tokens ?? {}
  return [accessToken, refreshToken, streamingToken, secrets.tokenUrl?.url, secrets.tokenUrl?.header?.value].filter((text) => text !== undefined)
}
