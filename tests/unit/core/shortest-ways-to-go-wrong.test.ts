import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import type { CallName } from '../../fakes/fake-cloud.ts'
import { type CoreOnFakes, startConnected, startLive, startReady } from '../../fakes/start-core.ts'

/**
 * Each is the shortest sequence that `any-order.test.ts` found in a core with one rule taken out, and what the core with that
 * rule makes of it.
 */
const arrived = ({ cloud }: CoreOnFakes, wanted: CallName) => cloud.arrived.filter(({ name }) => name === wanted).map(({ keyState }) => keyState)
const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))

test('an end that is asked for as soon as the room is live waits for the service like any other', async () => {
  const on = await startReady()
  await on.call('session.goLive', null)
  await on.until('the end is possible', ({ session }) => session.actions.endLive.allowed)
  expect(await on.call('session.endLive', null)).toEqual(ok(null))
  await on.until('done', ({ session }) => session.state === 'done')
  expect(arrived(on, 'endRoom')).toEqual(['INACTIVE_LIVE'])
})

test('two clicks on going live in the same moment are one start, whoever sends', async () => {
  const on = await startConnected()
  on.cloud.publish(on.cloud.streamKey, 'another encoder')
  await on.until('converted', ({ session }) => session.actions.goLive.allowed)
  const [first, second] = [on.core.call('session.goLive', null), on.core.call('session.goLive', null)]
  expect([await first, await second]).toEqual([ok(null), refused('working')])
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(arrived(on, 'startRoom')).toEqual(['ACTIVE'])
})

test('a start whose answer was lost in a silence is not sent again, and is live when the service speaks', async () => {
  const on = await startReady()
  on.cloud.failNext('startRoom', failure('request-locked'), { done: true, silentMs: 8_000 })
  await on.call('session.goLive', null)
  await on.wait(7_000)
  expect(await on.call('session.goLive', null)).toEqual(refused('working'))
  await on.until('live', ({ session }) => session.state === 'live' && session.tally.state === 'live', 15_000)
  expect(arrived(on, 'startRoom')).toEqual(['ACTIVE'])
  expect(on.session().failure).toBeNull()
})

test('an end whose answer was lost in a silence is not sent again, and is over when the service speaks', async () => {
  const on = await startLive()
  on.cloud.failNext('endRoom', failure('request-locked'), { done: true, silentMs: 8_000 })
  await on.call('session.endLive', null)
  await on.until('done', ({ session }) => session.state === 'done', 30_000)
  expect(arrived(on, 'endRoom')).toEqual(['INACTIVE_LIVE'])
  expect(on.session().failure).toBeNull()
})

test('a key that is taken away just after the start is never used again: the next start goes with the new one', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  await on.call('session.streamStart', null)
  await on.until('the service sees it', () => on.cloud.keyState === 'ACTIVE_PREP')
  on.cloud.forceTerminate()
  const givenUp = await on.until('given up', ({ session }) => session.actions.streamStart.allowed)
  expect(givenUp.session.failure?.code).toBe('stream-key-changed')
  const before = on.pipeline.attempts.length
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.pipeline.attempts.slice(before).map(({ streamKey }) => streamKey)).toEqual([on.cloud.streamKey])
})

test('at rest, too, a light that has heard nothing for more than ten seconds knows nothing, and is not simply off', async () => {
  const on = await startConnected()
  const answeredAtMs = on.session().answeredAtMs ?? Number.NaN
  on.cloud.down = true
  await on.wait(answeredAtMs + 10_000 - on.clock.wallMs())
  expect(on.session().tally).toEqual({ state: 'off', lastKnown: null })
  await on.wait(1)
  expect(on.session().tally).toEqual({ state: 'unknown', lastKnown: { state: 'off', atMs: answeredAtMs } })
})
