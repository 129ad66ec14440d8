import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import type { RoomState } from '#shared/states'
import { type CoreOnFakes, startConnected, startLive } from '../../fakes/start-core.ts'

const forced = ({ cloud }: CoreOnFakes) => cloud.arrived.filter(({ name }) => name === 'forceTerminate').length
const ends = ({ cloud }: CoreOnFakes) => cloud.arrived.filter(({ name }) => name === 'endRoom').length
const masked = ({ session }: CoreOnFakes) => session().streamKey?.masked
const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))
const isOver = (on: CoreOnFakes) => on.session().room?.state === 'ENDED'

test('an end by force stops sending, ends the room at once and fetches the reissued key', async () => {
  const on = await startLive()
  on.cloud.delays.release = 0
  const before = masked(on)
  expect(await on.call('session.forceEnd', null)).toEqual(ok(null))
  expect(on.session()).toMatchObject({ state: 'force-ending', verdict: { level: 'warn', code: 'force-ending' } })
  expect(await on.call('session.forceEnd', null)).toEqual(refused('working'))
  await on.until('over', () => isOver(on))
  expect(on.cloud.arrived.find(({ name }) => name === 'forceTerminate')?.publisher, 'the stream had stopped before').toBeNull()
  expect(on.pipeline.publishing).toBe(false)
  expect(on.session()).toMatchObject({ state: 'archiving', failure: null, tally: { state: 'off' }, verdict: { code: 'ended-by-force' } })
  expect(masked(on)).not.toBe(before)
  await on.until('done', ({ session }) => session.state === 'done', 35_000)
  expect(on.session()).toMatchObject({ verdict: { code: 'done-without-recording' }, vod: { state: 'NOT_ARCHIVED', url: null } })
  expect([forced(on), ends(on)]).toEqual([1, 0])
  const told = on.codes().filter((code) => /force|reissued|ended$/.test(code))
  expect(told).toEqual(['force-end-requested', 'key-reissued', 'ended'])
})

test('the next broadcast uses the reissued key', async () => {
  const on = await startLive()
  await on.call('session.forceEnd', null)
  await on.until('over', () => isOver(on))
  await on.call('room.create', { title: 'Once more' })
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.pipeline.attempts.map(({ streamKey }) => streamKey)).toEqual([on.cloud.secrets[1], on.cloud.streamKey])
  expect(await on.call('session.goLive', null)).toEqual(ok(null))
  await on.until('live', ({ session }) => session.tally.state === 'live')
})

test('it ends what somebody else sends, and a broadcast that nobody sends', async () => {
  const on = await startConnected()
  await on.call('session.dismissResume', null)
  on.cloud.interrupted('Lost show')
  const lost = on.cloud.rooms.at(-1)
  await on.call('room.refresh', null)
  await on.call('room.select', { roomId: String(lost?.id) })
  on.cloud.publish(on.cloud.streamKey, 'another encoder')
  await on.until('somebody else sends', ({ session }) => session.actions.endLive.allowed === false && session.tally.state === 'live')
  expect(on.session().actions).toMatchObject({ endLive: { reason: 'stop-other-encoder' }, forceEnd: { allowed: true } })
  expect(await on.call('session.forceEnd', null)).toEqual(ok(null))
  await on.until('over', () => isOver(on))
  expect(on.cloud.publisher).toBeNull()

  on.cloud.interrupted('Another lost show')
  await on.call('room.refresh', null)
  await on.call('room.select', { roomId: String(on.cloud.rooms.at(-1)?.id) })
  expect(await on.call('session.forceEnd', null)).toEqual(ok(null))
  await on.until('over', () => isOver(on))
  expect(forced(on)).toBe(2)
})

test('an end that is stuck is cut short', async () => {
  const on = await startLive()
  on.cloud.delays.release = 600_000
  await on.call('session.endLive', null)
  await on.until('stuck', ({ session }) => session.state === 'ending-stuck', 20_000)
  expect(await on.call('session.forceEnd', null)).toEqual(ok(null))
  await on.until('over', () => isOver(on))
  expect(on.session()).toMatchObject({ state: 'archiving', failure: null })
  expect([forced(on), ends(on)]).toEqual([1, 0])
})

test('it waits for the answer to an end that is under way, and is not needed when that was good', async () => {
  const on = await startLive()
  await on.call('session.endLive', null)
  await on.until('free to end', ({ session }) => session.room?.state === 'LIVE_INACTIVE')
  on.cloud.delays.network = 300
  await on.until('the end is under way', () => ends(on) === 1)
  expect(await on.core.call('session.forceEnd', null)).toEqual(ok(null))
  expect(on.session().state).toBe('force-ending')
  await on.until('over', () => isOver(on))
  expect(forced(on)).toBe(0)
  await on.until('recorded', ({ session }) => session.state === 'done')
  expect(on.session().verdict.code).toBe('done')
})

test('a lost answer is watched, not asked again', async () => {
  const on = await startLive()
  on.cloud.failNext('forceTerminate', failure('cloud-timeout'), { done: true })
  await on.call('session.forceEnd', null)
  await on.until('over', () => isOver(on))
  expect([forced(on), on.session().failure]).toEqual([1, null])
})

test('an end by force that shows no effect is said after a while, and can be asked for again', async () => {
  for (const answer of [failure('cloud-timeout'), failure('request-locked')]) {
    const on = await startLive()
    on.cloud.failNext('forceTerminate', answer)
    await on.call('session.forceEnd', null)
    await on.until('given up', ({ session }) => session.failure !== null, 20_000)
    expect(on.session()).toMatchObject({ state: 'interrupted', failure: { code: answer.code }, actions: { forceEnd: { allowed: true } } })
    expect(forced(on)).toBe(1)
    await on.call('session.forceEnd', null)
    await on.until('over', () => isOver(on))
    expect([forced(on), on.session().failure]).toEqual([2, null])
  }
})

test('a service that takes the request and does nothing is told apart from one that is silent', async () => {
  const on = await startLive()
  on.cloud.ignoresForce = true
  await on.call('session.forceEnd', null)
  await on.until('given up', ({ session }) => session.failure !== null, 20_000)
  expect(on.session()).toMatchObject({ state: 'interrupted', failure: { code: 'force-end-unconfirmed' } })
  on.cloud.forceTerminate()
  await on.until('over after all', () => isOver(on))
  expect(on.session()).toMatchObject({ state: 'archiving', failure: null })
})

test('refused while an ordinary end waits, the ordinary end goes on', async () => {
  const on = await startLive()
  on.cloud.delays.release = 25_000
  await on.call('session.endLive', null)
  await on.until('stuck', ({ session }) => session.state === 'ending-stuck', 20_000)
  on.cloud.failNext('forceTerminate', failure('cloud-refused'))
  await on.call('session.forceEnd', null)
  await on.until('refused', ({ session }) => session.failure?.code === 'cloud-refused')
  expect(on.session().state).toBe('ending-stuck')
  await on.until('ended in order', ({ session }) => session.state === 'done', 20_000)
  expect([forced(on), ends(on)]).toEqual([1, 1])
})

test('a connection that does not close in order is cut off with the rest', async () => {
  const on = await startLive()
  on.pipeline.delays.stop = 60_000
  await on.call('session.forceEnd', null)
  await on.until('over', () => isOver(on), 8_000)
  expect(forced(on)).toBe(1)
})

test.each<RoomState>(['SCHEDULED', 'ENDED'])('in a room that is %s there is nothing to end', async (state) => {
  const on = await startConnected()
  on.cloud.addRoom('Quiet', state)
  await on.call('room.refresh', null)
  await on.call('room.select', { roomId: String(on.cloud.rooms.at(-1)?.id) })
  expect(await on.call('session.forceEnd', null)).toEqual(refused('not-live'))
  expect(forced(on)).toBe(0)
})
