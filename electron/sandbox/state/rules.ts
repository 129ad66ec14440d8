import { nextRoomState, nextStreamKeyState, type OutputMode, type RoomCause, type StreamKeyCause } from '#shared/states'
import type { ErrorCode } from '../api/errors.ts'
import type { Changes, Database, StoredRoom, StoredStreamKey } from './entities.ts'

/**
 * What moves stream keys and rooms. Every function is pure: the changes to store, or nothing where the tables of
 * `shared/states.ts` have no such edge. A key and the room that is on air with it always move in one step.
 */
type Step = { readonly at: string }

export const keyById = (db: Database, id: number): StoredStreamKey | undefined => db.streamKeys.find((key) => key.id === id)
export const roomById = (db: Database, id: number | null): StoredRoom | undefined =>
  db.rooms.find((room) => room.id === id && room.state === 'ACTIVE')
export const keyOfMember = (db: Database, memberId: number): StoredStreamKey | undefined => db.streamKeys.find((key) => key.memberId === memberId)

const moveKey = (key: StoredStreamKey, cause: StreamKeyCause, at: string, more: Partial<StoredStreamKey> = {}): StoredStreamKey | undefined => {
  const streamKeyState = nextStreamKeyState(key.streamKeyState, cause)
  return streamKeyState === undefined ? undefined : { ...key, streamKeyState, lastModifiedAt: at, ...more }
}

const moveRoom = (room: StoredRoom | undefined, cause: RoomCause, at: string, more: Partial<StoredRoom> = {}): StoredRoom | undefined => {
  const videoRoomState = room === undefined ? undefined : nextRoomState(room.videoRoomState, cause)
  return room === undefined || videoRoomState === undefined ? undefined : { ...room, videoRoomState, lastModifiedAt: at, ...more }
}

const changes = (key: StoredStreamKey | undefined, room?: StoredRoom | undefined): Changes | undefined =>
  key === undefined ? undefined : { streamKeys: [key], ...(room === undefined ? {} : { rooms: [room] }) }

export const ingestStarted = (key: StoredStreamKey, step: Step & { readonly mode: OutputMode }): Changes | undefined =>
  changes(moveKey(key, 'ingest-started', step.at, { mode: step.mode, livePath: null, error: null, forciblyTerminated: false }))

/** The stream is converted: from now on it can be watched under `livePath`, which may be said later. */
export function converted(db: Database, key: StoredStreamKey, step: Step & { readonly livePath: string | null }): Changes | undefined {
  const room = roomById(db, key.videoRoomId)
  const { livePath } = step
  return changes(moveKey(key, 'converted', step.at, { livePath }), moveRoom(room, 'converted', step.at, { livePath, mode: key.mode }))
}

type Revelation = Step & { readonly livePath: string }

export function playUrlsOnKey(db: Database, keyId: number, { at, livePath }: Revelation): Changes | undefined {
  const key = keyById(db, keyId)
  const playing = key?.streamKeyState === 'ACTIVE' || key?.streamKeyState === 'ACTIVE_LIVE'
  return key !== undefined && playing ? { streamKeys: [{ ...key, livePath, lastModifiedAt: at }] } : undefined
}

export function playUrlsOnRoom(db: Database, roomId: number, { at, livePath }: Revelation): Changes | undefined {
  const room = roomById(db, roomId)
  return room?.videoRoomState === 'LIVE' ? { rooms: [{ ...room, livePath, lastModifiedAt: at }] } : undefined
}

export function ingestStopped(db: Database, key: StoredStreamKey, step: Step): Changes | undefined {
  const room = roomById(db, key.videoRoomId)
  return changes(
    moveKey(key, 'ingest-stopped', step.at, { mode: null, livePath: null }),
    moveRoom(room, 'ingest-stopped', step.at, { livePath: null }),
  )
}

/** The outcome of what a client asked for. */
export type Ruling = { readonly kind: 'done'; readonly changes: Changes } | { readonly kind: 'refused'; readonly errorCode: ErrorCode }

const refused = (errorCode: ErrorCode): Ruling => ({ kind: 'refused', errorCode })
const ruling = (made: Changes | undefined, otherwise: ErrorCode): Ruling =>
  made === undefined ? refused(otherwise) : { kind: 'done', changes: made }

/** Needs the room SCHEDULED and its member's key ACTIVE. */
export function goLive(db: Database, room: StoredRoom, step: Step & { readonly withPlayUrls?: boolean }): Ruling {
  if (room.type !== 'BROADCAST_RTMP') return refused('VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP')
  const key = keyOfMember(db, room.memberId)
  const live = moveRoom(room, 'go-live', step.at, {
    liveStartedAt: step.at,
    livePath: step.withPlayUrls === false ? null : (key?.livePath ?? null),
    profileId: key?.profileId ?? null,
    streamKeyId: key?.id ?? null,
    mode: key?.mode ?? null,
  })
  if (live === undefined) return refused('VIDEO_ROOM_STATE_NOT_SCHEDULED')
  if (key === undefined) return refused('STREAM_KEY_NOT_FOUND')
  return ruling(changes(moveKey(key, 'go-live', step.at, { videoRoomId: room.id }), live), 'STREAM_KEY_STATE_NOT_ACTIVE')
}

/** Needs the room LIVE_INACTIVE and the key INACTIVE_LIVE: the stream has to be stopped first. */
export function end(db: Database, room: StoredRoom, step: Step): Ruling {
  if (room.type !== 'BROADCAST_RTMP') return refused('VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP')
  const ended = moveRoom(room, 'end', step.at, { liveEndedAt: step.at, livePath: null })
  if (ended === undefined) return refused('VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE')
  const key = room.streamKeyId === null ? undefined : keyById(db, room.streamKeyId)
  if (key === undefined) return refused('STREAM_KEY_NOT_FOUND')
  return ruling(changes(moveKey(key, 'end', step.at, { videoRoomId: null, mode: null, livePath: null }), ended), 'STREAM_KEY_STATE_NOT_INACTIVE_LIVE')
}

/** Nothing where the key is INACTIVE: then there is nothing to terminate. */
export function forceTerminate(db: Database, key: StoredStreamKey, step: Step & { readonly newStreamKey: string }): Changes | undefined {
  if (key.streamKeyState === 'INACTIVE') return undefined
  const room = roomById(db, key.videoRoomId)
  return changes(
    moveKey(key, 'force-terminate', step.at, {
      streamKey: step.newStreamKey,
      forciblyTerminated: true,
      videoRoomId: null,
      mode: null,
      livePath: null,
    }),
    moveRoom(room, 'force-terminate', step.at, { forciblyTerminated: true, liveEndedAt: step.at, livePath: null }),
  )
}

export const cancel = (room: StoredRoom, step: Step): Ruling => {
  const cancelled = moveRoom(room, 'cancel', step.at, { cancelledAt: step.at })
  return ruling(cancelled && { rooms: [cancelled] }, 'VIDEO_ROOM_STATE_NOT_SCHEDULED')
}

export const archived = (room: StoredRoom, step: Step): StoredRoom | undefined =>
  moveRoom(room, 'archived', step.at, { vodState: 'ARCHIVED', vodArchivedAt: step.at })
