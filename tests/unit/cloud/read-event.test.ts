import { expect, it } from 'vitest'
import { readHint, readMessageId } from '../../../electron/cloud/read-event.ts'

const envelope = (customData: unknown, more: object = {}) =>
  JSON.stringify({
    messageId: 'm-1',
    sentAt: '2030-03-01T10:00:00Z',
    origin: 'flipflop',
    type: 'SIGNAL',
    deliveryType: 'UNICAST',
    customType: 'CHANGE_DATA_CAPTURE',
    customData,
    ...more,
  })

it.each([
  ['a stream key, its id as text', envelope({ type: 'STREAM_KEY', streamKeyId: '41', streamKeyState: 'ACTIVE' }), { about: 'stream-key', id: '41' }],
  ['a room', envelope({ type: 'VIDEO_ROOM', videoRoomId: 900, videoRoomState: 'LIVE', playUrl: null }), { about: 'room', id: '900' }],
  [
    'a 64-bit id',
    envelope({ type: 'VIDEO_ROOM', videoRoomId: 1 }).replace('"videoRoomId":1', '"videoRoomId":9223372036854775807'),
    { about: 'room', id: '9223372036854775807' },
  ],
  ['an unknown state', envelope({ type: 'STREAM_KEY', streamKeyId: 41, streamKeyState: 'TELEPORTED', extra: {} }), { about: 'stream-key', id: '41' }],
  ['data as text that holds JSON', envelope('{"type":"STREAM_KEY","streamKeyId":41}'), { about: 'stream-key', id: '41' }],
  [
    'a bare envelope',
    JSON.stringify({ customType: 'CHANGE_DATA_CAPTURE', customData: { type: 'VIDEO_ROOM', videoRoomId: 7 } }),
    { about: 'room', id: '7' },
  ],
  ['another kind of data', envelope({ type: 'POLL', pollId: 3 }), null],
  ['a room without an id', envelope({ type: 'VIDEO_ROOM', videoRoomState: 'LIVE' }), null],
  ['a chat message', envelope({ text: 'hi' }, { type: 'MESSAGE', customType: 'CHAT' }), null],
  ['a heartbeat', '{}', null],
  ['no JSON', 'ping', null],
  ['nothing', '', null],
])('reads %s', (_what, data, hint) => expect(readHint(data)).toEqual(hint))

it('knows where to go on from', () => {
  expect([readMessageId(envelope({})), readMessageId('{"messageId":12}'), readMessageId('{}'), readMessageId('ping')]).toEqual([
    'm-1',
    '12',
    null,
    null,
  ])
})
