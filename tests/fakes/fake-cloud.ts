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
  type VodState,
} from '#shared/states'
import { memberSchema } from '#shared/wire/member'
import { profileSchema } from '#shared/wire/profile'
import { roomSchema } from '#shared/wire/room'
import { streamKeySchema } from '#shared/wire/stream-key'
import { videoPostSchema } from '#shared/wire/video-post'
import type { CloudApi, CloudConnection } from '../../electron/cloud/port.ts'
import { watchMember } from '../../electron/cloud/watcher.ts'
import type { AppCredentials } from '../../electron/credentials/port.ts'
import { silentLogger } from '../../electron/logging/port.ts'
import type { ManualClock } from './manual-clock.ts'

type Room = {
  readonly id: number
  readonly title: string
  state: RoomState
  vodState: VodState | undefined
  liveStartedAt: string | undefined
  type: string
  forciblyTerminated: boolean
  urls: number
  readonly createdAt: string
}

export type CallName = Exclude<keyof CloudApi, 'clockOffsetMs'>

/** One call as it arrived at the service, with what was true then. */
export type ArrivedCall = {
  readonly name: CallName
  readonly keyState: StreamKeyState
  readonly publisher: string | null
  /** Of the room that the call is about, if it is about one. */
  readonly roomId: RoomId | null
  readonly roomState: RoomState | null
  readonly othersUnderWay: readonly CallName[]
}

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
 * FlipFlop Cloud as its state tables say, for one member: one stream key, some rooms, an ingest that one publisher holds.
 * Every knob is a delay or a fault of the service; nothing here knows what Tally is.
 */
export class FakeCloud {
  readonly credentials: AppCredentials = { apiKey: 'app-key', apiSecret: 'the-secret-of-the-app' }
  readonly appUserId = 'creator' as AppUserId
  streamKey = 'sk-first-0123456789'
  keyState: StreamKeyState = 'INACTIVE'
  rooms: Room[] = []
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
  members = 1
  clockOffsetMs: number | null = 0
  /** Told who publishes no more because the service closed the connection. */
  onCutOff: (who: string) => void = () => {}
  readonly arrived: ArrivedCall[] = []
  /** Called with every stream key, or secret, that ever was. */
  readonly secrets: string[] = [this.credentials.apiSecret, this.streamKey]
  private readonly scripted: { name: CallName; failure: Failure; done: boolean }[] = []
  private readonly underWay: CallName[] = []
  private liveRoom: Room | null = null
  private session = 0
  private nextId = 1
  private readonly clock: ManualClock

  constructor(clock: ManualClock) {
    this.clock = clock
  }

  addRoom(title: string, state: RoomState = 'SCHEDULED'): Room {
    const createdAt = new Date(this.clock.wallMs() + this.nextId).toISOString()
    const room: Room = {
      id: this.nextId++,
      title,
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
  interrupted(title: string): Room {
    const room = this.addRoom(title, 'LIVE_INACTIVE')
    room.liveStartedAt = new Date(this.clock.wallMs() - 60_000).toISOString()
    this.liveRoom = room
    this.keyState = 'INACTIVE_LIVE'
    return room
  }

  /** The next call of this name fails; `done`: though the service did what was asked. */
  failNext(name: CallName, reason: Failure, { done = false } = {}): void {
    this.scripted.push({ name, failure: reason, done })
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

  private later(ms: number, session: number, run: () => void): void {
    this.clock.after(ms, () => {
      if (session === this.session) run()
    })
  }

  private moveKey(cause: StreamKeyCause): void {
    const next = nextStreamKeyState(this.keyState, cause)
    if (next === undefined) throw new Error(`the stream key has no way from ${this.keyState} by ${cause}`)
    this.keyState = next
  }

  private moveRoom(room: Room, cause: RoomCause): void {
    const next = nextRoomState(room.state, cause)
    if (next === undefined) throw new Error(`the room has no way from ${room.state} by ${cause}`)
    room.state = next
  }

  // —— API

  connection(given: AppCredentials): CloudConnection {
    const api = this.api(given)
    return {
      api,
      watch: (member) => watchMember({ api, member, clock: this.clock, timers: this.clock, random: () => 0.5, logger: silentLogger }),
    }
  }

  private async call<T>(given: AppCredentials, name: CallName, act: () => Result<T>, id: RoomId | null = null): Promise<Result<T>> {
    await this.clock.wait(this.delays.network)
    this.arrived.push({
      name,
      keyState: this.keyState,
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

  private answer<T>(given: AppCredentials, name: CallName, act: () => Result<T>): Result<T> {
    if (this.down) return err(failure('cloud-unreachable'))
    if (given.apiSecret !== this.credentials.apiSecret) return err(failure('credentials-rejected'))
    const index = this.scripted.findIndex((entry) => entry.name === name)
    const [script] = index < 0 ? [] : this.scripted.splice(index, 1)
    if (script?.done) act()
    return script ? err(script.failure) : act()
  }

  private api(given: AppCredentials): CloudApi {
    return {
      listMembers: () => this.call(given, 'listMembers', () => ok({ items: this.listMembers(), page: 1, totalPages: 1 })),
      getStreamKey: () => this.call(given, 'getStreamKey', () => ok(this.keyObject())),
      listRooms: () => this.call(given, 'listRooms', () => ok({ items: this.rooms.map((room) => this.roomObject(room)), page: 1, totalPages: 1 })),
      getRoom: (id) => this.call(given, 'getRoom', () => this.withRoom(id, (room) => ok(this.roomObject(room)))),
      createRoom: ({ title }) => this.call(given, 'createRoom', () => ok(this.roomObject(this.addRoom(title)))),
      startRoom: (id) => this.call(given, 'startRoom', () => this.withRoom(id, (room) => this.startRoom(room)), id),
      endRoom: (id) => this.call(given, 'endRoom', () => this.withRoom(id, (room) => this.endRoom(room)), id),
      forceTerminate: () =>
        this.call(given, 'forceTerminate', () => {
          if (!this.ignoresForce) this.forceTerminate()
          return ok(undefined)
        }),
      reissueKey: () => this.call(given, 'reissueKey', () => this.changeKey(() => this.rotateKey())),
      listProfiles: () => this.call(given, 'listProfiles', () => ok({ items: [landscape, portrait], page: 1, totalPages: 1 })),
      chooseProfile: (_key: StreamKeyId, id) =>
        this.call(given, 'chooseProfile', () =>
          this.changeKey(() => {
            this.profileId = id === portrait.id ? 'portrait' : 'landscape'
          }),
        ),
      getVideoPost: (id) => this.call(given, 'getVideoPost', () => ok(this.postObject(id))),
      clockOffsetMs: () => this.clockOffsetMs,
    }
  }

  private withRoom<T>(id: RoomId, act: (room: Room) => Result<T>): Result<T> {
    const room = this.roomOf(id)
    return room ? act(room) : err(failure('room-not-found'))
  }

  private roomOf(id: RoomId | null): Room | undefined {
    return this.rooms.find((candidate) => String(candidate.id) === id)
  }

  private changeKey(change: () => void) {
    if (this.keyState !== 'INACTIVE') return err(failure('stream-key-not-inactive'))
    change()
    return ok(this.keyObject())
  }

  /** Somebody goes live in a room with what arrives now, as with the service’s own console. */
  startFromConsole(room: Room): void {
    if (this.startRoom(room).ok) this.startedFromConsole.push(String(room.id))
  }

  private startRoom(room: Room) {
    if (room.state !== 'SCHEDULED') return err(failure('room-not-scheduled'))
    if (this.keyState !== 'ACTIVE') return err(failure('stream-key-not-active'))
    this.moveKey('go-live')
    this.moveRoom(room, 'go-live')
    room.liveStartedAt = new Date(this.clock.wallMs() + (this.clockOffsetMs ?? 0)).toISOString()
    room.urls++
    this.liveRoom = room
    return ok(this.roomObject(room))
  }

  private endRoom(room: Room) {
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

  private listMembers() {
    return Array.from({ length: this.members }, (_, index) =>
      memberSchema.parse({ id: index + 1, appUserId: index === 0 ? this.appUserId : `guest${index}`, appUserName: 'The Creator' }),
    )
  }

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

  private roomObject(room: Room) {
    const archived = room.vodState === 'ARCHIVED'
    return roomSchema.parse({
      id: room.id,
      type: room.type,
      title: room.title,
      videoRoomState: room.state,
      vodState: room.vodState,
      vodUrl: archived ? `https://vod.test/${room.id}.mp4` : null,
      videoPost: archived ? { id: room.id + 1000, videoPostState: 'PROCESSED', type: 'LIVE_RECORDED' } : null,
      scheduledAt: room.createdAt,
      createdAt: room.createdAt,
      liveStartedAt: room.liveStartedAt,
      forciblyTerminated: room.forciblyTerminated,
      ...(room.state === 'LIVE' ? playUrls(this.mode, `play.test/room/${room.id}/${room.urls}`) : {}),
    })
  }

  private postObject(id: VideoPostId) {
    return videoPostSchema.parse({
      id,
      videoPostState: 'PROCESSED',
      type: 'LIVE_RECORDED',
      file: { processedSummaries: [{ format: 'MP4', url: `https://vod.test/${id}-processed.mp4` }] },
    })
  }
}
