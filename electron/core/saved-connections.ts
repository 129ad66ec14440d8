import { randomUUID } from 'node:crypto'
import type { AccessMode } from '#shared/capabilities'
import type { CommandInput, ConnectionColor, ConnectionReport, ConnectionView } from '#shared/contract'
import type { Environment } from '#shared/environment'
import { failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { CloudCredentials, MemberTokens } from '../cloud/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import { isSameService, plainBaseUrl } from './api-address.ts'
import type { SecretsHome } from './secrets-home.ts'
import { type TestDeps, type Tested, testConnection } from './test-connection.ts'

/** The connection that every installation has: the FlipFlop Cloud on this computer. */
export const localConnectionId = 'local'

export type SavedConnection = {
  readonly id: string
  readonly name: string
  readonly color: ConnectionColor
  readonly environment: Environment
  readonly apiBaseUrl: string
  readonly mode: AccessMode
}

export type SavedConnectionsDeps = TestDeps & { readonly settings: SettingsStore; readonly secrets: SecretsHome }

type Input = CommandInput<'connection.save'>
export type SavedAs = { readonly connectionId: string; readonly report: ConnectionReport | null; readonly tokens: MemberTokens | null }

/** The connections a person has saved: addresses in the settings, secrets in the credentials store and nowhere else. */
export type SavedConnections = {
  readonly views: () => readonly ConnectionView[]
  readonly find: (connectionId: string) => SavedConnection | null
  /** Learns where the secrets of each connection are. */
  readonly load: () => Promise<void>
  /** Tries a connection and saves nothing. Fails only where there is nothing to try. */
  readonly test: (input: Input) => Promise<Result<ConnectionReport>>
  /**
   * Tries the connection first; where it does not work, nothing that was stored before is lost. Name and colour are changed untried.
   * Where the store refuses the secrets (`keychain-…`), nothing is saved; `saveForSession` then saves it all without the store.
   */
  readonly save: (input: Input) => Promise<Result<SavedAs>>
  readonly saveForSession: () => Promise<Result<SavedAs>>
  readonly forget: (connectionId: string) => Promise<Result<null>>
  /** Whether a change touches more than what a person sees: then an open connection has to be opened again. */
  readonly changesAccess: (input: Input) => boolean
  /** What opens a connection, by way of the store; `credentials-missing` where there is nothing. */
  readonly credentialsOf: (connectionId: string) => Promise<Result<CloudCredentials>>
  /** Keeps secrets under a connection, for this session where the store refuses them. */
  readonly keep: (connectionId: string, credentials: CloudCredentials) => Promise<void>
  /** The same for tokens that the token URL gave. */
  readonly keepTokens: (connectionId: string, tokens: MemberTokens) => Promise<void>
  /**
   * Puts a token that was entered by hand in the place of an older one, once the service accepted it. `not-allowed` where it is
   * not the one of the member that is expected.
   */
  readonly replaceToken: (connectionId: string, accessToken: string, expected: AppUserId | null) => Promise<Result<MemberTokens>>
}

/** Tried and good, but refused by the store. */
type Unstored = { readonly entry: SavedConnection; readonly credentials: CloudCredentials; readonly tested: Tested }

const refused = (reason: 'secrets-for-new-address' | 'token-of-another-member') => err(failure('not-allowed', { params: { reason } }))

export function savedConnections(deps: SavedConnectionsDeps): SavedConnections {
  const { settings, secrets } = deps
  const reports = new Map<string, ConnectionReport>()
  let unstored: Unstored | null = null
  const list = (): readonly SavedConnection[] =>
    settings.current().connections.map(({ id, name, color, environment, apiBaseUrl, mode }) => ({ id, name, color, environment, apiBaseUrl, mode }))
  const find = (connectionId: string) => list().find(({ id }) => id === connectionId) ?? null

  /** The address and the secrets that a form stands for. */
  async function resolve(input: Input): Promise<Result<{ readonly apiBaseUrl: string; readonly credentials: CloudCredentials }>> {
    const credentials = input.secrets === null ? null : entered(input.secrets)
    if (credentials !== null) secrets.hide(credentials)
    const apiBaseUrl = plainBaseUrl(input.apiBaseUrl, input.environment)
    if (apiBaseUrl === null) return err(failure('malformed-request'))
    const known = input.connectionId === null ? null : find(input.connectionId)
    if (input.connectionId !== null && known === null) return err(failure('not-allowed'))
    if (input.secrets !== null) return credentials === null ? err(failure('malformed-request')) : ok({ apiBaseUrl, credentials })
    if (known === null) return err(failure('credentials-missing'))
    // A page that was tampered with must not send what is stored to an address of its own.
    if (!isSameService(known.apiBaseUrl, apiBaseUrl)) return refused('secrets-for-new-address')
    const stored = await secrets.read(known.id)
    return stored.ok ? ok({ apiBaseUrl, credentials: stored.value }) : stored
  }

  const changesAccess = (input: Input) => {
    const known = input.connectionId === null ? null : find(input.connectionId)
    const apiBaseUrl = plainBaseUrl(input.apiBaseUrl, input.environment)
    return known === null || input.secrets !== null || known.environment !== input.environment || known.apiBaseUrl !== apiBaseUrl
  }

  async function write(entry: SavedConnection): Promise<Result<void>> {
    const { connections } = settings.current()
    const known = connections.find(({ id }) => id === entry.id)
    const next = { ...known, ...entry }
    const written = await settings.update({
      connections: known ? connections.map((each) => (each.id === entry.id ? next : each)) : [...connections, next],
    })
    if (!written.ok) await settings.update({ connections })
    return written
  }

  async function save(input: Input): Promise<Result<SavedAs>> {
    unstored = null
    const { name, color, environment } = input
    const known = input.connectionId === null ? null : find(input.connectionId)
    if (known !== null && input.secrets === null && plainBaseUrl(input.apiBaseUrl, environment) === known.apiBaseUrl) {
      const written = await write({ ...known, name, color, environment })
      return written.ok ? ok({ connectionId: known.id, report: null, tokens: null }) : written
    }
    const resolved = await resolve(input)
    if (!resolved.ok) return resolved
    const tested = await testConnection(deps, resolved.value.apiBaseUrl, resolved.value.credentials)
    if (tested.failure !== null) return err(tested.failure)

    const credentials = withTokens(resolved.value.credentials, tested.tokens)
    const id = input.connectionId ?? randomUUID()
    const entry = { id, name, color, environment, apiBaseUrl: tested.report.apiBaseUrl, mode: credentials.mode }
    if (input.secrets === null && tested.tokens === null) return finish(entry, tested, credentials, async () => {})

    const before = await secrets.read(id)
    const stored = before.ok || before.failure.code === 'credentials-missing' ? await secrets.keep(id, credentials, 'store') : before
    if (!stored.ok) {
      unstored = { entry, credentials, tested }
      return stored
    }
    return finish(entry, tested, credentials, async () => {
      await (before.ok ? secrets.keep(id, before.value, 'store') : secrets.remove(id))
    })
  }

  async function finish(entry: SavedConnection, tested: Tested, credentials: CloudCredentials, undo: () => Promise<void>): Promise<Result<SavedAs>> {
    const written = await write(entry)
    if (!written.ok) {
      await undo()
      return written
    }
    reports.set(entry.id, tested.report)
    return ok({ connectionId: entry.id, report: tested.report, tokens: credentials.mode === 'member' ? credentials.tokens : null })
  }

  async function saveForSession(): Promise<Result<SavedAs>> {
    const waiting = unstored
    if (waiting === null) return err(failure('not-allowed'))
    unstored = null
    await secrets.keep(waiting.entry.id, waiting.credentials, 'session')
    return finish(waiting.entry, waiting.tested, waiting.credentials, async () => {})
  }

  async function keep(connectionId: string, credentials: CloudCredentials): Promise<void> {
    const stored = await secrets.keep(connectionId, credentials, 'store')
    // Known to work, and asked for by nobody who could enter it again: the view says that it is kept for this session only.
    if (!stored.ok) await secrets.keep(connectionId, credentials, 'session')
  }

  async function keepTokens(connectionId: string, tokens: MemberTokens): Promise<void> {
    const stored = await secrets.read(connectionId)
    const tokenUrl = stored.ok && stored.value.mode === 'member' ? stored.value.tokenUrl : null
    await keep(connectionId, { mode: 'member', tokens, tokenUrl })
  }

  return {
    views: () => [
      {
        id: localConnectionId,
        name: '',
        color: 'slate',
        environment: 'rehearsal',
        mode: 'operator',
        apiBaseUrl: null,
        hasCredentials: isKept(secrets.keptIn(localConnectionId)),
        kept: secrets.keptIn(localConnectionId),
        report: null,
        builtIn: true,
      },
      ...list().map((each) => ({
        ...each,
        hasCredentials: isKept(secrets.keptIn(each.id)),
        kept: secrets.keptIn(each.id),
        report: reports.get(each.id) ?? null,
        builtIn: false,
      })),
    ],
    find,
    load: async () => {
      await Promise.all(list().map(({ id }) => secrets.read(id)))
    },
    test: async (input) => {
      const resolved = await resolve(input)
      if (!resolved.ok) return resolved
      const { report, tokens } = await testConnection(deps, resolved.value.apiBaseUrl, resolved.value.credentials)
      if (input.connectionId !== null && input.secrets === null) {
        reports.set(input.connectionId, report)
        if (tokens !== null) await keepTokens(input.connectionId, tokens)
      }
      return ok(report)
    },
    save,
    saveForSession,
    forget: async (connectionId) => {
      if (find(connectionId) === null) return err(failure('not-allowed'))
      const removed = await secrets.remove(connectionId)
      if (!removed.ok) return removed
      reports.delete(connectionId)
      const { connections, lastRoomIds, lastMemberIds } = settings.current()
      const { [connectionId]: _room, ...otherRooms } = lastRoomIds
      const { [connectionId]: _member, ...otherMembers } = lastMemberIds
      const written = await settings.update({
        connections: connections.filter(({ id }) => id !== connectionId),
        lastRoomIds: otherRooms,
        lastMemberIds: otherMembers,
      })
      return written.ok ? ok(null) : written
    },
    changesAccess,
    credentialsOf: (connectionId) => secrets.read(connectionId),
    keep,
    keepTokens,
    replaceToken: async (connectionId, accessToken, expected) => {
      const known = find(connectionId)
      if (known === null || known.mode !== 'member') return err(failure('not-allowed'))
      const tokens = { accessToken }
      secrets.hide({ mode: 'member', tokens, tokenUrl: null })
      const cloud = deps.openCloud(known.apiBaseUrl, { mode: 'member', tokens, tokenUrl: null })
      const self = await cloud.directory.getSelf()
      cloud[Symbol.dispose]()
      if (!self.ok) return self
      if (expected !== null && self.value.appUserId !== expected) return refused('token-of-another-member')
      await keepTokens(connectionId, tokens)
      return ok(tokens)
    },
  }
}

const isKept = (kept: ConnectionView['kept']) => kept === 'keychain' || kept === 'session'

/** Null for a member without a token and without a place to get one. */
function entered(input: NonNullable<Input['secrets']>): CloudCredentials | null {
  if (input.mode === 'operator') return input
  const { mode, accessToken, tokenUrl } = input
  if (accessToken === null && tokenUrl === null) return null
  return { mode, tokens: accessToken === null ? null : { accessToken }, tokenUrl }
}

const withTokens = (credentials: CloudCredentials, tokens: MemberTokens | null): CloudCredentials =>
  credentials.mode === 'member' && tokens !== null ? { ...credentials, tokens } : credentials
