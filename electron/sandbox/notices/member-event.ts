import { type Addresses, channelIdOf, playUrlsOf } from '../api/present.ts'
import type { Notice } from './notices-of.ts'

/** What members are told in server-sent events; to whom, and in which form. */
export type MemberEvent = {
  readonly to: { readonly memberId: number } | { readonly membersOfRoom: number }
  readonly payload: object
}

type Stamp = { readonly messageId: string; readonly sentAt: string }

/** A stream key's event goes to its member, a room's to those who joined its channel; about members there are none. */
export function memberEventOf(notice: Notice, { messageId, sentAt }: Stamp, addresses: Addresses): MemberEvent | undefined {
  const envelope = { messageId, sentAt, origin: 'SERVER', type: 'SIGNAL' }
  const customType = 'CHANGE_DATA_CAPTURE'
  if (notice.kind === 'stream-key') {
    const { key } = notice
    const liveUrl = playUrlsOf(key, addresses).playUrl
    const customData = {
      type: 'STREAM_KEY',
      streamKeyId: String(key.id),
      streamKeyState: key.streamKeyState,
      ...(liveUrl === null ? {} : { liveUrl }),
    }
    return { to: { memberId: key.memberId }, payload: { ...envelope, deliveryType: 'UNICAST', customType, customData } }
  }
  if (notice.kind === 'room') {
    const { room } = notice
    const { id: videoRoomId, videoRoomState, forciblyTerminated } = room
    const customData = { type: 'VIDEO_ROOM', videoRoomId, videoRoomState, ...playUrlsOf(room, addresses), forciblyTerminated }
    return {
      to: { membersOfRoom: room.id },
      payload: { ...envelope, deliveryType: 'BROADCAST', channelId: channelIdOf(room), customType, customData },
    }
  }
  return undefined
}
