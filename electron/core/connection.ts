import type { Snapshot } from '#shared/contract'
import type { Environment } from '#shared/environment'
import { type Failure, failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import { findResume } from '../broadcast/resume-offer.ts'
import type { Session } from '../broadcast/session.ts'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { CloudConnection, CloudCredentials, CloudWatcher } from '../cloud/port.ts'
import type { AppCredentials } from '../credentials/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import { type ChosenMember, chooseMember } from './choose-member.ts'
import type { Members } from './members.ts'
import { pickRoom } from './pick-room.ts'
import type { Rooms } from './rooms.ts'
import { isOnThisComputer, localConnectionId, type SavedConnections } from './saved-connections.ts'

export type LocalCloud = { readonly apiUrl: string; readonly apiKey: string; readonly apiSecret: string; readonly appUserId: string }

export type ConnectionDeps = {
  readonly saved: SavedConnections
  readonly settings: SettingsStore
  readonly startLocalCloud: () => Promise<Result<LocalCloud>>
  readonly openCloud: (baseUrl: string, credentials: CloudCredentials) => CloudConnection
  readonly session: Session
  readonly rooms: Rooms
  readonly members: Members
  readonly tell: (note: TimelineNote) => void
}

/** The one connection that is open, or why it is not. */
export type Connection = {
  readonly view: () => Snapshot['connection']
  readonly member: () => Snapshot['member']
  readonly environment: () => Environment | null
  /** Opens a connection in place of the one before; also the way to try a failed one again. Ends when it is open, or is not. */
  readonly connect: (connectionId: string) => Promise<Result<null>>
  /** Takes another member's seat on the open connection: rooms, stream key and watcher. Only where the session allows it. */
  readonly selectMember: (appUserId: AppUserId) => Promise<Result<null>>
  /** A newer look at the member whose seat is taken; of any other it means nothing. */
  readonly renameMember: (member: Member) => void
  /** This computer's network is another one (`isThere`), or gone. */
  readonly networkChanged: (isThere: boolean) => void
  /** This computer slept. */
  readonly wokeUp: () => void
  readonly close: () => void
}

type Opened = ChosenMember & { readonly cloud: CloudConnection; readonly isHere: boolean }

export function createConnection(deps: ConnectionDeps): Connection {
  const { saved, settings, session, rooms, members } = deps
  let currentId: string | null = null
  /** A core begins by opening the connection used last: until then it does not know how things stand. */
  let state: Snapshot['connection']['state'] = 'connecting'
  let environment: Environment | null = null
  let problem: Failure | null = null
  let member: Member | null = null
  let watcher: CloudWatcher | null = null
  let opened: Opened | null = null
  /** Which attempt is the newest; an older one that comes back late changes nothing. */
  let attempt = 0

  /** Leaves the member's seat; the connection itself stays open. */
  function stand(toReopen = false): void {
    attempt += 1
    session.detach(toReopen)
    rooms.close()
    watcher?.[Symbol.dispose]()
    watcher = null
    member = null
    problem = null
  }

  function close(toReopen = false): void {
    stand(toReopen)
    members.close()
    opened = null
    state = 'none'
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
    const cloud = deps.openCloud(baseUrl, { mode: 'operator', ...pair })
    const last = settings.current().lastMemberIds[connectionId] as AppUserId | undefined
    const wanted = [last, appUserId].filter((id) => id !== undefined && id !== null)
    const chosen = await chooseMember(cloud.directory, cloud.mode, wanted)
    return chosen.ok ? ok({ cloud, ...chosen.value, isHere: isOnThisComputer(baseUrl) }) : chosen
  }

  /** Sits the session down: rooms, stream key and a first complete answer. */
  async function sit(connectionId: string, { cloud, member: sitter, isHere }: Opened, mine: number): Promise<Result<null>> {
    const { api, directory, mode } = cloud
    const listed = await rooms.open({ api, directory, mode, member: sitter, isLocal: connectionId === localConnectionId })
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
    session.attach({ api, watcher: watching, member: sitter.appUserId, isHere }, roomId)
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
    const found = await open(connectionId)
    if (found.ok && mine === attempt) {
      opened = found.value
      members.open(opened.cloud.directory, opened.firstPage)
    }
    const seated = mine !== attempt ? ok(null) : found.ok ? await sit(connectionId, found.value, mine) : found
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

  async function selectMember(appUserId: AppUserId): Promise<Result<null>> {
    const before = opened
    const connectionId = currentId
    if (before === null || connectionId === null) return err(failure('not-allowed', { params: { reason: 'not-connected' } }))
    const found = await before.cloud.directory.getMember(appUserId)
    if (!found.ok) return found
    const still = session.check('selectMember')
    if (!still.ok) return still
    if (opened !== before) return err(failure('not-allowed', { params: { reason: 'connecting' } }))
    stand()
    const mine = attempt
    state = 'connecting'
    session.reconsider()
    opened = { ...before, member: found.value }
    const seated = await sit(connectionId, opened, mine)
    if (mine !== attempt) return err(failure('not-allowed', { params: { reason: 'connecting' } }))
    if (seated.ok) {
      deps.tell({ kind: 'action', code: 'member-changed', params: { name: nameOf(found.value) } })
      await settings.update({ lastMemberIds: { ...settings.current().lastMemberIds, [connectionId]: appUserId } })
    } else {
      // “Connect again” goes back to the member before.
      state = 'failed'
      problem = seated.failure
      rooms.close()
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
    member: () => member && { id: member.id, appUserId: member.appUserId, name: nameOf(member) },
    environment: () => environment,
    connect,
    selectMember,
    renameMember: (changed) => {
      if (member?.id !== changed.id) return
      member = changed
      session.reconsider()
    },
    networkChanged: (isThere) => opened?.cloud.networkChanged(isThere),
    wokeUp: () => opened?.cloud.wokeUp(),
    close: () => close(),
  }
}

const nameOf = ({ appUserName, appUserId }: Member): string => appUserName || appUserId
