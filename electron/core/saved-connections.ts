import { randomUUID } from 'node:crypto'
import type { CommandInput, ConnectionView } from '#shared/contract'
import type { Environment } from '#shared/environment'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { CloudConnection, CloudCredentials } from '../cloud/port.ts'
import type { AppCredentials, CredentialsStore } from '../credentials/port.ts'
import type { SettingsStore } from '../settings/port.ts'

/** The connection that every installation has: the FlipFlop Cloud on this computer. */
export const localConnectionId = 'local'

export type SavedConnection = { readonly id: string; readonly name: string; readonly environment: Environment; readonly apiBaseUrl: string }

export type SavedConnectionsDeps = {
  readonly settings: SettingsStore
  readonly credentials: CredentialsStore
  readonly openCloud: (baseUrl: string, credentials: CloudCredentials) => CloudConnection
  /** Told of every secret before anything else is done with it. */
  readonly hideSecret: (secret: string) => void
}

/** The connections a person has saved: addresses in the settings, secrets in the credentials store and nowhere else. */
export type SavedConnections = {
  readonly views: () => readonly ConnectionView[]
  readonly find: (connectionId: string) => SavedConnection | null
  /** Learns which connections have credentials. */
  readonly load: () => Promise<void>
  /** Tries the connection first; where it does not work, nothing that was stored before is lost. */
  readonly save: (input: CommandInput<'connection.save'>) => Promise<Result<{ connectionId: string }>>
  readonly forget: (connectionId: string) => Promise<Result<null>>
  /** What opens a connection, by way of the store; `credentials-missing` where there is nothing. */
  readonly credentialsOf: (connectionId: string) => Promise<Result<AppCredentials>>
  /** Keeps a key pair under a connection and reads it back, as every other is read. */
  readonly keep: (connectionId: string, pair: AppCredentials) => Promise<Result<AppCredentials>>
}

export function savedConnections({ settings, credentials, openCloud, hideSecret }: SavedConnectionsDeps): SavedConnections {
  let withCredentials: ReadonlySet<string> = new Set()
  const mark = (connectionId: string, has: boolean) => {
    withCredentials = new Set([...withCredentials].filter((id) => id !== connectionId).concat(has ? [connectionId] : []))
  }
  const list = () => settings.current().connections.map(({ id, name, environment, apiBaseUrl }) => ({ id, name, environment, apiBaseUrl }))
  const find = (connectionId: string) => list().find(({ id }) => id === connectionId) ?? null

  async function credentialsOf(connectionId: string): Promise<Result<AppCredentials>> {
    const stored = await credentials.get(connectionId)
    if (!stored.ok) return stored
    mark(connectionId, stored.value !== null)
    if (stored.value === null) return err(failure('credentials-missing'))
    hideSecret(stored.value.apiSecret)
    return ok(stored.value)
  }

  async function save(input: CommandInput<'connection.save'>): Promise<Result<{ connectionId: string }>> {
    const { name, environment, apiKey, apiSecret } = input
    hideSecret(apiSecret)
    const apiBaseUrl = plainBaseUrl(input.apiBaseUrl, environment)
    if (apiBaseUrl === null) return err(failure('malformed-request'))
    if (input.connectionId !== null && find(input.connectionId) === null) return err(failure('not-allowed'))
    const pair = { apiKey, apiSecret }
    const tested = await openCloud(apiBaseUrl, { mode: 'operator', ...pair }).api.listMembers()
    if (!tested.ok) return tested

    const id = input.connectionId ?? randomUUID()
    const before = await credentials.get(id)
    if (!before.ok) return before
    const stored = await credentials.set(id, pair)
    if (!stored.ok) return stored
    const { connections } = settings.current()
    const entry = { ...connections.find((connection) => connection.id === id), id, name, environment, apiBaseUrl }
    const known = connections.some((connection) => connection.id === id)
    const written = await settings.update({
      connections: known ? connections.map((connection) => (connection.id === id ? entry : connection)) : [...connections, entry],
    })
    if (!written.ok) {
      await settings.update({ connections })
      await (before.value ? credentials.set(id, before.value) : credentials.remove(id))
      return written
    }
    mark(id, true)
    return ok({ connectionId: id })
  }

  async function forget(connectionId: string): Promise<Result<null>> {
    if (find(connectionId) === null) return err(failure('not-allowed'))
    const removed = await credentials.remove(connectionId)
    if (!removed.ok) return removed
    mark(connectionId, false)
    const { connections, lastRoomIds } = settings.current()
    const { [connectionId]: _forgotten, ...otherRooms } = lastRoomIds
    const written = await settings.update({ connections: connections.filter(({ id }) => id !== connectionId), lastRoomIds: otherRooms })
    return written.ok ? ok(null) : written
  }

  return {
    views: () => [
      {
        id: localConnectionId,
        name: '',
        environment: 'rehearsal',
        apiBaseUrl: null,
        hasCredentials: withCredentials.has(localConnectionId),
        builtIn: true,
      },
      ...list().map((connection) => ({ ...connection, hasCredentials: withCredentials.has(connection.id), builtIn: false })),
    ],
    find,
    load: async () => {
      for (const { id } of list()) await credentialsOf(id)
    },
    save,
    forget,
    credentialsOf,
    keep: async (connectionId, pair) => {
      hideSecret(pair.apiSecret)
      const stored = await credentials.set(connectionId, pair)
      return stored.ok ? credentialsOf(connectionId) : stored
    },
  }
}

/**
 * The address without a slash at its end. Null for one that carries a user name, a password, a query or a fragment (secrets
 * hide there), and for a "rehearsal" that is not on this computer: the tally would call real air a rehearsal.
 */
function plainBaseUrl(apiBaseUrl: string, environment: Environment): string | null {
  const url = URL.parse(apiBaseUrl)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null
  if (environment === 'rehearsal' && !isOnThisComputer(apiBaseUrl)) return null
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/** Whether an address is this computer's own. */
export function isOnThisComputer(address: string): boolean {
  const { hostname } = new URL(address)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
