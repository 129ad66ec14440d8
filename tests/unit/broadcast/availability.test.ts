import { expect, test } from 'vitest'
import { type ActionName, actionNames, type ReasonCode, reasonCodes } from '#shared/contract'
import type { RoomId } from '#shared/ids'
import { availabilities, availability } from '../../../electron/broadcast/availability.ts'
import type { SessionFacts } from '../../../electron/broadcast/facts.ts'
import { interrupted, live, sending, someFacts } from './some-facts.ts'

const other = '2' as RoomId

/** We had been sending, and somebody else has taken our place. */
const taken = { ...sending, link: 'retrying', whoSends: 'someone-else' } as const

/** Each row: what a person tries, in which situation, and the one reason that is given. */
const refusals: readonly (readonly [ActionName, string, SessionFacts, ReasonCode])[] = [
  ['streamStart', 'without a connection', someFacts({ connection: 'failed' }), 'not-connected'],
  ['streamStart', 'while connecting', someFacts({ connection: 'connecting' }), 'connecting'],
  ['streamStart', 'without ffmpeg', someFacts({ ffmpegUsable: false }), 'no-ffmpeg'],
  ['streamStart', 'with no picture chosen', someFacts({ source: 'none' }), 'no-source'],
  ['streamStart', 'with a camera’s scene and no camera', someFacts({ source: 'no-camera' }), 'no-camera'],
  ['streamStart', 'with a scene that has no file yet', someFacts({ source: 'no-file' }), 'no-file'],
  ['streamStart', 'with a screen that is gone', someFacts({ source: 'missing' }), 'source-not-ready'],
  ['streamStart', 'without a room', someFacts({ service: { roomId: null, roomState: null } }), 'no-room'],
  ['streamStart', 'into a room that is over', someFacts({ service: { roomState: 'ARCHIVED' } }), 'room-ended'],
  ['streamStart', 'into a room that was cancelled', someFacts({ service: { roomState: 'CANCELLED' } }), 'room-cancelled'],
  ['streamStart', 'into a room in a state that nobody knows', someFacts({ service: { roomState: 'unknown' } }), 'room-not-startable'],
  ['streamStart', 'into a conference', someFacts({ service: { roomType: 'VIDEO_CONFERENCE' } }), 'room-type-unsupported'],
  ['streamStart', 'upright into a profile that lies', someFacts({ orientation: 'vertical' }), 'orientation-mismatch'],
  ['streamStart', 'while the key is reissued', someFacts({ keyWork: true }), 'working'],
  ['streamStart', 'while it checks', someFacts({ link: 'checking' }), 'working'],
  ['streamStart', 'while it stops', someFacts({ link: 'closing' }), 'working'],
  ['streamStart', 'twice', someFacts(sending), 'already-sending'],
  ['streamStart', 'while it ends', someFacts({ ...interrupted, show: 'ending-stuck' }), 'ending'],
  ['streamStart', 'beside another encoder', someFacts({ whoSends: 'someone-else', service: { keyState: 'ACTIVE' } }), 'stream-key-busy'],
  [
    'streamStart',
    'while another room waits to go on',
    someFacts({ service: { keyState: 'INACTIVE_LIVE', keyRoomId: other, keyRoomState: 'LIVE_INACTIVE' } }),
    'room-live-elsewhere',
  ],
  ['streamStop', 'when nothing is sent', someFacts(), 'not-sending'],
  ['streamStop', 'twice', someFacts({ ...sending, link: 'closing' }), 'working'],
  ['streamStop', 'while it ends', someFacts({ ...live, show: 'ending' }), 'ending'],
  ['reconnectNow', 'when nothing is sent', someFacts(), 'not-sending'],
  ['reconnectNow', 'when nothing is wrong', someFacts(live), 'not-interrupted'],
  ['reconnectNow', 'while it ends', someFacts({ ...live, link: 'retrying', show: 'ending' }), 'ending'],
  ['goLive', 'before anything is sent', someFacts(), 'not-sending'],
  ['goLive', 'before the service receives', someFacts({ ...sending, service: { keyState: 'INACTIVE' } }), 'service-not-receiving'],
  ['goLive', 'before the service has converted', someFacts({ ...sending, service: { keyState: 'ACTIVE_PREP' } }), 'service-preparing'],
  ['goLive', 'on an answer that is too old', someFacts({ ...sending, service: { keyState: 'ACTIVE', fresh: false } }), 'state-unknown'],
  ['goLive', 'while our connection is lost, whatever the last answer says', someFacts({ ...sending, link: 'retrying' }), 'service-not-receiving'],
  ['goLive', 'just after we stopped, whatever the last answer says', someFacts({ whoSends: 'us', service: { keyState: 'ACTIVE' } }), 'not-sending'],
  ['goLive', 'twice', someFacts({ ...sending, show: 'going-live' }), 'working'],
  ['goLive', 'while live', someFacts(live), 'already-live'],
  ['goLive', 'in a room that is over', someFacts({ ...sending, service: { keyState: 'ACTIVE', roomState: 'ENDED' } }), 'room-ended'],
  ['goLive', 'in a conference', someFacts({ ...sending, service: { keyState: 'ACTIVE', roomType: 'WEBINAR' } }), 'room-type-unsupported'],
  ['goLive', 'with what somebody else sends instead of us', someFacts(taken), 'stream-key-busy'],
  ['goLive', 'while the key is reissued', someFacts({ ...sending, keyWork: true }), 'working'],
  [
    'goLive',
    'while another room is live',
    someFacts({ ...sending, service: { keyState: 'ACTIVE_LIVE', keyRoomId: other, keyRoomState: 'LIVE' } }),
    'room-live-elsewhere',
  ],
  ['goLive', 'while the service says what nobody knows', someFacts({ ...sending, service: { keyState: 'unknown' } }), 'state-unknown'],
  ['endLive', 'before the broadcast', someFacts(sending), 'not-live'],
  ['endLive', 'on an answer that is too old', someFacts({ ...live, service: { ...live.service, fresh: false } }), 'state-unknown'],
  ['endLive', 'while another encoder sends', someFacts({ ...live, link: 'off', whoSends: 'someone-else' }), 'stop-other-encoder'],
  ['endLive', 'twice', someFacts({ ...live, show: 'ending' }), 'ending'],
  ['endLive', 'while it starts', someFacts({ ...sending, show: 'going-live' }), 'working'],
  ['forceEnd', 'without a connection', someFacts({ ...live, connection: 'failed' }), 'not-connected'],
  ['forceEnd', 'before the broadcast', someFacts(sending), 'not-live'],
  ['forceEnd', 'after it', someFacts({ show: 'archiving', service: { keyState: 'INACTIVE_LIVE', roomState: 'ENDED' } }), 'not-live'],
  ['forceEnd', 'on an answer that is too old', someFacts({ ...live, service: { ...live.service, fresh: false } }), 'state-unknown'],
  ['forceEnd', 'while it starts', someFacts({ ...sending, show: 'going-live' }), 'working'],
  ['forceEnd', 'twice', someFacts({ ...live, show: 'force-ending' }), 'working'],
  [
    'forceEnd',
    'of a room that is not looked at',
    someFacts({ service: { keyState: 'ACTIVE_LIVE', keyRoomId: other, keyRoomState: 'LIVE' } }),
    'room-live-elsewhere',
  ],
  ['endLive', 'while it is ended by force', someFacts({ ...live, show: 'force-ending' }), 'ending'],
  ['streamStart', 'while it is ended by force', someFacts({ ...interrupted, show: 'force-ending' }), 'ending'],
  ['selectRoom', 'while on air', someFacts(live), 'on-air'],
  ['selectRoom', 'while it ends', someFacts({ ...live, show: 'ending' }), 'ending'],
  ['selectConnection', 'while on air', someFacts(live), 'on-air'],
  ['selectConnection', 'while sending', someFacts(sending), 'already-sending'],
  ['selectMember', 'while sending', someFacts(sending), 'while-sending'],
  ['selectMember', 'while on air', someFacts(live), 'on-air'],
  ['selectConnection', 'while it goes live', someFacts({ ...sending, show: 'going-live' }), 'working'],
  ['selectSource', 'without ffmpeg', someFacts({ ffmpegUsable: false }), 'no-ffmpeg'],
  ['selectConnection', 'while the key is reissued', someFacts({ keyWork: true }), 'working'],
  ['selectSource', 'while it checks', someFacts({ link: 'checking' }), 'working'],
  ['setOrientation', 'while sending', someFacts(sending), 'while-sending'],
  ['setOrientation', 'while reconnecting', someFacts({ ...sending, link: 'retrying' }), 'while-sending'],
  ['setOrientation', 'while it checks', someFacts({ link: 'checking' }), 'working'],
  ['reissueKey', 'without a connection', someFacts({ connection: 'none' }), 'not-connected'],
  ['reissueKey', 'while sending', someFacts(sending), 'while-sending'],
  ['reissueKey', 'before the service has seen what is sent', someFacts({ ...sending, service: { keyState: 'INACTIVE' } }), 'while-sending'],
  ['reissueKey', 'while on air', someFacts(live), 'on-air'],
  ['reissueKey', 'while a broadcast waits', someFacts(interrupted), 'on-air'],
  ['reissueKey', 'while another room waits', someFacts({ service: { keyState: 'INACTIVE_LIVE', keyRoomId: other } }), 'on-air'],
  ['reissueKey', 'while it ends', someFacts({ ...interrupted, show: 'ending' }), 'ending'],
  ['reissueKey', 'while another encoder sends', someFacts({ whoSends: 'someone-else', service: { keyState: 'ACTIVE' } }), 'stop-other-encoder'],
  ['reissueKey', 'until the service has let go of us', someFacts({ whoSends: 'us', service: { keyState: 'ACTIVE' } }), 'working'],
  ['reissueKey', 'twice', someFacts({ keyWork: true }), 'working'],
  ['reissueKey', 'on an answer that is too old', someFacts({ service: { fresh: false } }), 'state-unknown'],
  ['reissueKey', 'in a state that nobody knows', someFacts({ service: { keyState: 'unknown' } }), 'state-unknown'],
  ['chooseProfile', 'while sending', someFacts(sending), 'while-sending'],
  ['forceEnd', 'by a member on air', someFacts({ ...live, mode: 'member' }), 'ask-operator'],
  ['reissueKey', 'by a member', someFacts({ mode: 'member' }), 'ask-operator'],
  ['chooseProfile', 'by a member, whatever else stands in the way', someFacts({ ...sending, mode: 'member' }), 'ask-operator'],
  ['selectMember', 'by a member', someFacts({ mode: 'member' }), 'ask-operator'],
]

test.each(refusals)('%s %s is refused', (action, _when, facts, reason) => {
  expect(availability(action, facts)).toEqual({ allowed: false, reason })
})

test('every reason that the page has a sentence for is given by something', () => {
  // Given by lists and forms, of a room or a member that may not be the chosen one.
  const ofLists = ['room-on-air', 'not-scheduled', 'member-in-use', 'member-exists', 'member-id-invalid']
  const ofScenes = ['scene-gone', 'scene-in-use', 'too-many-scenes']
  const ofConnections = ['secrets-for-new-address', 'token-of-another-member']
  expect(new Set([...refusals.map(([, , , reason]) => reason), ...ofLists, ...ofScenes, ...ofConnections])).toEqual(new Set(reasonCodes))
})

const possible = (facts: SessionFacts) => actionNames.filter((name) => availabilities(facts)[name].allowed)

test('a member broadcasts as an operator does, but for what concerns the key and others', () => {
  expect(possible(someFacts({ mode: 'member' }))).toEqual(['streamStart', 'selectRoom', 'selectSource', 'selectConnection', 'setOrientation'])
  expect(possible(someFacts({ ...live, mode: 'member' }))).toEqual(['streamStop', 'endLive', 'selectSource'])
})

test('what is possible follows the broadcast', () => {
  const atRest = ['setOrientation', 'chooseProfile', 'reissueKey']
  expect(possible(someFacts())).toEqual(['streamStart', 'selectRoom', 'selectSource', 'selectConnection', 'selectMember', ...atRest])
  expect(possible(someFacts(sending))).toEqual(['streamStop', 'goLive', 'selectRoom', 'selectSource'])
  expect(possible(someFacts(live))).toEqual(['streamStop', 'endLive', 'forceEnd', 'selectSource'])
  expect(possible(someFacts({ ...live, link: 'retrying' }))).toEqual(['streamStop', 'reconnectNow', 'endLive', 'forceEnd', 'selectSource'])
  expect(possible(someFacts({ ...live, stalled: true }))).toEqual(['streamStop', 'reconnectNow', 'endLive', 'forceEnd', 'selectSource'])
  expect(possible(someFacts(interrupted))).toEqual([
    'streamStart',
    'endLive',
    'forceEnd',
    'selectRoom',
    'selectSource',
    'selectConnection',
    'selectMember',
    'setOrientation',
  ])
  expect(possible(someFacts({ link: 'failed' }))).toEqual([
    'streamStart',
    'selectRoom',
    'selectSource',
    'selectConnection',
    'selectMember',
    ...atRest,
  ])
  expect(possible(someFacts({ ...interrupted, show: 'ending-stuck' }))).toEqual(['forceEnd', 'selectSource', 'setOrientation'])
  expect(possible(someFacts({ ...live, link: 'off', whoSends: 'someone-else' }))).toContain('forceEnd')
  expect(possible(someFacts({ service: { keyState: 'INACTIVE_LIVE', roomState: null, roomId: null } }))).toContain('forceEnd')
  const external = someFacts({ whoSends: 'someone-else', service: { keyState: 'ACTIVE' } })
  expect(possible(external)).toEqual(['goLive', 'forceEnd', 'selectRoom', 'selectSource', 'selectConnection', 'selectMember', 'setOrientation'])
  expect(possible(someFacts(taken))).toEqual(['streamStop', 'reconnectNow', 'forceEnd', 'selectRoom', 'selectSource'])
})

test('the room that is on air instead can be chosen, whatever was thought of the one before', () => {
  const elsewhere = { ...live, service: { ...live.service, roomState: 'LIVE_INACTIVE', keyRoomId: other, keyRoomState: 'LIVE' } } as const
  expect(availability('selectRoom', someFacts(elsewhere))).toEqual({ allowed: true })
})

test('a profile that does not tell an orientation stands in nobody’s way', () => {
  expect(availability('streamStart', someFacts({ orientation: 'vertical', service: { profileOrientation: null } }))).toEqual({ allowed: true })
})
