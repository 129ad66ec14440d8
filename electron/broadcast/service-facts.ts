import type { Orientation, ReasonCode } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import type { Known, RoomState, StreamKeyState, VodState } from '#shared/states'
import type { VideoRoom } from '#shared/wire/room'
import type { CloudObservation } from '../cloud/port.ts'
import { freshForMs } from './deadlines.ts'
import { isAddressed } from './play-urls.ts'
import { orientationOf } from './profile-view.ts'

/** What the newest answers of FlipFlop Cloud say about one member's stream key and the room that is followed. */
export type ServiceFacts = {
  /** `unknown`: the service used a word that this version does not know; null: not told yet. */
  readonly keyState: StreamKeyState | 'unknown' | null
  readonly roomState: RoomState | 'unknown' | null
  readonly roomType: string | null
  readonly vodState: VodState | 'unknown' | null
  readonly roomId: RoomId | null
  /** The room that the stream key is on air for, null where it is on air for none, and that room's state as the key tells it. */
  readonly keyRoomId: RoomId | null
  readonly keyRoomState: RoomState | 'unknown' | null
  /** What the service makes of what it receives, as it spells it; null while it receives nothing. */
  readonly mode: string | null
  /** That viewers get, by the stream key's profile. */
  readonly profileOrientation: Orientation | null
  /** Viewers, or before go-live the owner, have an address; `false` only while what arrives is passed on without one. */
  readonly addressed: boolean
  /** The service gave up converting what it received last; told by the stream key until something arrives again. */
  readonly conversionFailed: boolean
  /** Why the newest question brought no answer; null where it did. */
  readonly failure: FailureCode | null
  readonly fresh: boolean
  readonly answered: boolean
}

/** The service's own spelling, also of a word that we do not know. */
export const spelled = (value: Known<string>): string => (typeof value === 'string' ? value : value.unknown)

const known = <T extends string>(value: Known<T> | undefined | null): T | 'unknown' | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : 'unknown'

/** The observed room, if it is the one that is followed: an answer that was under way while another was chosen says nothing. */
export const followedRoom = (observation: CloudObservation, roomId: RoomId | null): VideoRoom | null =>
  observation.room !== null && observation.room.id === roomId ? observation.room : null

const isFresh = (observation: CloudObservation, nowMonotonicMs: number): boolean =>
  observation.answeredAtMonotonicMs !== null && nowMonotonicMs - observation.answeredAtMonotonicMs <= freshForMs

export function readService(observation: CloudObservation, roomId: RoomId | null, nowMonotonicMs: number): ServiceFacts {
  const room = followedRoom(observation, roomId)
  const keyState = known(observation.streamKey?.streamKeyState)
  const keyRoom = isOnAirKey(keyState) ? observation.streamKey?.videoRoom : undefined
  return {
    keyState,
    roomState: known(room?.videoRoomState),
    roomType: room?.type ?? null,
    vodState: known(room?.vodState),
    roomId,
    keyRoomId: keyRoom?.id ?? null,
    keyRoomState: known(keyRoom?.videoRoomState),
    mode: observation.streamKey?.mode === undefined ? null : spelled(observation.streamKey.mode),
    profileOrientation: observation.streamKey?.profile === undefined ? null : orientationOf(observation.streamKey.profile),
    addressed: isAddressed(observation.streamKey, room),
    conversionFailed: observation.streamKey?.error !== undefined,
    failure: observation.failure?.code ?? null,
    fresh: isFresh(observation, nowMonotonicMs),
    answered: observation.answeredAtMonotonicMs !== null,
  }
}

/** Somebody's media arrives at the service under this key. */
export const isReceiving = (keyState: ServiceFacts['keyState']): boolean =>
  keyState === 'ACTIVE_PREP' || keyState === 'ACTIVE' || keyState === 'ACTIVE_LIVE' || keyState === 'ACTIVE_LIVE_PREP'

/** The key belongs to a broadcast that has begun and not ended. */
export const isOnAirKey = (keyState: ServiceFacts['keyState']): boolean =>
  keyState === 'ACTIVE_LIVE' || keyState === 'INACTIVE_LIVE' || keyState === 'ACTIVE_LIVE_PREP'

/** As a room tells it, or as the facts do. */
type RoomWord = VideoRoom['videoRoomState'] | ServiceFacts['roomState']

export const isOnAirRoom = (roomState: RoomWord): boolean => roomState === 'LIVE' || roomState === 'LIVE_INACTIVE'

export const isOverRoom = (roomState: RoomWord): boolean => roomState === 'ENDED' || roomState === 'ARCHIVED'

/** Why a room cannot be started, now and ever, from here; null where it can, or is on air. */
export function closedReason(type: string | null, roomState: RoomWord): ReasonCode | null {
  if (type !== null && type !== 'BROADCAST_RTMP') return 'room-type-unsupported'
  if (roomState === 'CANCELLED') return 'room-cancelled'
  if (isOverRoom(roomState)) return 'room-ended'
  return roomState === null || roomState === 'SCHEDULED' || isOnAirRoom(roomState) ? null : 'room-not-startable'
}

/** The key is on air for a room that is not the followed one. */
export const isOnAirElsewhere = (service: ServiceFacts): boolean => service.keyRoomId !== null && service.keyRoomId !== service.roomId

/** Going live is possible by what the service says: the room waits and the stream is converted, and both were said just now. */
export const isStartable = (service: ServiceFacts): boolean => service.fresh && service.roomState === 'SCHEDULED' && service.keyState === 'ACTIVE'

/** Ending is possible by what the service says: nothing arrives any more. Only ever acted upon after asking once more. */
export const isEndable = (service: ServiceFacts): boolean => service.roomState === 'LIVE_INACTIVE' && service.keyState === 'INACTIVE_LIVE'
