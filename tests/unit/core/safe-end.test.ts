import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { ok } from '#shared/result'
import { type CoreOnFakes, startLive } from '../../fakes/start-core.ts'

const ends = ({ cloud }: CoreOnFakes) => cloud.arrived.filter(({ name }) => name === 'endRoom').map(({ keyState }) => keyState)
const isDone = ({ session }: CoreOnFakes) => session().state === 'done'

test('the end is sent once, and only after the service has let go of the stream', async () => {
  const on = await startLive()
  on.cloud.delays.release = 6_000
  expect(await on.call('session.endLive', null)).toEqual(ok(null))
  await on.wait(5_500)
  expect(on.session()).toMatchObject({ state: 'ending', streamKey: { state: 'ACTIVE_LIVE' } })
  expect(ends(on)).toEqual([])
  expect(on.pipeline.publishing).toBe(false)
  await on.until('done', () => isDone(on))
  expect(ends(on)).toEqual(['INACTIVE_LIVE'])
})

test('the return feed is over as soon as we stop sending, not only when the service has noticed', async () => {
  const ending = await startLive()
  expect(ending.session().returnFeed).not.toBeNull()
  ending.cloud.delays.release = 3_000
  await ending.call('session.endLive', null)
  expect(ending.session()).toMatchObject({ streamKey: { state: 'ACTIVE_LIVE' }, returnFeed: null })
  const pausing = await startLive()
  pausing.cloud.delays.release = 3_000
  await pausing.call('session.streamStop', null)
  await pausing.wait(1_500)
  expect(pausing.session()).toMatchObject({ streamKey: { state: 'ACTIVE_LIVE' }, returnFeed: null })
  await pausing.until('let go', ({ session }) => session.actions.streamStart.allowed)
  await pausing.call('session.streamStart', null)
  await pausing.until('back', ({ session }) => session.returnFeed !== null)
})

test('a service that does not let go makes the end stuck, which says so, waits on, and ends as soon as it can', async () => {
  const on = await startLive()
  on.cloud.delays.release = 60_000
  await on.call('session.endLive', null)
  await on.wait(14_000)
  expect(on.session().state).toBe('ending')
  await on.wait(2_000)
  expect(on.session()).toMatchObject({
    state: 'ending-stuck',
    failure: { code: 'ending-stuck' },
    verdict: { level: 'bad', code: 'ending-stuck' },
    tally: { state: 'live' },
    actions: { endLive: { allowed: false, reason: 'ending' }, streamStart: { allowed: false, reason: 'ending' } },
  })
  await on.until('done', () => isDone(on), 60_000)
  expect(on.session().failure).toBeNull()
  expect(ends(on)).toEqual(['INACTIVE_LIVE'])
})

test('an end that got through without its answer is not sent again', async () => {
  const on = await startLive()
  on.cloud.failNext('endRoom', failure('cloud-timeout'), { done: true })
  await on.call('session.endLive', null)
  await on.until('done', () => isDone(on))
  expect(ends(on)).toEqual(['INACTIVE_LIVE'])
})

test('a locked or failing end waits and is tried again', async () => {
  for (const code of ['request-locked', 'cloud-server-error', 'stream-key-not-inactive-live'] as const) {
    const on = await startLive()
    on.cloud.failNext('endRoom', failure(code))
    await on.call('session.endLive', null)
    await on.until('done', () => isDone(on), 15_000)
    expect(ends(on)).toEqual(['INACTIVE_LIVE', 'INACTIVE_LIVE'])
  }
})

test('an encoder that begins to send during the end holds it up until it stops', async () => {
  const on = await startLive()
  await on.call('session.endLive', null)
  await on.until('our stream is gone', () => on.cloud.keyState === 'INACTIVE_LIVE')
  on.cloud.publish(on.cloud.streamKey, 'another encoder')
  await on.wait(20_000)
  expect(ends(on)).toEqual([])
  expect(on.session().state).toBe('ending-stuck')
  on.cloud.unpublish('another encoder')
  await on.until('done', () => isDone(on), 15_000)
})

test('the key is looked at once more before the end: an encoder that came in the last moment is noticed', async () => {
  const on = await startLive()
  await on.call('session.endLive', null)
  await on.until('free to end, as it seems', ({ session }) => session.streamKey?.state === 'INACTIVE_LIVE' && session.room?.state === 'LIVE_INACTIVE')
  on.cloud.delays.see = 0
  on.cloud.publish(on.cloud.streamKey, 'another encoder')
  await on.wait(3_000)
  expect(ends(on)).toEqual([])
  expect(on.session()).toMatchObject({ state: 'ending', failure: null })
})

test('ending works while the connection is being sought', async () => {
  const on = await startLive()
  on.pipeline.network = failure('ingest-unreachable')
  on.pipeline.lose()
  await on.wait(3_000)
  expect(on.session()).toMatchObject({ state: 'interrupted', tally: { state: 'trouble' } })
  expect(await on.call('session.endLive', null)).toEqual(ok(null))
  await on.until('done', () => isDone(on))
  expect(on.pipeline.attempts.at(-1)?.atMs).toBeLessThan(on.clock.monotonicMs() - 2_000)
})

test('an archive that fails is said, and the next room can be used', async () => {
  const on = await startLive()
  on.cloud.archiveFails = true
  await on.call('session.endLive', null)
  await on.until('failed', ({ session }) => session.state === 'failed')
  expect(on.session()).toMatchObject({
    failure: { code: 'archive-failed' },
    verdict: { code: 'archive-failed' },
    vod: { state: 'FAILED_ARCHIVING', url: null },
  })
  expect(on.codes()).toContain('archive-failed')
  expect((await on.call('room.create', { title: 'Once more' })).ok).toBe(true)
  expect(on.session()).toMatchObject({ state: 'idle', failure: null, room: { title: 'Once more' } })
})

test('a broadcast that is ended by force from outside stops ours, and does not wait for an archive that never comes', async () => {
  const on = await startLive()
  on.cloud.forceTerminate()
  await on.until('over', ({ session }) => session.state === 'archiving')
  await on.until('nothing is sent', ({ session }) => session.witnesses.sender === 'off')
  await on.wait(31_000)
  expect(on.session()).toMatchObject({ state: 'done', tally: { state: 'off' }, vod: { state: 'NOT_ARCHIVED', url: null } })
})
