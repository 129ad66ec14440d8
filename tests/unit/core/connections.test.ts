import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { FakeCloud } from '../../fakes/fake-cloud.ts'
import { createFakeCredentials } from '../../fakes/fake-credentials.ts'
import { readOnly } from '../../fakes/fake-settings.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { type CoreOnFakes, startConnected, startCore, startLive, startReady } from '../../fakes/start-core.ts'

const pairOf = (on: CoreOnFakes, change = {}) => ({ mode: 'operator' as const, ...on.cloud.credentials, ...change })
const form = (on: CoreOnFakes, change = {}) => ({
  connectionId: null,
  name: 'Our channel',
  color: 'teal' as const,
  environment: 'custom' as const,
  apiBaseUrl: 'https://api.test/',
  secrets: pairOf(on),
  ...change,
})
const save = async (on: CoreOnFakes, change = {}) => {
  const answer = await on.call('connection.save', form(on, change))
  return answer.ok ? (answer.value as { connectionId: string }).connectionId : answer.failure.code
}
const listed = ({ snapshot }: CoreOnFakes) =>
  snapshot().connection.list.map(({ id, name, hasCredentials, apiBaseUrl }) => ({ id, name, hasCredentials, apiBaseUrl }))
const local = { id: 'local', name: '', hasCredentials: true, apiBaseUrl: null }

test('the local service’s keys go through the credentials store like any others', async () => {
  const on = await startConnected()
  expect(on.credentials.stored.get('local')).toEqual(pairOf(on))
  expect(on.hidden).toEqual(expect.arrayContaining(on.cloud.secrets))
  expect(listed(on)).toEqual([local])
})

test('before the first answer, and where none comes, the light claims nothing', async () => {
  const on = await startCore()
  await on.until('connected', ({ connection }) => connection.state === 'connected')
  const before = on.published.filter(({ connection }) => connection.state !== 'connected')
  expect(before.length).toBeGreaterThan(0)
  for (const { session } of before) {
    expect(session).toMatchObject({ tally: { state: 'unknown', lastKnown: null }, verdict: { level: 'good', code: 'connecting' } })
  }
  on.cloud.down = true
  const asked = on.published.length
  expect(await on.call('connection.select', { connectionId: 'local' })).toEqual(err(failure('cloud-unreachable')))
  expect(on.session()).toMatchObject({
    tally: { state: 'unknown', lastKnown: { state: 'off' } },
    verdict: { level: 'warn', code: 'not-connected' },
  })
  expect(on.published.slice(asked).map(({ session }) => session.tally.state)).not.toContain('off')
})

test('trying a lost connection again keeps what was known last; another connection knows nothing of it', async () => {
  const on = await startLive()
  const id = await save(on)
  await on.call('session.streamStop', null)
  await on.until('paused', ({ session }) => session.tally.state === 'trouble')
  const lastAnswer = on.session().answeredAtMs
  on.cloud.down = true
  await on.call('connection.select', { connectionId: 'local' })
  expect(on.session().tally).toEqual({ state: 'unknown', lastKnown: { state: 'trouble', atMs: lastAnswer } })
  await on.call('connection.select', { connectionId: 'local' })
  expect(on.session().tally).toEqual({ state: 'unknown', lastKnown: { state: 'trouble', atMs: lastAnswer } })
  await on.call('connection.select', { connectionId: id })
  expect(on.session().tally).toEqual({ state: 'unknown', lastKnown: null })
})

test('a connection is tried, saved and opened', async () => {
  const on = await startConnected()
  const id = await save(on)
  expect(listed(on)).toEqual([local, { id, name: 'Our channel', hasCredentials: true, apiBaseUrl: 'https://api.test' }])
  expect(on.snapshot().connection.currentId).toBe('local')
  expect(await on.call('connection.select', { connectionId: id })).toEqual(ok(null))
  expect(on.snapshot().connection).toMatchObject({ currentId: id, state: 'connected', environment: 'custom', failure: null })
  expect(on.settings.current().currentConnectionId).toBe(id)
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  expect(on.pipeline.program?.gopSeconds).toBe(2)
})

test('a connection that does not work is not saved, and one that worked before is not lost', async () => {
  const on = await startConnected()
  const id = await save(on)
  expect(await save(on, { connectionId: id, name: 'Changed', secrets: pairOf(on, { apiSecret: 'wrong secret' }) })).toBe('credentials-rejected')
  expect(await save(on, { secrets: pairOf(on, { apiSecret: 'wrong secret' }) })).toBe('credentials-rejected')
  on.cloud.down = true
  expect(await save(on, { connectionId: id })).toBe('cloud-unreachable')
  on.cloud.down = false
  on.credentials.broken = failure('keychain-locked')
  expect(await save(on, { connectionId: id })).toBe('keychain-locked')
  on.credentials.broken = null
  on.settings.readOnly = readOnly
  expect(await save(on)).toBe('data-dir-read-only')
  on.settings.readOnly = null
  expect(listed(on)).toEqual([local, { id, name: 'Our channel', hasCredentials: true, apiBaseUrl: 'https://api.test' }])
  expect([...on.credentials.stored.keys()]).toEqual(['local', id])
  expect(on.credentials.stored.get(id)).toEqual(pairOf(on))
  expect(on.hidden).toContain('wrong secret')
})

test('an address that hides a secret, or calls real air a rehearsal, is refused', async () => {
  const on = await startConnected()
  for (const change of [
    { apiBaseUrl: 'https://user:pass@api.test' },
    { apiBaseUrl: 'https://api.test/?token=x' },
    { environment: 'rehearsal', apiBaseUrl: 'https://api.test' },
    { connectionId: 'local' },
    { connectionId: 'unknown' },
  ]) {
    expect(['malformed-request', 'not-allowed']).toContain(await save(on, change))
  }
  expect(listed(on)).toEqual([local])
  expect(await save(on, { environment: 'rehearsal', apiBaseUrl: 'http://127.0.0.1:4000' })).toMatch(/^[0-9a-f-]{36}$/)
})

test('a failing connection leaves the app usable, says why, and can be tried again', async () => {
  const on = await startCore({ settings: { sourceId: 'test-pattern' } })
  on.cloud.down = true
  await on.until('failed', ({ connection }) => connection.state === 'failed')
  expect(on.snapshot().connection.failure?.code).toBe('cloud-unreachable')
  expect(on.session().actions.streamStart).toEqual({ allowed: false, reason: 'not-connected' })
  expect(await on.call('program.openPreview', null)).toEqual(ok(null))
  expect(on.snapshot().program.preview).toBe('on')
  on.cloud.down = false
  expect(await on.call('connection.select', { connectionId: 'local' })).toEqual(ok(null))
  expect(on.snapshot().connection).toMatchObject({ state: 'connected', failure: null })
  expect(on.codes()).toEqual(expect.arrayContaining(['connection-failed', 'connected']))
})

test.each([
  ['the language chosen', { settings: { language: 'ko' }, deps: { systemLocale: 'en-GB' } }, '리허설 1'],
  ['the language chosen', { settings: { language: 'en' }, deps: { systemLocale: 'ko-KR' } }, 'Rehearsal 1'],
  ['the system’s language', { settings: { language: null }, deps: { systemLocale: 'ko-KR' } }, '리허설 1'],
] as const)('rooms that Tally makes by itself are named in %s (%#)', async (_what, world, title) => {
  const clock = createManualClock()
  const cloud = new FakeCloud(clock)
  const asked: string[] = []
  const startLocalCloud = async (firstRoomTitle: string) => {
    asked.push(firstRoomTitle)
    return ok({ apiUrl: 'http://127.0.0.1:1', ...cloud.credentials, appUserId: cloud.appUserId })
  }
  const on = await startConnected({ ...world, clock, cloud, deps: { ...world.deps, startLocalCloud } })
  expect([asked, on.snapshot().rooms.map((room) => room.title)]).toEqual([[title], [title]])
})

test('a local service that does not start, and an account without members, have their own words', async () => {
  const broken = await startCore({ deps: { startLocalCloud: async () => err(failure('sandbox-failed')) } })
  await broken.until('failed', ({ connection }) => connection.failure?.code === 'sandbox-failed')
  const empty = await startCore()
  empty.cloud.members = []
  await empty.until('failed', ({ connection }) => connection.failure?.code === 'member-not-found')
})

test('a connection whose secret was kept in memory asks for it again', async () => {
  const connections = [
    {
      id: 'mine',
      name: 'Mine',
      color: 'blue' as const,
      environment: 'production' as const,
      apiBaseUrl: 'https://api.test',
      mode: 'operator' as const,
    },
  ]
  const on = await startCore({ settings: { connections, currentConnectionId: 'mine' }, credentials: createFakeCredentials() })
  await on.until('failed', ({ connection }) => connection.failure?.code === 'credentials-missing')
  expect(listed(on).find(({ id }) => id === 'mine')).toMatchObject({ hasCredentials: false })
  expect(await save(on, { connectionId: 'mine' })).toBe('mine')
  expect(await on.call('connection.select', { connectionId: 'mine' })).toEqual(ok(null))
})

test.each([200, 1_200, 2_200])('choosing another connection while one is opening wins over it (after %i ms)', async (afterMs) => {
  const on = await startConnected()
  const id = await save(on)
  on.cloud.delays.network = 500
  const first = on.core.call('connection.select', { connectionId: id })
  await on.wait(afterMs)
  expect(await on.call('connection.select', { connectionId: 'local' })).toEqual(ok(null))
  expect((await first).ok).toBe(false)
  expect(on.snapshot().connection).toMatchObject({ currentId: 'local', state: 'connected' })
  await on.wait(10_000)
  on.cloud.arrived.length = 0
  await on.wait(50_000)
  const looks = on.cloud.arrived.filter(({ name }) => name === 'getStreamKey').length
  expect(looks, 'one watcher is left').toBeLessThanOrEqual(11)
})

test('while sending nobody changes or forgets the connection under it', async () => {
  const on = await startReady()
  const refusal = err(failure('not-allowed', { params: { reason: 'already-sending' } }))
  expect(await on.call('connection.select', { connectionId: 'local' })).toEqual(refusal)
  expect(await on.call('connection.forget', { connectionId: 'local' })).toEqual(refusal)
  expect(on.session().state).toBe('ready')
})

test('forgetting removes the secret and goes back to the local service', async () => {
  const on = await startConnected()
  const id = await save(on)
  await on.call('connection.select', { connectionId: id })
  expect(await on.call('connection.forget', { connectionId: id })).toEqual(ok(null))
  expect([...on.credentials.stored.keys()]).toEqual(['local'])
  expect(on.snapshot().connection).toMatchObject({ currentId: 'local', state: 'connected' })
  expect(listed(on)).toEqual([local])
  expect((await on.call('connection.forget', { connectionId: 'local' })).ok).toBe(false)
})

test('the room used last is chosen again, else the newest that waits', async () => {
  const on = await startConnected()
  on.cloud.addRoom('Second')
  on.cloud.addRoom('Third')
  await on.call('room.refresh', null)
  expect(on.snapshot().rooms.map(({ title }) => title)).toEqual(['Third', 'Second', 'Rehearsal 1'])
  await on.call('room.select', { roomId: '2' })
  await on.call('connection.select', { connectionId: 'local' })
  expect(on.session().room?.title).toBe('Second')
  const fresh = await startConnected({ clock: on.clock, cloud: on.cloud })
  expect(fresh.session().room?.title).toBe('Third')
})

test('a room that does not exist is named, and the chosen one stays', async () => {
  const on = await startConnected()
  expect(await on.call('room.select', { roomId: '999' })).toMatchObject({ ok: false, failure: { code: 'room-not-found' } })
  expect(on.session().room?.title).toBe('Rehearsal 1')
})

test('a double click makes one room', async () => {
  const on = await startConnected()
  const [first, second] = [on.core.call('room.create', { title: 'A' }), on.core.call('room.create', { title: 'A' })]
  await on.wait(100)
  expect((await first).ok).toBe(true)
  expect(await second).toEqual(err(failure('not-allowed', { params: { reason: 'working' } })))
  expect(on.cloud.rooms).toHaveLength(2)
})

test('the stream key is given in clear only when asked for, and the asking is noted without it', async () => {
  const on = await startConnected()
  expect(await on.call('streamKey.reveal', null)).toEqual(ok({ streamKey: on.cloud.streamKey, ingestUrl: 'rtmp://ingest.test/live' }))
  expect(on.codes()).toContain('key-revealed')
})
