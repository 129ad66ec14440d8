import type { AccessLevel, RoomType } from '#shared/capabilities'
import type { AppUserId, RoomId } from '#shared/ids'
import type { Result } from '#shared/result'
import type { RoomState, VideoPostState } from '#shared/states'
import type { Member } from '#shared/wire/member'
import type { VideoRoom } from '#shared/wire/room'
import type { VideoPost } from '#shared/wire/video-post'
import type { MemberTokens } from './port.ts'

/** One page of a list. `page` counts from 1; `total` is of all pages, 0 where the service does not say. */
export type ListPage<T> = {
  readonly items: readonly T[]
  readonly page: number
  readonly totalPages: number
  readonly total: number
  /** Items of this page that could not be read and are not among `items`; absent where all could. */
  readonly skipped?: number
}

export type MemberDraft = {
  /** Letters and digits. */
  readonly appUserId: AppUserId
  readonly appUserName?: string
  readonly appUserProfileImgUrl?: string
  readonly email?: string
  /** At most 50 characters. */
  readonly customType?: string
  /** At most 10 items, names and values of at most 50 characters. */
  readonly customData?: Readonly<Record<string, string>>
}

export type RoomDraft = {
  /** Ignored in member mode, where a room always belongs to the member. */
  readonly member: AppUserId
  readonly title: string
  readonly description?: string
  /** ISO 8601 UTC; FlipFlop Cloud shows it and does nothing else with it. */
  readonly scheduledAt: string
  readonly accessLevel?: AccessLevel
}

export type RoomChange = {
  readonly title?: string
  readonly description?: string | null
  readonly scheduledAt?: string
  readonly accessLevel?: AccessLevel
}

export type RoomQuery = {
  readonly member?: AppUserId
  /** Part of the title. */
  readonly keyword?: string
  readonly state?: RoomState
  readonly type?: RoomType
  readonly accessLevel?: AccessLevel
  readonly page?: number
  readonly pageSize?: number
}

/**
 * The account's members, rooms and recordings, for lists and forms. What the mode of the connection may not do
 * (`shared/capabilities.ts`) fails with `ask-operator` and is never sent. Otherwise as `CloudApi`.
 */
export type CloudDirectory = {
  readonly listMembers: (
    query: { readonly appUserId?: string; readonly appUserName?: string; readonly page?: number; readonly pageSize?: number },
    signal?: AbortSignal,
  ) => Promise<Result<ListPage<Member>>>
  readonly getMember: (member: AppUserId, signal?: AbortSignal) => Promise<Result<Member>>
  /** Registers a member, or updates the one with this `appUserId`. */
  readonly upsertMember: (draft: MemberDraft, signal?: AbortSignal) => Promise<Result<Member>>
  readonly updateMember: (member: AppUserId, change: Omit<MemberDraft, 'appUserId'>, signal?: AbortSignal) => Promise<Result<Member>>
  readonly deleteMembers: (members: readonly AppUserId[], signal?: AbortSignal) => Promise<Result<void>>
  /** Tokens for a member, who is registered on first use. */
  readonly loginMember: (draft: MemberDraft, signal?: AbortSignal) => Promise<Result<MemberTokens>>
  readonly loginGuest: (signal?: AbortSignal) => Promise<Result<MemberTokens>>
  /** Who the token belongs to; member mode only (elsewhere `not-allowed`). */
  readonly getSelf: (signal?: AbortSignal) => Promise<Result<Member>>
  /** Newest first. */
  readonly listRooms: (query: RoomQuery, signal?: AbortSignal) => Promise<Result<ListPage<VideoRoom>>>
  /** A room by the uuid that the service gave it; member mode only (elsewhere `not-allowed`). */
  readonly getRoomByUuid: (uuid: string, signal?: AbortSignal) => Promise<Result<VideoRoom>>
  readonly createRoom: (draft: RoomDraft, signal?: AbortSignal) => Promise<Result<VideoRoom>>
  readonly updateRoom: (room: RoomId, change: RoomChange, signal?: AbortSignal) => Promise<Result<VideoRoom>>
  readonly deleteRoom: (room: RoomId, signal?: AbortSignal) => Promise<Result<void>>
  readonly cancelRoom: (room: RoomId, signal?: AbortSignal) => Promise<Result<VideoRoom>>
  /** Newest first. */
  readonly listVideoPosts: (
    query: { readonly member?: AppUserId; readonly state?: VideoPostState; readonly page?: number; readonly pageSize?: number },
    signal?: AbortSignal,
  ) => Promise<Result<ListPage<VideoPost>>>
}
