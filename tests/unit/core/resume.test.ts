import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { FakeCloud } from '../../fakes/fake-cloud.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { startConnected, startLive, startReady } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))
const stranger = 'another encoder'

/** A service on which a broadcast waits that nobody here remembers, beside a newer room. */
function interruptedWorld() {
  const clock = createManualClock()
  const cloud = new FakeCloud(clock)
  const room = cloud.interrupted('Sunday show')
  cloud.addRoom('Next Sunday')
  return { clock, cloud, room }
}

test('a broadcast that waits is offered at launch and goes on with one click', async () => {
  const { room, ...world } = interruptedWorld()
  const on = await startConnected({ ...world, settings: { sourceId: 'test-pattern', lastRoomIds: { local: String(room.id) } } })
  expect(on.session()).toMatchObject({
    state: 'interrupted',
    tally: { state: 'trouble' },
    resume: { roomId: '1', title: 'Sunday show', state: 'LIVE_INACTIVE' },
    room: { title: 'Sunday show' },
  })
  expect(on.pipeline.program, 'an offer opens no device').toBeNull()
  expect(await on.call('session.resume', null)).toEqual(ok(null))
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(on.session()).toMatchObject({ state: 'live', resume: null })
  expect(on.cloud.arrived.filter(({ name }) => name === 'startRoom')).toEqual([])
  expect(on.codes()).toEqual(expect.arrayContaining(['resume-offered', 'resumed', 'room-state:LIVE']))
})

test('resuming selects the room, also when another was used last', async () => {
  const { room: _room, ...world } = interruptedWorld()
  const on = await startConnected({ ...world, settings: { sourceId: 'test-pattern', lastRoomIds: { local: '2' } } })
  expect(on.session()).toMatchObject({ room: { title: 'Next Sunday' }, resume: { title: 'Sunday show' }, tally: { state: 'trouble' } })
  expect(on.session().actions.streamStart).toEqual({ allowed: false, reason: 'room-live-elsewhere' })
  expect(await on.call('session.resume', null)).toEqual(ok(null))
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(on.session().room?.title).toBe('Sunday show')
  expect(on.settings.current().lastRoomIds).toEqual({ local: '1' })
})

test('without a picture the offer stays and says what is missing', async () => {
  const { room: _room, ...world } = interruptedWorld()
  const on = await startConnected(world)
  expect(await on.call('session.resume', null)).toEqual(refused('no-source'))
  expect(on.session().resume).not.toBeNull()
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  expect(await on.call('session.resume', null)).toEqual(ok(null))
})

test('declining leaves the room as it is; it can still be ended without sending a thing', async () => {
  const { room: _room, ...world } = interruptedWorld()
  const on = await startConnected(world)
  await on.call('session.dismissResume', null)
  expect(on.session()).toMatchObject({ resume: null, state: 'interrupted', room: { state: 'LIVE_INACTIVE' } })
  expect(await on.call('session.resume', null)).toEqual(refused('not-interrupted'))
  expect(await on.call('session.endLive', null)).toEqual(ok(null))
  await on.until('done', ({ session }) => session.state === 'done')
  expect(on.pipeline.attempts).toEqual([])
})

test('a broadcast that somebody else sends is watched, never fought', async () => {
  const { room: _room, ...world } = interruptedWorld()
  world.cloud.publish(world.cloud.streamKey, stranger)
  await world.clock.advance(2_000)
  const on = await startConnected({ ...world, settings: { sourceId: 'test-pattern' } })
  expect(on.session()).toMatchObject({
    state: 'live',
    tally: { state: 'live' },
    resume: { state: 'LIVE' },
    verdict: { code: 'someone-else-sending' },
  })
  expect(await on.call('session.resume', null)).toEqual(ok(null))
  expect(on.session()).toMatchObject({ resume: { waiting: true }, verdict: { level: 'warn', code: 'resuming' }, returnFeed: { protocol: 'hls' } })
  await on.wait(59_000)
  expect(on.session().verdict.code).toBe('resuming')
  await on.wait(2_000)
  expect(on.session()).toMatchObject({ resume: { waiting: false }, verdict: { code: 'someone-else-sending' } })
  expect(on.codes()).toEqual(expect.arrayContaining(['resume-waiting', 'resume-gave-up']))
  expect(await on.call('session.streamStart', null)).toEqual(refused('stream-key-busy'))
  expect(await on.call('session.endLive', null)).toEqual(refused('stop-other-encoder'))
  on.cloud.unpublish(stranger)
  await on.until('their encoder stopped', ({ session }) => session.actions.endLive.allowed)
  expect(on.session()).toMatchObject({ state: 'interrupted', tally: { state: 'trouble' } })
  expect(await on.call('session.endLive', null)).toEqual(ok(null))
  await on.until('done', ({ session }) => session.state === 'done')
  expect(on.pipeline.attempts).toEqual([])
})

/** After a crash: the service has not noticed yet that the connection of the Tally before is gone. */
async function startWhileHeld() {
  const { room: _room, ...world } = interruptedWorld()
  world.cloud.publish(world.cloud.streamKey, 'Tally before')
  await world.clock.advance(2_000)
  return startConnected({ ...world, settings: { sourceId: 'test-pattern' } })
}

test('one click resumes also while the service still holds the connection from before the crash', async () => {
  const on = await startWhileHeld()
  expect(await on.call('session.resume', null)).toEqual(ok(null))
  await on.wait(5_000)
  expect(on.session()).toMatchObject({
    state: 'live',
    tally: { state: 'live' },
    resume: { waiting: true },
    verdict: { code: 'resuming' },
    actions: { streamStart: { allowed: false, reason: 'working' }, endLive: { allowed: false, reason: 'working' } },
  })
  expect(on.pipeline.attempts).toEqual([])
  on.cloud.unpublish('Tally before')
  await on.until('sending', ({ session }) => session.witnesses.sender === 'publishing')
  await on.until('live', ({ session }) => session.tally.state === 'live' && session.verdict.code === 'live-good')
  expect(on.session().resume).toBeNull()
  expect(on.codes().filter((code) => code.startsWith('resume'))).toEqual(['resume-offered', 'resume-waiting', 'resumed'])
  expect(on.pipeline.attempts).toHaveLength(1)
})

test.each([
  ['says not now', 'session.dismissResume', null],
  ['presses stop', 'session.streamStop', null],
  ['ends', 'session.endLive', null],
  ['chooses another room', 'room.select', { roomId: '2' }],
  ['creates a room', 'room.create', { title: 'Another' }],
  ['releases the picture', 'program.closePreview', null],
  ['chooses no picture', 'program.setSource', { sourceId: 'none' }],
  ['opens a connection', 'connection.select', { connectionId: 'local' }],
] as const)('nothing starts by itself any more once the person %s', async (_what, command, input) => {
  const on = await startWhileHeld()
  await on.call('session.resume', null)
  await on.call(command, input as never)
  expect(on.session().resume?.waiting ?? false).toBe(false)
  on.cloud.unpublish('Tally before')
  await on.wait(10_000)
  expect(on.pipeline.attempts).toEqual([])
})

test('resuming without a picture says so at once, also while the service holds a connection', async () => {
  const { room: _room, ...world } = interruptedWorld()
  world.cloud.publish(world.cloud.streamKey, 'Tally before')
  await world.clock.advance(2_000)
  const on = await startConnected(world)
  expect(await on.call('session.resume', null)).toEqual(refused('no-source'))
  expect(on.session().resume).toMatchObject({ waiting: false })
})

test('another encoder on the key goes live from here', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  on.cloud.publish(on.cloud.streamKey, stranger)
  await on.until('recognised', ({ session }) => session.verdict.code === 'someone-else-sending' && session.streamKey?.state === 'ACTIVE')
  expect(on.session()).toMatchObject({ state: 'idle', tally: { state: 'preview' }, returnFeed: { protocol: 'hls' } })
  expect(await on.call('session.streamStart', null)).toEqual(refused('stream-key-busy'))
  expect(await on.call('session.goLive', null)).toEqual(ok(null))
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(on.pipeline.attempts).toEqual([])
})

test('an encoder that follows close upon ours is told from it', async () => {
  const on = await startReady()
  await on.call('session.streamStop', null)
  await on.until('let go', ({ session }) => session.streamKey?.state === 'INACTIVE')
  on.cloud.publish(on.cloud.streamKey, stranger)
  await on.until('recognised', ({ session }) => session.verdict.code === 'someone-else-sending', 6_000)
})

test('the offer tells how the broadcast stands, and ends when it goes on from here', async () => {
  const { room: _room, ...world } = interruptedWorld()
  world.cloud.publish(world.cloud.streamKey, stranger)
  await world.clock.advance(2_000)
  const on = await startConnected({ ...world, settings: { sourceId: 'test-pattern' } })
  expect(on.session().resume?.state).toBe('LIVE')
  on.cloud.unpublish(stranger)
  await on.until('their encoder stopped', ({ session }) => session.resume?.state === 'LIVE_INACTIVE')
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  expect(on.session().resume).toBeNull()
})

test('an encoder that takes the key between our look and our start is found by the start itself', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  on.cloud.delays.see = 0
  on.cloud.publish(on.cloud.streamKey, stranger)
  const started = on.core.call('session.streamStart', null)
  await on.wait(200)
  expect(await started).toEqual(ok(null))
  expect(on.session()).toMatchObject({ state: 'idle', failure: { code: 'not-allowed', params: { reason: 'stream-key-busy' } } })
  expect(on.pipeline.attempts).toEqual([])
})

test('quitting on air stops sending in order and in time; the next launch offers to go on', async () => {
  const on = await startLive()
  const quit = on.core[Symbol.asyncDispose]()
  await on.wait(5_000)
  await quit
  expect(on.cloud.publisher).toBeNull()
  expect(on.pipeline.program).toBeNull()
  expect(on.cloud.keyState).toBe('INACTIVE_LIVE')
  const again = await startConnected({ clock: on.clock, cloud: on.cloud, credentials: on.credentials, settings: on.settings.current() })
  expect(again.session()).toMatchObject({ resume: { title: 'Rehearsal 1', state: 'LIVE_INACTIVE' } })
  expect(await again.call('session.resume', null)).toEqual(ok(null))
  await again.until('live', ({ session }) => session.tally.state === 'live')
})
