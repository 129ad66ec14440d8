import type { RoomId } from '#shared/ids'
import type { VideoRoom } from '#shared/wire/room'
import { isOnAirRoom } from '../broadcast/service-facts.ts'

/** A room that an encoder can stream into. */
export const isBroadcastRoom = (room: VideoRoom): boolean => room.type === 'BROADCAST_RTMP'

const isOnAir = ({ videoRoomState }: VideoRoom): boolean => isOnAirRoom(videoRoomState)

/**
 * The room to begin with: the one used last if it is not over; else the one on air, for no other can be started before it
 * has ended; else the newest that waits. Null when there is none of these.
 */
export function pickRoom(rooms: readonly VideoRoom[], lastRoomId: string | undefined): RoomId | null {
  const last = rooms.find(({ id }) => id === lastRoomId)
  if (last && (last.videoRoomState === 'SCHEDULED' || isOnAir(last))) return last.id
  const onAir = rooms.find(isOnAir)
  if (onAir) return onAir.id
  const waiting = rooms.filter(({ videoRoomState }) => videoRoomState === 'SCHEDULED')
  return waiting.toSorted(newestFirst)[0]?.id ?? null
}

export const newestFirst = (a: VideoRoom, b: VideoRoom): number => madeAtMs(b) - madeAtMs(a)

function madeAtMs({ createdAt, scheduledAt }: VideoRoom): number {
  const atMs = Date.parse(createdAt ?? scheduledAt ?? '')
  return Number.isNaN(atMs) ? 0 : atMs
}
