import type { Snapshot } from '#shared/contract'
import type { Environment } from '#shared/environment'
import { type Failure, failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import { findResume } from '../broadcast/resume-offer.ts'
import type { Session } from '../broadcast/session.ts'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { CloudConnection, CloudWatcher } from '../cloud/port.ts'
import type { AppCredentials } from '../credentials/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import { pickRoom } from './pick-room.ts'
import type { Rooms } from './rooms.ts'
import { isOnThisComputer, localConnectionId, type SavedConnections } from './saved-connections.ts'

export type LocalCloud = { readonly apiUrl: string; readonly apiKey: string; readonly apiSecret: string; readonly appUserId: string }

export type ConnectionDeps = {
  readonly saved: SavedConnections
  readonly settings: SettingsStore
  readonly startLocalCloud: () => Promise<Result<LocalCloud>>
  readonly openCloud: (baseUrl: string, credentials: AppCredentials) => CloudConnection
  readonly session: Session
  readonly rooms: Rooms
  readonly tell: (note: TimelineNote) => void
}

/** The one connection that is open, or why it is not. */
export type Connection = {
  readonly view: () => Snapshot['connection']
  readonly member: () => Snapshot['member']
  readonly environment: () => Environment | null
  /** Opens a connection in place of the one before; also the way to try a failed one again. Ends when it is open, or is not. */
  readonly connect: (connectionId: string) => Promise<Result<null>>
  readonly close: () => void
}

type Opened = { readonly cloud: CloudConnection; readonly member: Member; readonly isHere: boolean }

export function createConnection(deps: ConnectionDeps): Connection {
  const { saved, settings, session, rooms } = deps
  let currentId: string | null = null
  /** A core begins by opening the connection used last: until then it does not know how things stand. */
  let state: Snapshot['connection']['state'] = 'connecting'
  let environment: Environment | null = null
  let problem: Failure | null = null
  let member: Member | null = null
  let watcher: CloudWatcher | null = null
  /** Which attempt is the newest; an older one that comes back late changes nothing. */
  let attempt = 0

  function close(toReopen = false): void {
    attempt += 1
    session.detach(toReopen)
    rooms.close()
    watcher?.[Symbol.dispose]()
    watcher = null
    member = null
    state = 'none'
    problem = null
  }

  /** Base URL and key pair of a connection; the local service is started for it. */
  async function resolve(connectionId: string): Promise<Result<{ baseUrl: string; pair: AppCredentials; appUserId: AppUserId | null }>> {
    if (connectionId === localConnectionId) {
      const local = await deps.startLocalCloud()
      if (!local.ok) return local
      const { apiUrl, apiKey, apiSecret, appUserId } = local.value
      const pair = await saved.keep(connectionId, { apiKey, apiSecret })
      return pair.ok ? ok({ baseUrl: apiUrl, pair: pair.value, appUserId: appUserId as AppUserId }) : pair
    }
    const connection = saved.find(connectionId)
    if (!connection) return err(failure('not-allowed'))
    const pair = await saved.credentialsOf(connectionId)
    return pair.ok ? ok({ baseUrl: connection.apiBaseUrl, pair: pair.value, appUserId: null }) : pair
  }

  async function open(connectionId: string): Promise<Result<Opened>> {
    const found = await resolve(connectionId)
    if (!found.ok) return found
    const { baseUrl, pair, appUserId } = found.value
    const cloud = deps.openCloud(baseUrl, pair)
    const members = await cloud.api.listMembers()
    if (!members.ok) return members
    const chosen = members.value.items.find((candidate) => candidate.appUserId === appUserId) ?? members.value.items[0]
    return chosen ? ok({ cloud, member: chosen, isHere: isOnThisComputer(baseUrl) }) : err(failure('member-not-found'))
  }

  /** Sits the session down: rooms, stream key and a first complete answer. */
  async function sit(connectionId: string, { cloud, member: sitter, isHere }: Opened, mine: number): Promise<Result<null>> {
    const listed = await rooms.open({ api: cloud.api, member: sitter, isLocal: connectionId === localConnectionId })
    if (!listed.ok) return listed
    if (mine !== attempt) return ok(null)
    const roomId = pickRoom(listed.value, settings.current().lastRoomIds[connectionId])
    const watching = cloud.watch(sitter.appUserId)
    watching.follow(roomId)
    const first = await watching.refresh()
    if (mine !== attempt || first.streamKey === null) {
      watching[Symbol.dispose]()
      return mine === attempt ? err(first.failure ?? failure('stream-key-not-found')) : ok(null)
    }
    watcher = watching
    member = sitter
    state = 'connected'
    session.attach({ api: cloud.api, watcher: watching, member: sitter.appUserId, isHere }, roomId)
    session.offerResume(findResume(listed.value, first.streamKey))
    return ok(null)
  }

  async function connect(connectionId: string): Promise<Result<null>> {
    const known = saved.views().find(({ id }) => id === connectionId)
    if (!known) return err(failure('not-allowed'))
    close(connectionId === currentId)
    const mine = attempt
    currentId = connectionId
    environment = known.environment
    state = 'connecting'
    session.reconsider()
    await settings.update({ currentConnectionId: connectionId })
    const opened = await open(connectionId)
    const seated = mine !== attempt ? ok(null) : opened.ok ? await sit(connectionId, opened.value, mine) : opened
    if (mine !== attempt) return err(failure('not-allowed', { params: { reason: 'connecting' } }))
    if (!seated.ok) {
      state = 'failed'
      problem = seated.failure
      rooms.close()
      deps.tell({ kind: 'trouble', code: 'connection-failed', params: { code: seated.failure.code } })
    } else {
      deps.tell({ kind: 'note', code: 'connected', params: { name: known.name, environment: known.environment } })
    }
    session.reconsider()
    return seated
  }

  return {
    view: () => ({
      list: [...saved.views()],
      currentId,
      state,
      environment,
      failure: problem ?? (state === 'connected' ? session.observation().failure : null),
    }),
    member: () => member && { id: member.id, appUserId: member.appUserId, name: member.appUserName ?? member.appUserId },
    environment: () => environment,
    connect,
    close: () => close(),
  }
}
