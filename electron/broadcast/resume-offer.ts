import type { Snapshot } from '#shared/contract'
import type { VideoRoom } from '#shared/wire/room'
import type { StreamKey } from '#shared/wire/stream-key'
import { isOnAirRoom, spelled } from './service-facts.ts'

export type ResumeOffer = Omit<NonNullable<Snapshot['session']['resume']>, 'waiting'>

/**
 * A broadcast of this member that was found running or waiting without us, as after a crash. The stream key names its
 * room; without that word the first such room counts, for a member has at most one broadcast at a time.
 */
export function findResume(rooms: readonly VideoRoom[], key: StreamKey | null): ResumeOffer | null {
  const onAir = rooms.filter(({ videoRoomState }) => isOnAirRoom(videoRoomState))
  const room = onAir.find(({ id }) => id === key?.videoRoom?.id) ?? onAir[0]
  return room ? offerOf(room) : null
}

export const offerOf = (room: VideoRoom): ResumeOffer => ({
  roomId: room.id,
  title: room.title ?? '',
  state: spelled(room.videoRoomState),
  liveStartedAt: room.liveStartedAt ?? null,
})
