import type { App } from '../state/entities.ts'
import type { Notice } from './notices-of.ts'

export type WebhookMessage = { readonly type: string; readonly data: object }

const roomTypesTold = ['SCHEDULED', 'LIVE', 'LIVE_INACTIVE', 'ENDED', 'ARCHIVED'] as const

/** The documented callbacks for a notice. What members carry is not documented: ids and state, as the others have them. */
export function webhookMessagesOf(notice: Notice): readonly WebhookMessage[] {
  if (notice.kind === 'stream-key') {
    const { id, streamKeyState } = notice.key
    return notice.newState ? [{ type: `STREAM_KEY_${streamKeyState}`, data: { streamKeyId: id, streamKeyStreamKeyState: streamKeyState } }] : []
  }
  if (notice.kind === 'member') {
    const { id, appUserId, state } = notice.member
    return [{ type: notice.isNew ? 'MEMBER_CREATED' : 'MEMBER_UPDATED', data: { memberId: id, memberAppUserId: appUserId, memberState: state } }]
  }
  const { id: videoRoomId, videoRoomState } = notice.room
  const message = (what: string): WebhookMessage => ({
    type: `VIDEO_ROOM_${what}`,
    data: { videoRoomId, videoRoomVideoRoomState: what },
  })
  const told = notice.newState && roomTypesTold.some((state) => state === videoRoomState)
  return [...(told ? [message(videoRoomState)] : []), ...(notice.failedArchiving ? [message('FAILED_ARCHIVING')] : [])]
}

/** As deliveries are now (`full`), or as older ones were (`short`). */
export function webhookBody(
  message: WebhookMessage,
  envelope: 'full' | 'short',
  stamp: { readonly id: string; readonly createdAt: string; readonly app: App },
) {
  if (envelope === 'short') return message
  const { id, state, name, defaultRtmpOutputMode } = stamp.app
  return { id: stamp.id, type: message.type, app: { id, state, name, defaultRtmpOutputMode }, data: message.data, createdAt: stamp.createdAt }
}
