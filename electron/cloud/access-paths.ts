import type { AccessMode } from '#shared/capabilities'
import type { AppUserId, RoomId } from '#shared/ids'

/** Where FlipFlop Cloud answers what in one access mode. Ids are encoded here, and only here. */
export type AccessPaths = {
  readonly rooms: string
  readonly room: (room: RoomId) => string
  /** Member access only. */
  readonly roomByUuid: (uuid: string) => string
  readonly streamKeyOf: (member: AppUserId) => string
  /** Starting and ending a broadcast: the path differs between documents, so there are two; the documented one comes first. */
  readonly action: (room: RoomId, action: 'start' | 'end', style: 0 | 1) => string
}

/** Paths that only app access has; the capability table keeps member access away from them. */
export const operatorPaths = {
  members: '/v2/apps/me/members',
  member: (member: AppUserId) => `/v2/apps/me/members/${encodeURIComponent(member)}`,
  membersAtOnce: (members: readonly AppUserId[]) => `/v2/apps/me/members/${members.map(encodeURIComponent).join(',')}`,
  login: '/v2/apps/me/members/login',
  loginAsGuest: '/v2/apps/me/members/login-as-guest',
  forceTerminate: (member: AppUserId) => `/v2/apps/me/members/${encodeURIComponent(member)}/stream-key/force-terminate`,
  streamKey: (key: string) => `/v2/apps/me/stream-keys/${encodeURIComponent(key)}`,
  reissue: (key: string) => `/v2/apps/me/stream-keys/${encodeURIComponent(key)}/reissue`,
  profiles: '/v2/apps/me/transcoding-profiles',
  cancel: (room: RoomId) => `/v2/apps/me/video-rooms/${encodeURIComponent(room)}/rtmp-broadcast/state/cancelled`,
  videoPosts: '/v2/apps/me/video-posts',
  videoPost: (post: string) => `/v2/apps/me/video-posts/${encodeURIComponent(post)}`,
} as const

/** Paths that only member access has. */
export const memberPaths = { self: '/v2/members/me' } as const

const states = { start: 'rtmp-broadcast/state/live', end: 'rtmp-broadcast/state/ended' } as const

/** What both modes can do, each under its own paths. */
export function accessPaths(mode: AccessMode): AccessPaths {
  const base = mode === 'operator' ? '/v2/apps/me' : memberPaths.self
  const room = (id: RoomId) => `${base}/video-rooms/${encodeURIComponent(id)}`
  return {
    rooms: `${base}/video-rooms`,
    room,
    roomByUuid: (uuid) => `${base}/video-rooms/uuid/${encodeURIComponent(uuid)}`,
    streamKeyOf: (member) => (mode === 'operator' ? `${base}/members/${encodeURIComponent(member)}/stream-key` : `${base}/stream-key`),
    action: (id, action, style) => `${room(id)}/${(style === 0) === (mode === 'operator') ? states[action] : action}`,
  }
}
