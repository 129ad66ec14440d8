/**
 * Who may ask FlipFlop Cloud for what. `operator`: app access (`/v2/apps/me`, the key pair of a FlipFlop app); `member`: member
 * access (`/v2/members/me`, a member's own token). Client, buttons and the reasons shown all read this one table.
 */
export const accessModes = ['operator', 'member'] as const
export type AccessMode = (typeof accessModes)[number]

/** The types of video rooms as FlipFlop Cloud spells them; only the first can be broadcast into from an RTMP encoder. */
export const roomTypes = [
  'BROADCAST_RTMP',
  'BROADCAST_WEBRTC',
  'VIDEO_CONFERENCE',
  'WEBINAR',
  'SURVEILLANCE',
  'VIDEO_SURVEILLANCE',
  'INTERACTIVE_MEETING',
] as const
export type RoomType = (typeof roomTypes)[number]

/** Who may watch, as FlipFlop Cloud spells it. All but the first are temporarily not available there. */
export const accessLevels = ['PUBLIC', 'APP', 'MEMBER', 'FOLLOWER', 'FRIEND', 'RESTRICTED', 'PRIVATE'] as const
export type AccessLevel = (typeof accessLevels)[number]

export const capabilityActions = [
  'members.list',
  'members.edit',
  'members.login',
  'rooms.list',
  'rooms.create',
  'rooms.edit',
  'rooms.delete',
  'rooms.cancel',
  'rooms.broadcast',
  'streamKey.read',
  'streamKey.chooseProfile',
  'streamKey.reissue',
  'streamKey.forceTerminate',
  'profiles.list',
  'videoPosts.read',
  'events',
] as const
export type CapabilityAction = (typeof capabilityActions)[number]

/** `ask-operator`: not documented for members; `room-type-unsupported`: not made for an RTMP encoder; `polled-instead`: there are no events for app access. */
export type CapabilityReason = 'ask-operator' | 'room-type-unsupported' | 'polled-instead'

export type Capability = { readonly possible: true } | { readonly possible: false; readonly reason: CapabilityReason }

const possible: Capability = { possible: true }
const not = (reason: CapabilityReason): Capability => ({ possible: false, reason })

/** What each mode may do; for rooms, in a room of the type that this program broadcasts into. */
const table: { readonly [A in CapabilityAction]: { readonly [M in AccessMode]: Capability } } = {
  'members.list': { operator: possible, member: not('ask-operator') },
  'members.edit': { operator: possible, member: not('ask-operator') },
  'members.login': { operator: possible, member: not('ask-operator') },
  'rooms.list': { operator: possible, member: possible },
  'rooms.create': { operator: possible, member: possible },
  'rooms.edit': { operator: possible, member: possible },
  'rooms.delete': { operator: possible, member: possible },
  'rooms.cancel': { operator: possible, member: not('ask-operator') },
  'rooms.broadcast': { operator: possible, member: possible },
  'streamKey.read': { operator: possible, member: possible },
  'streamKey.chooseProfile': { operator: possible, member: not('ask-operator') },
  'streamKey.reissue': { operator: possible, member: not('ask-operator') },
  'streamKey.forceTerminate': { operator: possible, member: not('ask-operator') },
  'profiles.list': { operator: possible, member: not('ask-operator') },
  'videoPosts.read': { operator: possible, member: not('ask-operator') },
  events: { operator: not('polled-instead'), member: possible },
}

/** These are done to a room, and only to one that an RTMP encoder can stream into. */
const needsBroadcastRoom: ReadonlySet<CapabilityAction> = new Set(['rooms.create', 'rooms.cancel', 'rooms.broadcast'])

/** Whether a mode may do something, in a room of this type where it is about a room (as FlipFlop Cloud spells it). */
export function capability(action: CapabilityAction, mode: AccessMode, roomType: string = 'BROADCAST_RTMP'): Capability {
  const byMode = table[action][mode]
  if (!byMode.possible || !needsBroadcastRoom.has(action) || roomType === 'BROADCAST_RTMP') return byMode
  return not('room-type-unsupported')
}
