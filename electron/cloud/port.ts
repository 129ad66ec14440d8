import type { AccessMode } from '#shared/capabilities'
import type { Failure } from '#shared/failure'
import type { AppUserId, RoomId, StreamKeyId, VideoPostId } from '#shared/ids'
import type { Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import type { Profile } from '#shared/wire/profile'
import type { VideoRoom } from '#shared/wire/room'
import type { StreamKey } from '#shared/wire/stream-key'
import type { VideoPost } from '#shared/wire/video-post'
import type { CloudDirectory } from './directory-port.ts'

/** What a member's login answers, or an operator's token URL. Every one of them is a secret. */
export type MemberTokens = { readonly accessToken: string; readonly refreshToken?: string; readonly streamingToken?: string }

/** What opens a connection: an app's key pair, or a member's token and where new ones come from (null: by hand). */
export type CloudCredentials =
  | { readonly mode: 'operator'; readonly apiKey: string; readonly apiSecret: string }
  | {
      readonly mode: 'member'
      /** Null: to be fetched from the token URL first. */
      readonly tokens: MemberTokens | null
      readonly tokenUrl: { readonly url: string; readonly header: { readonly name: string; readonly value: string } | null } | null
    }

export type Page<T> = { readonly items: readonly T[]; readonly page: number; readonly totalPages: number }

/**
 * What a broadcast asks of FlipFlop Cloud, in the access mode of the connection. Every call ends within its timeout
 * (10 s unless told otherwise), can be cancelled, and fails by value with a `cloud-…` code or the service's own error mapped to ours.
 * What the mode may not do (`shared/capabilities.ts`) fails with `ask-operator` and is never sent. In member mode a `member`
 * is always the one whose token it is.
 */
export type CloudApi = {
  readonly listMembers: (signal?: AbortSignal) => Promise<Result<Page<Member>>>
  readonly getStreamKey: (member: AppUserId, signal?: AbortSignal) => Promise<Result<StreamKey>>
  readonly listRooms: (filter: { readonly member?: AppUserId; readonly page?: number }, signal?: AbortSignal) => Promise<Result<Page<VideoRoom>>>
  readonly getRoom: (room: RoomId, signal?: AbortSignal) => Promise<Result<VideoRoom>>
  readonly createRoom: (
    room: { readonly member: AppUserId; readonly title: string; readonly scheduledAt: string },
    signal?: AbortSignal,
  ) => Promise<Result<VideoRoom>>
  readonly startRoom: (room: RoomId, signal?: AbortSignal) => Promise<Result<VideoRoom>>
  readonly endRoom: (room: RoomId, signal?: AbortSignal) => Promise<Result<VideoRoom>>
  /** Ends whatever is on air with this member's stream key, and has the key reissued. Where the key is INACTIVE, nothing happens. */
  readonly forceTerminate: (member: AppUserId, signal?: AbortSignal) => Promise<Result<void>>
  /** Has the key exchanged for a new one; only while it is INACTIVE. */
  readonly reissueKey: (key: StreamKeyId, signal?: AbortSignal) => Promise<Result<StreamKey>>
  /** What can be made of a broadcast: the profiles of type BROADCAST_RTMP. */
  readonly listProfiles: (signal?: AbortSignal) => Promise<Result<Page<Profile>>>
  readonly chooseProfile: (key: StreamKeyId, profileId: string, signal?: AbortSignal) => Promise<Result<StreamKey>>
  readonly getVideoPost: (post: VideoPostId, signal?: AbortSignal) => Promise<Result<VideoPost>>
  /** Service clock minus this computer's clock in milliseconds, from the `Date` header of the newest answer; null before the first. */
  readonly clockOffsetMs: () => number | null
}

/** What the service said, with when it said it. */
export type CloudObservation = {
  readonly streamKey: StreamKey | null
  readonly room: VideoRoom | null
  readonly videoPost: VideoPost | null
  /** Monotonic time of the newest complete good answer; null before the first. */
  readonly answeredAtMonotonicMs: number | null
  /** The same on the wall clock. */
  readonly answeredAtWallMs: number | null
  readonly clockOffsetMs: number | null
  /** Why the newest request failed; null when it did not. */
  readonly failure: Failure | null
}

/** Nothing asked yet. */
export const emptyObservation: CloudObservation = {
  streamKey: null,
  room: null,
  videoPost: null,
  answeredAtMonotonicMs: null,
  answeredAtWallMs: null,
  clockOffsetMs: null,
  failure: null,
}

/**
 * Follows one member's stream key and one room: every second while something should change, every 5 s at rest,
 * at once when the service tells of a change, backing off (to 10 s at most) on errors. One request in flight per resource.
 */
export type CloudWatcher = {
  readonly observe: (listener: (observation: CloudObservation) => void) => () => void
  readonly current: () => CloudObservation
  /** Which room to follow from now on; null follows the key alone. */
  readonly follow: (room: RoomId | null) => void
  /** `quick`: something should change soon (poll every second, or faster right after an action); `rest`: nothing should. */
  readonly setPace: (pace: 'quick' | 'rest') => void
  /** Ask now; resolves with the observation after the answer (or the failure). */
  readonly refresh: () => Promise<CloudObservation>
  readonly [Symbol.dispose]: () => void
}

/** How a connection stands, beside what the service says of the broadcast. */
export type CloudStanding = {
  /** There is a way to the service. False: this computer has no network, or nobody was reached several times in a row. */
  readonly online: boolean
  /** Sent in the last 60 s, and what is sent at most. */
  readonly requestsLastMinute: number
  readonly budgetPerMinute: number
  /** `open`: the service tells of changes by itself; `polling`: it is only asked. */
  readonly events: 'open' | 'polling'
  /** Member mode only. `expiresAtMs` is on this computer's wall clock; `renewable`: there is a token URL; `failure`: why there is no (new) token. */
  readonly token: { readonly expiresAtMs: number | null; readonly renewable: boolean; readonly failure: Failure | null } | null
}

/** A connection that is open: what a broadcast asks, what lists and forms ask, and the watcher. Made by the host from base URL and credentials. */
export type CloudConnection = {
  readonly mode: AccessMode
  readonly api: CloudApi
  readonly directory: CloudDirectory
  readonly watch: (member: AppUserId) => CloudWatcher
  readonly standing: () => CloudStanding
  /** Told when `online`, `events` or `token` is another one. Returns the way to hear no more. */
  readonly onStanding: (listener: () => void) => () => void
  /** Member mode, where one came with the access token: what opens play URLs of rooms that are not PUBLIC. */
  readonly streamingToken: () => string | undefined
  /** Tokens by hand, on air too; nothing is asked for it. Operator mode ignores them. */
  readonly renew: (tokens: MemberTokens) => void
  /** This computer's network is another one (`isThere`), or gone. */
  readonly networkChanged: (isThere: boolean) => void
  /** This computer slept. */
  readonly wokeUp: () => void
  /** Ends renewals and events; watchers end for themselves. */
  readonly [Symbol.dispose]: () => void
}
