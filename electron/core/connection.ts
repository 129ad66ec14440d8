import type { Snapshot } from '#shared/contract'
import type { Environment } from '#shared/environment'
import { type Failure, failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import type { Surroundings } from '../broadcast/facts.ts'
import { findResume } from '../broadcast/resume-offer.ts'
import type { Session } from '../broadcast/session.ts'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { CloudConnection, CloudCredentials, CloudWatcher, MemberTokens } from '../cloud/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import { isOnThisComputer } from './api-address.ts'
import { type ChosenMember, chooseMember } from './choose-member.ts'
import type { Members } from './members.ts'
import { pickRoom } from './pick-room.ts'
import type { Rooms } from './rooms.ts'
import { localConnectionId, type SavedConnections } from './saved-connections.ts'
import type { OpenCloud } from './test-connection.ts'

export type LocalCloud = { readonly apiUrl: string; readonly apiKey: string; readonly apiSecret: string; readonly appUserId: string }

export type ConnectionDeps = {
  readonly saved: SavedConnections
  readonly settings: SettingsStore
  readonly startLocalCloud: () => Promise<Result<LocalCloud>>
  readonly openCloud: OpenCloud
  readonly session: Session
  readonly rooms: Rooms
  readonly members: Members
  readonly tell: (note: TimelineNote) => void
}

/** The one connection that is open, or why it is not. */
export type Connection = {
  readonly view: () => Snapshot['connection']
  /** Whether it is open, and as whom it asks. */
  readonly way: () => Pick<Surroundings, 'connection' | 'mode'>
  readonly member: () => Snapshot['member']
  readonly environment: () => Environment | null
  /** Opens a connection in place of the one before; also the way to try a failed one again. Ends when it is open, or is not. */
  readonly connect: (connectionId: string) => Promise<Result<null>>
  /** Takes another member's seat on the open connection: rooms, stream key and watcher. Only where the session allows it. */
  readonly selectMember: (appUserId: AppUserId) => Promise<Result<null>>
  /** A newer look at the member whose seat is taken; of any other it means nothing. */
  readonly renameMember: (member: Member) => void
  /** The saved connection has other tokens: where it is the open one it goes on with them, on air too; where it had failed it is opened. */
  readonly renew: (connectionId: string, tokens: MemberTokens) => Promise<Result<null>>
  /** Its saved form may have changed. */
  readonly reconsider: () => void
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
  let stopStanding = () => {}
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
    stopStanding()
    stopStanding = () => {}
    opened?.cloud[Symbol.dispose]()
    opened = null
    state = 'none'
  }

  /** Base URL and credentials of a connection; the local service is started for it. */
  async function resolve(
    connectionId: string,
  ): Promise<Result<{ readonly baseUrl: string; readonly credentials: CloudCredentials; readonly appUserId: AppUserId | null }>> {
    if (connectionId === localConnectionId) {
      const local = await deps.startLocalCloud()
      if (!local.ok) return local
      const { apiUrl, apiKey, apiSecret, appUserId } = local.value
      await saved.keep(connectionId, { mode: 'operator', apiKey, apiSecret })
      const kept = await saved.credentialsOf(connectionId)
      return kept.ok ? ok({ baseUrl: apiUrl, credentials: kept.value, appUserId: appUserId as AppUserId }) : kept
    }
    const connection = saved.find(connectionId)
    if (!connection) return err(failure('not-allowed'))
    const stored = await saved.credentialsOf(connectionId)
    return stored.ok ? ok({ baseUrl: connection.apiBaseUrl, credentials: stored.value, appUserId: null }) : stored
  }

  async function open(connectionId: string): Promise<Result<Opened>> {
    const found = await resolve(connectionId)
    if (!found.ok) return found
    const { baseUrl, credentials, appUserId } = found.value
    const cloud = deps.openCloud(baseUrl, credentials, (tokens) => {
      saved.keepTokens(connectionId, tokens).then(session.reconsider, () => {})
    })
    const last = settings.current().lastMemberIds[connectionId] as AppUserId | undefined
    const wanted = [last, appUserId].filter((id) => id !== undefined && id !== null)
    const chosen = await chooseMember(cloud.directory, cloud.mode, wanted)
    if (chosen.ok) return ok({ cloud, ...chosen.value, isHere: isOnThisComputer(baseUrl) })
    cloud[Symbol.dispose]()
    return chosen
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
    session.attach({ api, watcher: watching, member: sitter.appUserId, isHere, streamingToken: cloud.streamingToken }, roomId)
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
      stopStanding = opened.cloud.onStanding(session.reconsider)
      members.open(opened.cloud.directory, opened.firstPage)
    } else if (found.ok) found.value.cloud[Symbol.dispose]()
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

  function standing(): Pick<Snapshot['connection'], 'online' | 'token'> {
    if (opened === null) return { online: problem?.code !== 'cloud-unreachable', token: null }
    const { online, token } = opened.cloud.standing()
    return { online, token }
  }

  return {
    view: () => ({
      list: [...saved.views()],
      currentId,
      state,
      environment,
      mode: opened?.cloud.mode ?? null,
      ...standing(),
      failure: problem ?? (state === 'connected' ? session.observation().failure : null),
    }),
    way: () => ({ connection: state, mode: opened?.cloud.mode ?? null }),
    member: () => member && { id: member.id, appUserId: member.appUserId, name: nameOf(member) },
    environment: () => environment,
    connect,
    selectMember,
    renew: async (connectionId, tokens) => {
      if (connectionId !== currentId) return ok(null)
      if (opened !== null && state === 'connected') {
        opened.cloud.renew(tokens)
        await session.refresh()
        session.reconsider()
        return ok(null)
      }
      const possible = session.check('selectConnection')
      return possible.ok ? connect(connectionId) : possible
    },
    reconsider: session.reconsider,
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
