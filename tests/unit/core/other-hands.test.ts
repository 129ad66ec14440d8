import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { FakeCloud } from '../../fakes/fake-cloud.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { type CoreOnFakes, startConnected, startLive, startReady } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))
const thief = 'another encoder'

/** Our connection is lost, the service shows that it let go of us, and before we are back somebody else has the key. */
async function takeOver(on: CoreOnFakes): Promise<void> {
  on.pipeline.network = failure('ingest-unreachable')
  on.pipeline.lose()
  await on.until('let go', ({ session }) => session.streamKey?.state.startsWith('INACTIVE') === true)
  on.cloud.publish(on.cloud.streamKey, thief)
  on.pipeline.network = null
  await on.until('said', ({ session }) => session.verdict.code === 'key-in-use-elsewhere', 20_000)
}

test('who takes over the key under a broadcast is named, and no longer fought', async () => {
  const on = await startLive()
  await takeOver(on)
  expect(on.session()).toMatchObject({
    verdict: { level: 'bad' },
    whoSends: 'someone-else',
    failure: { code: 'key-in-use-elsewhere' },
    witnesses: { sender: 'reconnecting' },
    actions: { endLive: { reason: 'stop-other-encoder' }, forceEnd: { allowed: true }, streamStop: { allowed: true } },
  })
  expect(on.codes()).toContain('key-taken')
  const before = on.pipeline.attempts.length
  await on.wait(120_000)
  expect(on.pipeline.attempts.length - before, 'a try now and then').toBeLessThan(10)
  expect(on.session().verdict.code).toBe('key-in-use-elsewhere')

  on.cloud.unpublish(thief)
  await on.until('back by itself', ({ session }) => session.witnesses.sender === 'publishing' && session.tally.state === 'live')
  expect(on.session()).toMatchObject({ failure: null, verdict: { code: 'live-good' } })
  expect(on.codes().filter((code) => code === 'key-taken')).toHaveLength(1)
  expect(on.cloud.arrived.filter(({ name }) => name === 'startRoom')).toHaveLength(1)
})

test('who throws us out without a gap is known by lasting longer than any grace period', async () => {
  const on = await startLive()
  on.cloud.takeOver(thief)
  await on.wait(55_000)
  expect(on.session()).toMatchObject({ verdict: { level: 'bad', code: 'still-held' }, failure: null })
  await on.until('said', ({ session }) => session.failure?.code === 'key-in-use-elsewhere', 10_000)
  await on.wait(120_000)
  expect(on.session().tally.state, 'viewers see something').toBe('live')
  on.cloud.unpublish(thief)
  await on.until('back', ({ session }) => session.witnesses.sender === 'publishing' && session.tally.state === 'live')
})

test('a service that merely holds our old connection is not called a thief', async () => {
  const on = await startLive()
  on.cloud.delays.release = 50_000
  on.pipeline.lose()
  await on.until('back', ({ session }) => session.witnesses.sender === 'publishing' && session.tally.state === 'live', 70_000)
  expect(on.published.map(({ session }) => session.verdict.code)).not.toContain('key-in-use-elsewhere')
})

test('a forced end is rid of them: the room ends, and the new key is ours', async () => {
  const on = await startLive()
  await takeOver(on)
  expect(await on.call('session.forceEnd', null)).toEqual(ok(null))
  await on.until('over', ({ session }) => session.room?.state === 'ENDED')
  expect(on.cloud.publisher).toBeNull()
  expect(on.cloud.publish(on.cloud.secrets[1] ?? '', thief)).toBe('rejected')
  expect(on.codes()).toContain('key-reissued')
})

test('before the broadcast too: what they send is never taken live for ours, and a forced end throws them out', async () => {
  const on = await startReady()
  await takeOver(on)
  await on.until('their stream is converted', ({ session }) => session.streamKey?.state === 'ACTIVE')
  expect(await on.call('session.goLive', null)).toEqual(refused('stream-key-busy'))
  expect(await on.call('session.forceEnd', null)).toEqual(ok(null))
  await on.until('thrown out', ({ session }) => session.streamKey?.state === 'INACTIVE' && session.state === 'idle')
  expect(on.session()).toMatchObject({ room: { state: 'SCHEDULED' }, failure: null, actions: { streamStart: { allowed: true } } })
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.pipeline.attempts.at(-1)?.streamKey).toBe(on.cloud.streamKey)
})

test('stopping gives it up in peace', async () => {
  const on = await startReady()
  await takeOver(on)
  expect(await on.call('session.streamStop', null)).toEqual(ok(null))
  await on.until('stopped', ({ session }) => session.verdict.code === 'someone-else-sending')
  expect(on.session()).toMatchObject({ failure: null, state: 'idle' })
})

test('a show of another encoder is run from here, from its start to its recording', async () => {
  const on = await startConnected()
  on.cloud.publish(on.cloud.streamKey, thief)
  await on.until('converted', ({ session }) => session.actions.goLive.allowed)
  expect(await on.call('session.goLive', null)).toEqual(ok(null))
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(on.session()).toMatchObject({
    verdict: { code: 'someone-else-sending' },
    returnFeed: { protocol: 'hls' },
    share: { hls: expect.any(String) },
  })
  expect(await on.call('session.endLive', null)).toEqual(refused('stop-other-encoder'))
  on.cloud.unpublish(thief)
  await on.until('free to end', ({ session }) => session.actions.endLive.allowed)
  expect(await on.call('session.endLive', null)).toEqual(ok(null))
  await on.until('recorded', ({ session }) => session.state === 'done')
  expect(on.pipeline.attempts).toEqual([])
})

test('the room that is on air instead is named, and can be gone to', async () => {
  const clock = createManualClock()
  const cloud = new FakeCloud(clock)
  cloud.interrupted('Sunday show')
  cloud.addRoom('Next Sunday')
  const on = await startConnected({ clock, cloud, settings: { sourceId: 'test-pattern', lastRoomIds: { local: '2' } } })
  expect(on.session()).toMatchObject({
    room: { title: 'Next Sunday' },
    liveElsewhere: { roomId: '1', title: 'Sunday show', state: 'LIVE_INACTIVE' },
    actions: { streamStart: { reason: 'room-live-elsewhere' }, selectRoom: { allowed: true } },
  })
  expect(await on.call('room.select', { roomId: '1' })).toEqual(ok(null))
  expect(on.session()).toMatchObject({ room: { title: 'Sunday show' }, liveElsewhere: null, actions: { streamStart: { allowed: true } } })
})

test('who goes live from the console with what we send, in another room, does not take the control from us', async () => {
  const on = await startReady()
  const other = on.cloud.addRoom('Started from the console')
  on.cloud.startFromConsole(other)
  await on.until('seen', ({ session }) => session.liveElsewhere !== null)
  expect(on.session()).toMatchObject({ tally: { state: 'live' }, liveElsewhere: { title: 'Started from the console' } })
  expect(await on.call('room.select', { roomId: String(other.id) })).toEqual(ok(null))
  expect(on.session()).toMatchObject({ state: 'live', liveElsewhere: null, actions: { endLive: { allowed: true } } })
})

test('each room says why it is of no use any more', async () => {
  const on = await startConnected()
  on.cloud.addRoom('Over', 'ENDED')
  on.cloud.addRoom('Kept', 'ARCHIVED')
  on.cloud.addRoom('Off', 'CANCELLED')
  const conference = on.cloud.addRoom('Meeting')
  conference.type = 'VIDEO_CONFERENCE'
  await on.call('room.refresh', null)
  expect(on.snapshot().rooms.map(({ title, closed }) => [title, closed])).toEqual([
    ['Meeting', 'room-type-unsupported'],
    ['Off', 'room-cancelled'],
    ['Kept', 'room-ended'],
    ['Over', 'room-ended'],
    ['Rehearsal 1', undefined],
  ])
  const wayOf = async (title: string) => {
    await on.call('room.select', { roomId: on.snapshot().rooms.find((room) => room.title === title)?.id ?? '' })
    return on.session().actions.goLive
  }
  expect(await wayOf('Over')).toEqual({ allowed: false, reason: 'room-ended' })
  expect(await wayOf('Off')).toEqual({ allowed: false, reason: 'room-cancelled' })
  expect(await on.call('room.select', { roomId: String(conference.id) })).toEqual(err(failure('room-type-unsupported')))
})

test('after a crash the show is there again: its title, its room, and since when', async () => {
  const on = await startLive()
  const before = on.session()
  await on.wait(60_000)
  // Nothing here is ended in order: the other core simply knows nothing.
  on.pipeline.lose()
  await on.until('noticed', () => on.cloud.keyState === 'INACTIVE_LIVE')
  on.pipeline.network = failure('ingest-unreachable')
  const again = await startConnected({ clock: on.clock, cloud: on.cloud, credentials: on.credentials, settings: on.settings.current() })
  expect(again.session()).toMatchObject({
    state: 'interrupted',
    room: { id: before.room?.id, title: before.room?.title },
    liveStartedAtMs: before.liveStartedAtMs,
    resume: { title: before.room?.title, liveStartedAt: before.room?.liveStartedAt },
    report: { roomId: before.room?.id, liveStartedAtMs: before.liveStartedAtMs },
  })
})
