import { randomUUID } from 'node:crypto'
import type { RandomText } from '../random-text.ts'
import type { Database, StoredMember, StoredProfile, StoredRoom, StoredStreamKey } from './entities.ts'
import type { Store } from './store.ts'

export const firstMemberUserId = 'creator'
const firstId = 1001

/** Long and random; node-media-server takes letters, digits, `_` and `-` only. The real service's format is not documented. */
export const newStreamKeyText = (randomText: RandomText): string => randomText(32)

/** What a new local FlipFlop Cloud holds: one app, a landscape and a portrait profile, one member with a stream key, one room to begin with. */
export function seedDatabase(now: Date, randomText: RandomText, firstRoomTitle = 'Rehearsal 1'): Database {
  const at = now.toISOString()
  const appId = firstId
  const profileId = firstId + 1
  const memberId = firstId + 2
  return {
    version: 1,
    nextId: firstId + 6,
    app: { id: appId, state: 'ACTIVE', name: 'rehearsal', defaultRtmpOutputMode: 'CMAF' },
    profiles: [systemProfile('landscape', profileId, at), systemProfile('portrait', firstId + 5, at)],
    members: [newMember({ id: memberId, appUserId: firstMemberUserId, appUserName: 'Creator', at })],
    streamKeys: [newStreamKey({ id: firstId + 3, memberId, profileId, at, streamKey: newStreamKeyText(randomText) })],
    rooms: [newRoom({ id: firstId + 4, memberId, at, scheduledAt: at, title: firstRoomTitle })],
    posts: [],
  }
}

/** The two shapes that FlipFlop Cloud makes; landscape is what a new stream key gets. */
function systemProfile(name: 'landscape' | 'portrait', id: number, at: string): StoredProfile {
  const sized = (long: number, short: number) => (name === 'landscape' ? { width: long, height: short } : { width: short, height: long })
  return {
    id,
    createdAt: at,
    lastModifiedAt: at,
    state: 'ACTIVE',
    type: 'BROADCAST_RTMP',
    creatorType: 'SYSTEM',
    representativeType: name === 'landscape' ? 'DEFAULT' : 'NON_DEFAULT',
    name,
    description: null,
    revision: 1,
    profile: {
      segmentDuration: 1,
      videoStreams: [
        { name: '360p', type: 'H264', ...sized(640, 360), bitrate: 700_000 },
        { name: '720p', type: 'H264', ...sized(1280, 720), bitrate: 2_500_000 },
      ],
      audioStream: { name: 'audio', type: 'AAC', bitrate: 128_000 },
      drm: false,
    },
  }
}

/** Older data folders have no portrait profile yet. */
export function addPortraitProfile(store: Store, at: string): void {
  const known = store.read().profiles.some(({ creatorType, name }) => creatorType === 'SYSTEM' && name === 'portrait')
  if (!known) store.commit({ profiles: [systemProfile('portrait', store.newId(), at)] })
}

export const newMember = (given: { readonly id: number; readonly appUserId: string; readonly at: string } & Partial<StoredMember>): StoredMember => {
  const { at, ...member } = given
  return {
    state: 'ACTIVE',
    appUserName: null,
    appUserProfileImgUrl: null,
    email: null,
    customType: null,
    customData: null,
    createdAt: at,
    lastModifiedAt: at,
    ...member,
  }
}

export const newStreamKey = (given: {
  readonly id: number
  readonly memberId: number
  readonly profileId: number
  readonly streamKey: string
  readonly at: string
}): StoredStreamKey => {
  const { at, ...key } = given
  return {
    ...key,
    streamKeyState: 'INACTIVE',
    forciblyTerminated: false,
    videoRoomId: null,
    mode: null,
    livePath: null,
    error: null,
    createdAt: at,
    lastModifiedAt: at,
  }
}

export const newRoom = (
  given: { readonly id: number; readonly memberId: number; readonly scheduledAt: string; readonly at: string } & Partial<StoredRoom>,
): StoredRoom => {
  const { at, ...room } = given
  return {
    uuid: randomUUID(),
    state: 'ACTIVE',
    type: 'BROADCAST_RTMP',
    videoRoomState: 'SCHEDULED',
    forciblyTerminated: false,
    vodState: 'NOT_ARCHIVED',
    accessLevel: 'PUBLIC',
    byMember: false,
    title: null,
    description: null,
    customType: null,
    customData: null,
    cancelledAt: null,
    liveStartedAt: null,
    liveEndedAt: null,
    vodArchivedAt: null,
    streamKeyId: null,
    profileId: null,
    mode: null,
    livePath: null,
    videoPostId: null,
    createdAt: at,
    lastModifiedAt: at,
    ...room,
  }
}
