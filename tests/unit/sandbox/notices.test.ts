import { describe, expect, it } from 'vitest'
import { memberEventOf } from '../../../electron/sandbox/notices/member-event.ts'
import { noticesOf } from '../../../electron/sandbox/notices/notices-of.ts'
import { webhookBody, webhookMessagesOf } from '../../../electron/sandbox/notices/webhook-message.ts'
import type { Changes } from '../../../electron/sandbox/state/entities.ts'
import { newRoom } from '../../../electron/sandbox/state/seed.ts'
import { only, sampleState, seededAt } from './sample-state.ts'

const db = sampleState()
const key = only(db.streamKeys)
const room = only(db.rooms)
const member = only(db.members)
const addresses = { ingestUrl: 'rtmp://i/live', playUrl: 'http://p', rtmpPlayUrl: 'rtmp://i/play' }
const types = (changes: Changes) => noticesOf(changes, db).flatMap(webhookMessagesOf)

describe('webhooks tell', () => {
  it.each([
    ['a new state of a key', { streamKeys: [{ ...key, streamKeyState: 'ACTIVE_PREP' }] }, ['STREAM_KEY_ACTIVE_PREP']],
    ['nothing where a key only got play URLs', { streamKeys: [{ ...key, livePath: 'p' }] }, []],
    ['nothing of a reissued key', { streamKeys: [{ ...key, streamKey: 'new' }] }, []],
    [
      'the key before its room',
      { rooms: [{ ...room, videoRoomState: 'LIVE' }], streamKeys: [{ ...key, streamKeyState: 'ACTIVE_LIVE' }] },
      ['STREAM_KEY_ACTIVE_LIVE', 'VIDEO_ROOM_LIVE'],
    ],
    ['a new room', { rooms: [newRoom({ id: 9, memberId: 1003, at: seededAt, scheduledAt: seededAt })] }, ['VIDEO_ROOM_SCHEDULED']],
    ['nothing of a new title', { rooms: [{ ...room, title: 'new' }] }, []],
    ['nothing of what is not documented', { rooms: [{ ...room, videoRoomState: 'CANCELLED' }] }, []],
    ['a failed archive', { rooms: [{ ...room, vodState: 'FAILED_ARCHIVING' }] }, ['VIDEO_ROOM_FAILED_ARCHIVING']],
    ['nothing of a deleted room', { rooms: [{ ...room, videoRoomState: 'LIVE', state: 'DELETED' }] }, []],
    ['a changed member', { members: [{ ...member, appUserName: 'new' }] }, ['MEMBER_UPDATED']],
    ['a new member', { members: [{ ...member, id: 9 }] }, ['MEMBER_CREATED']],
  ] as const satisfies readonly (readonly [string, Changes, readonly string[]])[])('%s', (_what, changes, expected) => {
    expect(types(changes).map(({ type }) => type)).toEqual(expected)
  })

  it('in both envelopes', () => {
    const message = only(types({ streamKeys: [{ ...key, streamKeyState: 'ACTIVE' }] }))
    const data = { streamKeyId: 1004, streamKeyStreamKeyState: 'ACTIVE' }
    const stamp = { id: 'one', createdAt: seededAt, app: db.app }
    expect(webhookBody(message, 'short', stamp)).toEqual({ type: 'STREAM_KEY_ACTIVE', data })
    expect(webhookBody(message, 'full', stamp)).toEqual({
      id: 'one',
      type: 'STREAM_KEY_ACTIVE',
      app: { id: 1001, state: 'ACTIVE', name: 'rehearsal', defaultRtmpOutputMode: 'CMAF' },
      data,
      createdAt: seededAt,
    })
    expect(only(types({ rooms: [{ ...room, videoRoomState: 'LIVE' }] }))).toEqual({
      type: 'VIDEO_ROOM_LIVE',
      data: { videoRoomId: 1005, videoRoomVideoRoomState: 'LIVE' },
    })
  })
})

describe('events tell', () => {
  const stamp = { messageId: '7', sentAt: seededAt }
  const envelope = { messageId: '7', sentAt: seededAt, origin: 'SERVER', type: 'SIGNAL', customType: 'CHANGE_DATA_CAPTURE' }
  const eventOf = (changes: Changes) => memberEventOf(only(noticesOf(changes, db)), stamp, addresses)

  it('the member of a key, with the address once it can be watched', () => {
    const customData = { type: 'STREAM_KEY', streamKeyId: '1004', streamKeyState: 'ACTIVE' }
    const changed = { ...key, streamKeyState: 'ACTIVE' as const, mode: 'CMAF' as const }
    const to = { memberId: 1003 }
    expect(eventOf({ streamKeys: [changed] })).toEqual({ to, payload: { ...envelope, deliveryType: 'UNICAST', customData } })
    expect(eventOf({ streamKeys: [{ ...changed, livePath: 'x' }] })).toEqual({
      to,
      payload: { ...envelope, deliveryType: 'UNICAST', customData: { ...customData, liveUrl: 'http://p/live/x/master.m3u8' } },
    })
  })

  it('whoever joined the channel of a room', () => {
    expect(eventOf({ rooms: [{ ...room, videoRoomState: 'LIVE', mode: 'RTMP', livePath: 'x' }] })).toEqual({
      to: { membersOfRoom: 1005 },
      payload: {
        ...envelope,
        deliveryType: 'BROADCAST',
        channelId: 1005,
        customData: {
          type: 'VIDEO_ROOM',
          videoRoomId: 1005,
          videoRoomState: 'LIVE',
          playUrl: 'rtmp://i/play/x',
          cmafHlsPlayUrl: null,
          cmafDashPlayUrl: null,
          rtmpPlayUrl: 'rtmp://i/play/x',
          httpFlvPlayUrl: 'http://p/live/x/stream.flv',
          forciblyTerminated: false,
        },
      },
    })
  })

  it('nobody about members', () => {
    expect(eventOf({ members: [member] })).toBeUndefined()
  })
})
