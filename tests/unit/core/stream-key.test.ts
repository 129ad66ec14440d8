import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { type CoreOnFakes, startConnected, startLive, startReady } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))
const stranger = 'another encoder'
const reissued = ({ cloud }: CoreOnFakes) => cloud.arrived.filter(({ name }) => name === 'reissueKey').length

test('a reissued key is hidden at once, shown masked, and used by the next start', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  const before = on.session().streamKey?.masked
  expect(on.session().actions.reissueKey).toEqual({ allowed: true })
  expect(await on.call('streamKey.reissue', null)).toEqual(ok(null))
  expect(on.session().streamKey?.masked).toBe(`••••••••${on.cloud.streamKey.slice(-4)}`)
  expect(on.session().streamKey?.masked).not.toBe(before)
  expect(on.hidden).toContain(on.cloud.streamKey)
  expect(on.codes()).toContain('key-reissued')
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.pipeline.attempts.map(({ streamKey }) => streamKey)).toEqual([on.cloud.streamKey])
})

test('never while the key is in use, by us or by others', async () => {
  const on = await startLive()
  expect(await on.call('streamKey.reissue', null)).toEqual(refused('on-air'))
  const ready = await startReady()
  expect(await ready.call('streamKey.reissue', null)).toEqual(refused('while-sending'))
  await ready.call('session.streamStop', null)
  await ready.until('idle, but still seen', ({ session }) => session.state === 'idle')
  expect(await ready.call('streamKey.reissue', null)).toEqual(refused('working'))
  await ready.until('let go', ({ session }) => session.actions.reissueKey.allowed)
  ready.cloud.publish(ready.cloud.streamKey, stranger)
  await ready.until('seen', ({ session }) => session.verdict.code === 'someone-else-sending', 6_000)
  expect(await ready.call('streamKey.reissue', null)).toEqual(refused('stop-other-encoder'))
  expect([reissued(on), reissued(ready)]).toEqual([0, 0])
})

test('nothing is started, and nothing changed twice, while the key is exchanged', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  on.cloud.delays.network = 500
  const first = on.core.call('streamKey.reissue', null)
  await on.wait(100)
  expect(on.session().actions).toMatchObject({
    streamStart: { reason: 'working' },
    reissueKey: { reason: 'working' },
    chooseProfile: { reason: 'working' },
  })
  expect(await on.core.call('session.streamStart', null)).toEqual(refused('working'))
  expect(await on.core.call('streamKey.reissue', null)).toEqual(refused('working'))
  await on.wait(5_000)
  expect(await first).toEqual(ok(null))
  expect(reissued(on)).toBe(1)
  expect(on.session().actions.streamStart).toEqual({ allowed: true })
})

test('a lost answer is no lost key: what is true is asked for', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  on.cloud.failNext('reissueKey', failure('cloud-timeout'), { done: true })
  expect(await on.call('streamKey.reissue', null)).toEqual(err(failure('cloud-timeout')))
  expect(on.session().streamKey?.masked).toBe(`••••••••${on.cloud.streamKey.slice(-4)}`)
  expect(on.hidden).toContain(on.cloud.streamKey)
})

test('an encoder that begins in the very moment is the service’s to judge', async () => {
  const on = await startConnected()
  on.cloud.delays.see = 0
  on.cloud.publish(on.cloud.streamKey, stranger)
  expect(await on.call('streamKey.reissue', null)).toEqual(err(failure('stream-key-not-inactive')))
  expect(on.session().streamKey?.state).not.toBe('INACTIVE')
})
