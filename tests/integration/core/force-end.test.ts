import { afterEach, beforeEach, expect, test } from 'vitest'
import { endSettleMs, forcedArchiveMs } from '../../../electron/broadcast/deadlines.ts'
import { type RealCore, startRealCore } from './real-core.ts'

/** The long waits of the session, shortened; every other time is as it is. */
const shortened = new Map([
  [endSettleMs, 1_500],
  [forcedArchiveMs, 1_500],
])

let on: RealCore

beforeEach(async () => {
  on = await startRealCore({ shortened })
})

afterEach(() => on?.[Symbol.asyncDispose]())

const roomNow = () => on.client.room(Number(on.snapshot().session.room?.id))

test('a forced end ends the room, has the key reissued, and the next broadcast goes out with the new key', async () => {
  await on.goLive()
  const before = await on.client.key()
  const masked = on.snapshot().session.streamKey?.masked
  await on.call('session.forceEnd', null)
  expect(on.snapshot().session).toMatchObject({ state: 'force-ending', actions: { forceEnd: { allowed: false, reason: 'working' } } })
  const done = await on.seen('done', ({ session }) => session.state === 'done')

  const after = await on.client.key()
  expect(after).toMatchObject({ streamKeyState: 'INACTIVE', forciblyTerminated: true })
  expect(after.streamKey).not.toBe(before.streamKey)
  expect(done.session.streamKey?.masked).not.toBe(masked)
  const room = await roomNow()
  expect(room).toMatchObject({ videoRoomState: 'ENDED', forciblyTerminated: true })
  expect(done.session).toMatchObject({
    tally: { state: 'off' },
    witnesses: { sender: 'off' },
    room: { state: 'ENDED' },
    vod: { state: room.vodState, url: null },
    verdict: { code: 'done-without-recording' },
    report: { forced: true, interruptions: 0, reconnects: 0, endedAtMs: expect.any(Number) },
    failure: null,
  })
  expect(done.timeline.map(({ code }) => code)).toEqual(expect.arrayContaining(['force-end-requested', 'key-reissued', 'ended']))

  await on.call('room.create', { title: 'Once more' })
  await on.goLive()
  expect(await on.client.key()).toMatchObject({ streamKey: after.streamKey, streamKeyState: 'ACTIVE_LIVE' })
})

test('an end that is stuck is cut short by a forced one', async () => {
  await on.goLive()
  const body = { errorCode: 'STREAM_KEY_STATE_NOT_INACTIVE_LIVE', errorMessage: 'not yet' }
  await on.client.setFaults({ apiStatus: { 'POST /v2/apps/me/video-rooms/*': { status: 400, body } } })
  await on.call('session.endLive', null)
  await on.seen('stuck', ({ session }) => session.state === 'ending-stuck')
  expect(on.snapshot().session.actions).toMatchObject({ endLive: { allowed: false }, forceEnd: { allowed: true } })
  await on.call('session.forceEnd', null)
  const done = await on.seen('done', ({ session }) => session.state === 'done')
  expect(done.session).toMatchObject({ room: { state: 'ENDED' }, failure: null, report: { forced: true } })
  expect(await roomNow()).toMatchObject({ videoRoomState: 'ENDED', forciblyTerminated: true })
})

test('what the service refuses is said, and the broadcast can be ended all the same', async () => {
  await on.goLive()
  const route = 'POST /v2/apps/me/members/*/stream-key/force-terminate'
  await on.client.setFaults({ apiStatus: { [route]: { status: 403, body: { errorCode: 'FORBIDDEN' } } } })
  await on.call('session.forceEnd', null)
  const refused = await on.seen('refused', ({ session }) => session.failure !== null && session.state === 'interrupted')
  expect(refused.session).toMatchObject({ failure: { code: 'cloud-refused', serviceCode: 'FORBIDDEN' } })
  await on.call('session.endLive', null)
  const done = await on.seen('done', ({ session }) => session.state === 'done')
  expect(done.session).toMatchObject({ room: { state: 'ARCHIVED' }, vod: { state: 'ARCHIVED' }, report: { forced: false } })
})
