import type { AccessLevel, AccessMode } from '#shared/capabilities'
import { type Failure, failure } from '#shared/failure'
import type { AppUserId, RoomId, StreamKeyId, VideoPostId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import {
  nextRoomState,
  nextStreamKeyState,
  type OutputMode,
  type RoomCause,
  type RoomState,
  type StreamKeyCause,
  type StreamKeyState,
  streamKeyStates,
  type VodState,
} from '#shared/states'
import { memberSchema } from '#shared/wire/member'
import { profileSchema } from '#shared/wire/profile'
import { roomSchema } from '#shared/wire/room'
import { streamKeySchema } from '#shared/wire/stream-key'
import { videoPostSchema } from '#shared/wire/video-post'
import { permitFor } from '../../electron/cloud/ask-operator.ts'
import type { CloudDirectory } from '../../electron/cloud/directory-port.ts'
import type { CloudApi, CloudConnection, CloudCredentials, CloudStanding, MemberTokens } from '../../electron/cloud/port.ts'
import { watchMember } from '../../electron/cloud/watcher.ts'
import type { AppCredentials } from '../../electron/credentials/port.ts'
import { silentLogger } from '../../electron/logging/port.ts'
import { type FakeCall, fakeDirectory, pageOfAll } from './fake-directory.ts'
import type { ManualClock } from './manual-clock.ts'

export type FakeMember = { readonly id: number; readonly appUserId: AppUserId; appUserName?: string; email?: string }

export type FakeRoom = {
  readonly id: number
  member: AppUserId
  title: string
  description: string | undefined
  scheduledAt: string
  accessLevel: AccessLevel
  state: RoomState
  vodState: VodState | undefined
  liveStartedAt: string | undefined
  type: string
  forciblyTerminated: boolean
  urls: number
  readonly createdAt: string
}

export type CallName = Exclude<keyof CloudApi | keyof CloudDirectory, 'clockOffsetMs'>

/** One call as it arrived at the service, with what was true then. */
export type ArrivedCall = {
  readonly name: CallName
  readonly keyState: StreamKeyState
  /** Whether the key was in this state at any time of the last so many milliseconds. */
  readonly keyWas: (state: StreamKeyState, withinMs: number) => boolean
  readonly publisher: string | null
  /** Of the room that the call is about, if it is about one. */
  readonly roomId: RoomId | null
  readonly roomState: RoomState | null
  readonly othersUnderWay: readonly CallName[]
}

/** What a tally light should say while the key is in a state; its room is in the state that fits. */
const lights = {
  INACTIVE: 'off',
  ACTIVE_PREP: 'preview',
  ACTIVE: 'preview',
  ACTIVE_LIVE: 'live',
  INACTIVE_LIVE: 'trouble',
  ACTIVE_LIVE_PREP: 'trouble',
} as const satisfies Record<StreamKeyState, string>

const profileJson = (id: number, name: string, width: number, height: number) => ({
  id,
  type: 'BROADCAST_RTMP',
  name,
  profile: {
    videoStreams: [
      { width, height },
      { width: width / 2, height: height / 2 },
    ],
  },
})
const landscapeJson = profileJson(1, 'Landscape', 1280, 720)
const portraitJson = profileJson(2, 'Portrait', 720, 1280)
const landscape = profileSchema.parse(landscapeJson)
const portrait = profileSchema.parse(portraitJson)

/** The addresses that a mode fills, as the documents say. */
const playUrls = (mode: OutputMode, path: string) => ({
  ...(mode === 'RTMP' ? {} : { cmafHlsPlayUrl: `https://${path}.m3u8`, cmafDashPlayUrl: `https://${path}.mpd` }),
  ...(mode === 'CMAF' ? {} : { rtmpPlayUrl: `rtmp://${path}`, httpFlvPlayUrl: `https://${path}.flv` }),
})

/**
 * FlipFlop Cloud as its state tables say: members, their rooms, and the one stream key of the first member with an ingest that one publisher holds.
 * Every knob is a delay or a fault of the service; nothing here knows what Tally is.
 */
export class FakeCloud {
  readonly credentials: AppCredentials = { apiKey: 'app-key', apiSecret: 'the-secret-of-the-app' }
  readonly appUserId = 'creator' as AppUserId
  streamKey = 'sk-first-0123456789'
  keyState: StreamKeyState = 'INACTIVE'
  rooms: FakeRoom[] = []
  publisher: string | null = null
  /** What is made of the stream that arrives, as its publisher asked. */
  mode: OutputMode = 'CMAF'
  /** The service makes this of every stream, whatever is asked for. */
  modeForced: OutputMode | null = null
  readonly startedFromConsole: string[] = []
  profileId: 'landscape' | 'portrait' = 'landscape'
  /** Milliseconds: media arrives → ACTIVE_PREP; → ACTIVE; socket gone → noticed; end → archived; half of a request's time. */
  delays = { see: 100, convert: 800, release: 200, archive: 2_000, network: 5 }
  /** The service does not answer at all. */
  down = false
  archiveFails = false
  /** An end by force is answered well, and nothing comes of it. */
  ignoresForce = false
  members: FakeMember[] = []
  /** What the first member's access token is now. */
  memberToken = 'member-token-0123456789'
  /** The app's policy: members may not create rooms. */
  forbidsSelfCreate = false
  clockOffsetMs: number | null = 0
  /** Told who publishes no more because the service closed the connection. */
  onCutOff: (who: string) => void = () => {}
  readonly arrived: ArrivedCall[] = []
  /** Called with every stream key, or secret, that ever was. */
  readonly secrets: string[] = [this.credentials.apiSecret, this.streamKey]
  /** How connections stand, where it is not well. */
  standing: Partial<CloudStanding> = {}
  readonly standingListeners = new Set<() => void>()
  /** Tokens handed to running connections. */
  readonly renewedBy: MemberTokens[] = []
  private readonly scripted: { name: CallName; failure: Failure; done: boolean; silentMs: number }[] = []
  private readonly underWay: CallName[] = []
  private liveRoom: FakeRoom | null = null
  private session = 0
  /** Oldest first. */
  private readonly keyStates: { readonly state: StreamKeyState; readonly sinceMs: number }[] = [{ state: 'INACTIVE', sinceMs: 0 }]
  private nextId = 1
  private nextMemberId = 1
  private readonly clock: ManualClock

  constructor(clock: ManualClock) {
    this.clock = clock
    this.addMember(this.appUserId, 'The Creator')
  }

  addMember(appUserId: string, appUserName?: string): FakeMember {
    const member: FakeMember = { id: this.nextMemberId++, appUserId: appUserId as AppUserId, ...(appUserName === undefined ? {} : { appUserName }) }
    this.members.push(member)
    return member
  }

  /** A secret that nobody may ever see in the open. */
  newSecret(name: string): string {
    const secret = `${name}-0123456789-${this.secrets.length}`
    this.secrets.push(secret)
    return secret
  }

  addRoom(title: string, state: RoomState = 'SCHEDULED', member: AppUserId = this.appUserId): FakeRoom {
    const createdAt = new Date(this.clock.wallMs() + this.nextId).toISOString()
    const room: FakeRoom = {
      id: this.nextId++,
      member,
      title,
      description: undefined,
      scheduledAt: createdAt,
      accessLevel: 'PUBLIC',
      state,
      vodState: undefined,
      liveStartedAt: undefined,
      type: 'BROADCAST_RTMP',
      forciblyTerminated: false,
      urls: 0,
      createdAt,
    }
    this.rooms.push(room)
    return room
  }

  /** A broadcast that was interrupted before anything here began. */
  interrupted(title: string): FakeRoom {
    const room = this.addRoom(title, 'LIVE_INACTIVE')
    room.liveStartedAt = new Date(this.clock.wallMs() - 60_000).toISOString()
    this.liveRoom = room
    this.takeKeyState('INACTIVE_LIVE')
    return room
  }

  /** The next call of this name fails; `done`: though the service did what was asked. It answers nothing else for `silentMs` then. */
  failNext(name: CallName, reason: Failure, { done = false, silentMs = 0 } = {}): void {
    this.scripted.push({ name, failure: reason, done, silentMs })
  }

  private fallSilent(forMs: number): void {
    this.down = true
    this.clock.after(forMs, () => {
      this.down = false
    })
  }

  // —— ingest

  /** Somebody connects and publishes. */
  publish(streamKey: string, who: string, mode: OutputMode = 'CMAF'): 'accepted' | 'rejected' {
    if (this.publisher !== null || streamKey !== this.streamKey) return 'rejected'
    this.publisher = who
    this.mode = this.modeForced ?? mode
    const session = ++this.session
    this.later(this.delays.see, session, () => {
      this.moveKey('ingest-started')
      this.later(this.delays.convert, session, () => {
        this.moveKey('converted')
        if (this.liveRoom?.state === 'LIVE_INACTIVE') {
          this.moveRoom(this.liveRoom, 'converted')
          this.liveRoom.urls++
        }
      })
    })
    return 'accepted'
  }

  /** Their socket is gone; the service notices a moment later, and until then nobody else gets in. */
  unpublish(who: string): void {
    if (this.publisher !== who) return
    const session = ++this.session
    this.later(this.delays.release, session, () => {
      this.publisher = null
      if (nextStreamKeyState(this.keyState, 'ingest-stopped')) this.moveKey('ingest-stopped')
      if (this.liveRoom?.state === 'LIVE') this.moveRoom(this.liveRoom, 'ingest-stopped')
    })
  }

  /** Whoever comes last is let in, and whoever sent before is thrown out: the key never says so. */
  takeOver(who: string): void {
    const before = this.publisher
    if (before === null || (this.keyState !== 'ACTIVE' && this.keyState !== 'ACTIVE_LIVE')) return
    this.session++
    this.publisher = who
    this.onCutOff(before)
  }

  /** Ends what is on air and reissues the key; an INACTIVE key stays as it is. */
  forceTerminate(): void {
    if (this.keyState === 'INACTIVE') return
    this.session++
    const cutOff = this.publisher
    this.publisher = null
    this.moveKey('force-terminate')
    this.rotateKey()
    if (this.liveRoom) {
      this.moveRoom(this.liveRoom, 'force-terminate')
      this.liveRoom.forciblyTerminated = true
      this.liveRoom = null
    }
    if (cutOff !== null) this.onCutOff(cutOff)
  }

  rotateKey(): void {
    this.streamKey = `sk-rotated-0123456789-${1000 + this.secrets.length}`
    this.secrets.push(this.streamKey)
  }

  /** What tally lights should have said at any time of the last so many milliseconds, on the clock that never jumps. */
  lightsWithin(ms: number): readonly string[] {
    const was = this.keyMemory()
    return streamKeyStates.filter((state) => was(state, ms)).map((state) => lights[state])
  }

  private keyMemory(): ArrivedCall['keyWas'] {
    const nowMs = this.clock.monotonicMs()
    const spans = this.keyStates.map(({ state }, index) => ({ state, untilMs: this.keyStates[index + 1]?.sinceMs ?? nowMs }))
    return (state, withinMs) => spans.some((span) => span.state === state && span.untilMs >= nowMs - withinMs)
  }

  private takeKeyState(state: StreamKeyState): void {
    this.keyState = state
    this.keyStates.push({ state, sinceMs: this.clock.monotonicMs() })
  }

  private later(ms: number, session: number, run: () => void): void {
    this.clock.after(ms, () => {
      if (session === this.session) run()
    })
  }

  private moveKey(cause: StreamKeyCause): void {
    const next = nextStreamKeyState(this.keyState, cause)
    if (next === undefined) throw new Error(`the stream key has no way from ${this.keyState} by ${cause}`)
    this.takeKeyState(next)
  }

  private moveRoom(room: FakeRoom, cause: RoomCause): void {
    const next = nextRoomState(room.state, cause)
    if (next === undefined) throw new Error(`the room has no way from ${room.state} by ${cause}`)
    room.state = next
  }

  // —— API

  connection(given: CloudCredentials): CloudConnection {
    const call: FakeCall = (name, act, room = null) => this.call(given, name, act, room)
    const api = this.api(given.mode, call)
    if (given.mode === 'member' && given.tokens !== null && !this.secrets.includes(given.tokens.accessToken))
      this.secrets.push(given.tokens.accessToken)
    return {
      mode: given.mode,
      api,
      directory: fakeDirectory(this, given.mode, call),
      watch: (member) => watchMember({ api, member, clock: this.clock, timers: this.clock, random: () => 0.5, logger: silentLogger }),
      standing: () => ({ online: true, requestsLastMinute: 0, budgetPerMinute: 200, events: 'polling', token: null, ...this.standing }),
      onStanding: (listener) => {
        this.standingListeners.add(listener)
        return () => this.standingListeners.delete(listener)
      },
      streamingToken: () => (given.mode === 'member' ? given.tokens?.streamingToken : undefined),
      renew: (tokens) => void this.renewedBy.push(tokens),
      networkChanged: () => {},
      wokeUp: () => {},
      [Symbol.dispose]: () => {},
    }
  }

  private async call<T>(given: CloudCredentials, name: CallName, act: () => Result<T>, id: RoomId | null = null): Promise<Result<T>> {
    await this.clock.wait(this.delays.network)
    this.arrived.push({
      name,
      keyState: this.keyState,
      keyWas: this.keyMemory(),
      publisher: this.publisher,
      roomId: id,
      roomState: this.roomOf(id)?.state ?? null,
      othersUnderWay: [...this.underWay],
    })
    this.underWay.push(name)
    const answer = this.answer(given, name, act)
    await this.clock.wait(this.delays.network)
    this.underWay.splice(this.underWay.indexOf(name), 1)
    return answer
  }

  private answer<T>(given: CloudCredentials, name: CallName, act: () => Result<T>): Result<T> {
    if (this.down) return err(failure('cloud-unreachable'))
    if (given.mode === 'operator' && given.apiSecret !== this.credentials.apiSecret) return err(failure('credentials-rejected'))
    if (given.mode === 'member' && given.tokens?.accessToken !== this.memberToken) return err(failure('member-token-rejected'))
    const index = this.scripted.findIndex((entry) => entry.name === name)
    const [script] = index < 0 ? [] : this.scripted.splice(index, 1)
    if (script?.done) act()
    if (script && script.silentMs > 0) this.fallSilent(script.silentMs)
    return script ? err(script.failure) : act()
  }

  private api(mode: AccessMode, call: FakeCall): CloudApi {
    const permit = permitFor(mode)
    return {
      listMembers: () =>
        permit('members.list', () => call('listMembers', () => ok(pageOfAll(this.members.map((member) => memberSchema.parse(member)))))),
      getStreamKey: () => call('getStreamKey', () => ok(this.keyObject())),
      listRooms: ({ member, page }) =>
        call('listRooms', () => {
          const rooms = this.rooms.filter((room) => member === undefined || room.member === member)
          return ok(
            pageOfAll(
              rooms.map((room) => this.roomObject(room)),
              page,
            ),
          )
        }),
      getRoom: (id) => call('getRoom', () => this.withRoom(id, (room) => ok(this.roomObject(room)))),
      createRoom: ({ title, member }) =>
        call('createRoom', () =>
          mode === 'member' && this.forbidsSelfCreate
            ? err(failure('room-self-create-forbidden'))
            : ok(this.roomObject(this.addRoom(title, 'SCHEDULED', member))),
        ),
      startRoom: (id) => call('startRoom', () => this.withRoom(id, (room) => this.startRoom(room)), id),
      endRoom: (id) => call('endRoom', () => this.withRoom(id, (room) => this.endRoom(room)), id),
      forceTerminate: () =>
        permit('streamKey.forceTerminate', () =>
          call('forceTerminate', () => {
            if (!this.ignoresForce) this.forceTerminate()
            return ok(undefined)
          }),
        ),
      reissueKey: () => permit('streamKey.reissue', () => call('reissueKey', () => this.changeKey(() => this.rotateKey()))),
      listProfiles: () => permit('profiles.list', () => call('listProfiles', () => ok(pageOfAll([landscape, portrait])))),
      chooseProfile: (_key: StreamKeyId, id) =>
        permit('streamKey.chooseProfile', () =>
          call('chooseProfile', () =>
            this.changeKey(() => {
              this.profileId = id === portrait.id ? 'portrait' : 'landscape'
            }),
          ),
        ),
      getVideoPost: (id) => permit('videoPosts.read', () => call('getVideoPost', () => ok(this.postObject(id)))),
      clockOffsetMs: () => this.clockOffsetMs,
    }
  }

  withRoom<T>(id: RoomId, act: (room: FakeRoom) => Result<T>): Result<T> {
    const room = this.roomOf(id)
    return room ? act(room) : err(failure('room-not-found'))
  }

  private roomOf(id: RoomId | null): FakeRoom | undefined {
    return this.rooms.find((candidate) => String(candidate.id) === id)
  }

  private changeKey(change: () => void) {
    if (this.keyState !== 'INACTIVE') return err(failure('stream-key-not-inactive'))
    change()
    return ok(this.keyObject())
  }

  /** Somebody goes live in a room with what arrives now, as with the service’s own console. */
  startFromConsole(room: FakeRoom): void {
    if (this.startRoom(room).ok) this.startedFromConsole.push(String(room.id))
  }

  private startRoom(room: FakeRoom) {
    if (room.state !== 'SCHEDULED') return err(failure('room-not-scheduled'))
    if (this.keyState !== 'ACTIVE') return err(failure('stream-key-not-active'))
    this.moveKey('go-live')
    this.moveRoom(room, 'go-live')
    room.liveStartedAt = new Date(this.clock.wallMs() + (this.clockOffsetMs ?? 0)).toISOString()
    room.urls++
    this.liveRoom = room
    return ok(this.roomObject(room))
  }

  private endRoom(room: FakeRoom) {
    if (room.state !== 'LIVE_INACTIVE') return err(failure('room-not-live-inactive'))
    if (this.keyState !== 'INACTIVE_LIVE') return err(failure('stream-key-not-inactive-live'))
    this.moveKey('end')
    this.moveRoom(room, 'end')
    this.liveRoom = null
    room.vodState = 'NOT_ARCHIVED'
    this.clock.after(this.delays.archive / 2, () => {
      room.vodState = 'ARCHIVING'
    })
    this.clock.after(this.delays.archive, () => {
      room.vodState = this.archiveFails ? 'FAILED_ARCHIVING' : 'ARCHIVED'
      if (!this.archiveFails) this.moveRoom(room, 'archived')
    })
    return ok(this.roomObject(room))
  }

  // —— objects as they arrive after parsing

  private keyObject() {
    return streamKeySchema.parse({
      id: 7,
      streamKeyState: this.keyState,
      streamKey: this.streamKey,
      ingestUrl: 'rtmp://ingest.test/live',
      app: { id: 1, name: 'app', defaultRtmpOutputMode: 'CMAF' },
      mode: this.publisher === null ? null : this.mode,
      profile: this.profileId === 'portrait' ? portraitJson : landscapeJson,
      ...(this.keyState === 'ACTIVE' ? playUrls(this.mode, `play.test/private/${this.session}`) : {}),
      videoRoom: this.liveRoom && { id: this.liveRoom.id, videoRoomState: this.liveRoom.state, type: 'BROADCAST_RTMP', title: this.liveRoom.title },
    })
  }

  roomObject(room: FakeRoom) {
    const archived = room.vodState === 'ARCHIVED'
    return roomSchema.parse({
      id: room.id,
      type: room.type,
      uuid: `uuid-${room.id}`,
      title: room.title,
      description: room.description,
      accessLevel: room.accessLevel,
      member: this.members.find(({ appUserId }) => appUserId === room.member),
      videoRoomState: room.state,
      vodState: room.vodState,
      vodUrl: archived ? `https://vod.test/${room.id}.mp4` : null,
      videoPost: archived ? { id: this.postIdOf(room), videoPostState: 'PROCESSED', type: 'LIVE_RECORDED' } : null,
      scheduledAt: room.scheduledAt,
      createdAt: room.createdAt,
      liveStartedAt: room.liveStartedAt,
      forciblyTerminated: room.forciblyTerminated,
      ...(room.state === 'LIVE' ? playUrls(this.mode, `play.test/room/${room.id}/${room.urls}`) : {}),
    })
  }

  postIdOf(room: FakeRoom): VideoPostId {
    return String(room.id + 1000) as VideoPostId
  }

  postObject(id: VideoPostId) {
    return videoPostSchema.parse({
      id,
      videoPostState: 'PROCESSED',
      type: 'LIVE_RECORDED',
      file: { processedSummaries: [{ format: 'MP4', url: `https://vod.test/${id}-processed.mp4` }] },
    })
  }
}
