import { expect, test } from 'vitest'
import type { CommandInput, ConnectionReport } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { createFakeCredentials } from '../../fakes/fake-credentials.ts'
import { type CoreOnFakes, startConnected, startCore, startLive } from '../../fakes/start-core.ts'

const token = { mode: 'member' as const, accessToken: 'member-token-0123456789', tokenUrl: null }
const form = (on: CoreOnFakes, change: Partial<CommandInput<'connection.save'>> = {}): CommandInput<'connection.save'> => ({
  connectionId: null,
  name: 'Our channel',
  color: 'teal',
  environment: 'custom',
  apiBaseUrl: 'https://api.test',
  secrets: { mode: 'operator', ...on.cloud.credentials },
  ...change,
})
async function saved(on: CoreOnFakes, change: Partial<CommandInput<'connection.save'>> = {}) {
  const answer = (await on.call('connection.save', form(on, change))) as Result<{
    connectionId: string
    inUse: boolean
    report: ConnectionReport | null
  }>
  if (!answer.ok) throw new Error(answer.failure.code)
  return answer.value
}
const viewOf = (on: CoreOnFakes, id: string) => on.snapshot().connection.list.find((view) => view.id === id)
const reportOf = (answer: Result<unknown>) =>
  (answer as { value: ConnectionReport }).value.findings.map(({ check, outcome, code }) => [check, outcome, code])
const refusal = (reason: string) => err(failure('not-allowed', { params: { reason } }))

test('a test says what it found, and keeps nothing', async () => {
  const on = await startConnected()
  const before = structuredClone(on.snapshot().connection.list)
  expect(reportOf(await on.call('connection.test', form(on)))).toEqual([
    ['address', 'good', 'address-answers'],
    ['credentials', 'good', 'pair-accepted'],
    ['app', 'good', 'app-can-broadcast'],
    ['clock', 'good', 'clock-agrees'],
    ['ingest', 'good', 'ingest-open'],
  ])
  on.cloud.clockOffsetMs = 240_000
  on.pipeline.network = failure('ingest-timeout')
  expect(reportOf(await on.call('connection.test', form(on, { secrets: token }))).slice(1)).toEqual([
    ['credentials', 'good', 'token-accepted'],
    ['app', 'good', 'app-can-broadcast'],
    ['clock', 'bad', 'clock-far-off'],
    ['ingest', 'bad', 'ingest-1935-blocked'],
  ])
  expect(reportOf(await on.call('connection.test', form(on, { secrets: { ...token, accessToken: 'wrong token' } }))).slice(0, 3)).toEqual([
    ['address', 'good', 'address-answers'],
    ['credentials', 'bad', 'member-token-rejected'],
    ['app', 'not-tried', 'not-tried'],
  ])
  expect(on.snapshot().connection.list).toEqual(before)
  expect([...on.credentials.stored.keys()]).toEqual(['local'])
  expect(on.hidden).toContain('wrong token')
})

test('where only the other of FlipFlop Cloud’s hosts answers, that one is saved', async () => {
  const on = await startConnected()
  const cloud = on.cloud
  const fresh = await startConnected({
    clock: on.clock,
    cloud,
    deps: {
      openCloud: (baseUrl, given) => {
        const connection = cloud.connection(given)
        const listMembers = async () => err(failure('cloud-unreachable'))
        return baseUrl.includes('//api.') ? { ...connection, directory: { ...connection.directory, listMembers } } : connection
      },
    },
  })
  const { connectionId, report } = await saved(fresh, { apiBaseUrl: 'https://api.flipflop.cloud', environment: 'production' })
  expect(viewOf(fresh, connectionId)).toMatchObject({ apiBaseUrl: 'https://portal.flipflop.cloud', color: 'teal', mode: 'operator' })
  expect(report?.findings[0]).toMatchObject({ outcome: 'warn', code: 'address-other-answers' })
})

test('name and colour change without a secret, untried, on air too', async () => {
  const on = await startLive()
  const { connectionId } = await saved(on)
  on.cloud.down = true
  const { inUse, report } = await saved(on, { connectionId, name: 'Renamed', color: 'plum', secrets: null })
  expect([inUse, report, viewOf(on, connectionId)]).toMatchObject([false, null, { name: 'Renamed', color: 'plum', kept: 'session' }])
})

test('what is stored is never sent to an address that it was not entered for', async () => {
  const on = await startConnected()
  const { connectionId } = await saved(on)
  const asked = on.cloud.arrived.length
  for (const command of ['connection.test', 'connection.save'] as const)
    expect(await on.call(command, form(on, { connectionId, apiBaseUrl: 'https://elsewhere.test', secrets: null }))).toEqual(
      refusal('secrets-for-new-address'),
    )
  expect(on.cloud.arrived.slice(asked).filter(({ name }) => name === 'listMembers')).toEqual([])
  expect(viewOf(on, connectionId)?.apiBaseUrl).toBe('https://api.test')
})

test('a new secret is tried, then takes the place of the old one; while sending it waits', async () => {
  const on = await startConnected()
  const { connectionId } = await saved(on)
  await on.call('connection.select', { connectionId })
  const rotated = { apiKey: 'app-key', apiSecret: 'the-secret-after-it' }
  Object.assign(on.cloud, { credentials: rotated })
  const result = await saved(on, { connectionId, secrets: { mode: 'operator', ...rotated } })
  expect([result.inUse, on.credentials.stored.get(connectionId)]).toEqual([false, { mode: 'operator', ...rotated }])
  expect(await on.call('connection.select', { connectionId })).toEqual(ok(null))
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  await on.call('session.streamStart', null)
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(await on.call('connection.save', form(on, { connectionId }))).toEqual(refusal('already-sending'))
})

test('what a locked keychain refuses can be kept for this session, and is said to be', async () => {
  const on = await startConnected()
  on.credentials.broken = failure('keychain-locked')
  expect(await on.call('connection.save', form(on))).toEqual(err(failure('keychain-locked')))
  expect(on.snapshot().connection.list).toHaveLength(1)
  const kept = (await on.call('connection.saveForSession', null)) as Result<{ connectionId: string }>
  const { connectionId } = (kept as { value: { connectionId: string } }).value
  expect(viewOf(on, connectionId)).toMatchObject({ kept: 'session', hasCredentials: true })
  expect(await on.call('connection.select', { connectionId })).toEqual(ok(null))
  expect([...on.credentials.stored.keys()]).toEqual(['local'])
  expect(await on.call('connection.saveForSession', null)).toMatchObject({ ok: false })
  // Once the keychain is open again, what is entered goes there.
  on.credentials.broken = null
  await saved(on, { connectionId })
  expect([...on.credentials.stored.keys()]).toEqual(['local', connectionId])
})

test('a keychain that locks later does not pass for an empty one', async () => {
  const connections = [
    { id: 'mine', name: 'Mine', color: 'blue', environment: 'production', apiBaseUrl: 'https://api.test', mode: 'operator' },
  ] as const
  const credentials = createFakeCredentials()
  credentials.broken = failure('keychain-locked')
  const on = await startCore({ settings: { connections: [...connections] }, credentials })
  await on.until('looked', ({ connection }) => connection.state === 'connected')
  expect(viewOf(on, 'mine')).toMatchObject({ kept: 'unknown', hasCredentials: false })
})

test('a member comes in by token, and the token tells who it is', async () => {
  const on = await startConnected()
  const { connectionId } = await saved(on, { secrets: token })
  expect(await on.call('connection.select', { connectionId })).toEqual(ok(null))
  expect(on.snapshot()).toMatchObject({ connection: { mode: 'member', online: true }, member: { appUserId: 'creator' } })
  expect(on.credentials.stored.get(connectionId)).toEqual({ mode: 'member', tokens: { accessToken: token.accessToken }, tokenUrl: null })
  expect(on.hidden).toContain(token.accessToken)
})

test('a new token counts on air without a blink, and is kept', async () => {
  const on = await startConnected()
  const { connectionId } = await saved(on, { secrets: token })
  await on.call('connection.select', { connectionId })
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  await on.call('session.streamStart', null)
  await on.until('ready', ({ session }) => session.state === 'ready')
  await on.call('session.goLive', null)
  await on.until('live', ({ session }) => session.tally.state === 'live')
  const seen = on.published.length

  expect(await on.call('connection.renewToken', { connectionId, accessToken: 'another wrong one' })).toMatchObject({
    failure: { code: 'member-token-rejected' },
  })
  expect(on.cloud.renewedBy).toEqual([])
  expect(await on.call('connection.renewToken', { connectionId, accessToken: token.accessToken })).toEqual(ok(null))
  expect(on.cloud.renewedBy).toEqual([{ accessToken: token.accessToken }])
  expect(new Set(on.published.slice(seen).map(({ session, connection }) => `${session.tally.state} ${connection.state}`))).toEqual(
    new Set(['live connected']),
  )
  on.credentials.broken = failure('keychain-locked')
  expect(await on.call('connection.renewToken', { connectionId, accessToken: token.accessToken })).toEqual(ok(null))
  expect(viewOf(on, connectionId)?.kept).toBe('session')
})

test('a token that cannot be renewed is said, with its end', async () => {
  const on = await startConnected()
  const { connectionId } = await saved(on, { secrets: token })
  await on.call('connection.select', { connectionId })
  const expired = { expiresAtMs: 1_000, renewable: false, failure: failure('member-token-expired') }
  on.cloud.standing = { token: expired, online: false }
  for (const told of on.cloud.standingListeners) told()
  await on.until('said', ({ connection }) => connection.token?.failure?.code === 'member-token-expired')
  expect(on.snapshot().connection).toMatchObject({ token: expired, online: false, state: 'connected' })
})
