import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { startConnected, startLive, startReady } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))

test('a lost connection is sought at once, then ever less often, and the show goes on without a second start', async () => {
  const on = await startLive()
  on.pipeline.network = failure('ingest-unreachable')
  const before = on.pipeline.attempts.length
  const lostAtMs = on.clock.monotonicMs()
  on.pipeline.lose()
  await on.wait(9_000)
  const tries = on.pipeline.attempts.slice(before).map(({ atMs }) => atMs - lostAtMs)
  // Every attempt takes 40 ms to fail.
  expect(tries).toEqual([0, 540, 1_580, 3_620, 7_660])
  expect(on.session()).toMatchObject({
    state: 'interrupted',
    tally: { state: 'trouble' },
    verdict: { level: 'bad', code: 'reconnecting' },
    failure: { code: 'ingest-unreachable' },
    witnesses: { sender: 'reconnecting' },
    reconnectAttempt: 6,
  })
  on.pipeline.network = null
  expect(await on.call('session.reconnectNow', null)).toEqual(ok(null))
  await on.until('live again', ({ session }) => session.tally.state === 'live')
  expect(on.session()).toMatchObject({ state: 'live', reconnectAttempt: 0, failure: null, share: { hls: 'https://play.test/room/1/2.m3u8' } })
  expect(on.session().returnFeed?.url).toBe('/media/return-feed/3')
  expect(on.cloud.arrived.filter(({ name }) => name === 'startRoom')).toHaveLength(1)
  expect(on.codes()).toEqual(expect.arrayContaining(['sender-lost', 'room-state:LIVE_INACTIVE', 'sender-back', 'room-state:LIVE']))
})

test('an ingest that answers again is sent to within a second, however long it was away', async () => {
  const on = await startLive()
  on.pipeline.network = failure('ingest-unreachable')
  on.pipeline.lose()
  await on.wait(29_000)
  const before = on.pipeline.attempts.length
  on.pipeline.network = null
  const backAtMs = on.clock.monotonicMs()
  await on.until('tried again', () => on.pipeline.attempts.length > before, 5_000)
  expect((on.pipeline.attempts.at(-1)?.atMs ?? Number.NaN) - backAtMs).toBeLessThanOrEqual(600)
  await on.until('live again', ({ session }) => session.tally.state === 'live')
})

test('an ingest that answers, but refuses the stream, is not tried any faster for it', async () => {
  const on = await startLive()
  on.pipeline.network = failure('ingest-reset')
  on.pipeline.probeIngest = async () => ok(undefined)
  const before = on.pipeline.attempts.length
  on.pipeline.lose()
  await on.wait(9_000)
  expect(on.pipeline.attempts.length - before).toBe(5)
})

test('a service that holds the old connection is asked again and again, with the key looked at each time', async () => {
  const on = await startLive()
  on.cloud.delays.release = 4_000
  on.pipeline.lose()
  await on.until('live again', ({ session }) => session.tally.state === 'live' && session.witnesses.sender === 'publishing', 15_000)
  expect(on.session().failure).toBeNull()
  expect(on.pipeline.attempts.length).toBeGreaterThan(3)
})

test('a key that is taken away under the broadcast ends the attempts and says so', async () => {
  const on = await startReady()
  on.cloud.forceTerminate()
  await on.until('given up', ({ session }) => session.state === 'failed')
  expect(on.session()).toMatchObject({ failure: { code: 'stream-key-changed' }, verdict: { code: 'failed' } })
  const attempts = on.pipeline.attempts.length
  await on.wait(30_000)
  expect(on.pipeline.attempts).toHaveLength(attempts)
  await on.call('session.dismissFailure', null)
  expect(on.session()).toMatchObject({ state: 'idle', failure: null, actions: { streamStart: { allowed: true } } })
})

test('a key that was exchanged between two sessions is simply the one that is used', async () => {
  const on = await startReady()
  await on.call('session.streamStop', null)
  await on.until('stopped', () => on.cloud.keyState === 'INACTIVE')
  on.cloud.rotateKey()
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.pipeline.attempts.at(-1)?.streamKey).toBe(on.cloud.streamKey)
  expect(on.hidden).toEqual(expect.arrayContaining(on.cloud.secrets))
})

test('a key that the ingest refuses at the very start is fetched once more, then explained', async () => {
  const on = await startConnected()
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  on.pipeline.network = failure('ingest-rejected')
  await on.call('session.streamStart', null)
  await on.until('given up', ({ session }) => session.state === 'failed')
  expect(on.session().failure?.code).toBe('ingest-rejected')
  expect(on.pipeline.attempts, 'the key was the right one: no use in trying it again').toHaveLength(1)
})

test('a key that was exchanged in the very moment of the start is used silently', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  await on.call('session.streamStart', null)
  await on.until('connecting with the old key', () => on.pipeline.attempts.length === 1)
  on.cloud.rotateKey()
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.pipeline.attempts.map(({ streamKey }) => streamKey)).toEqual(on.cloud.secrets.slice(-2))
  expect(on.published.flatMap(({ session: { failure: shown } }) => shown ?? [])).toEqual([])
})

test('a service that does not see the stream, and one that does not convert it, are each named in time', async () => {
  const on = await startConnected()
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  on.cloud.delays = { ...on.cloud.delays, see: 25_000, convert: 35_000 }
  await on.call('session.streamStart', null)
  await on.wait(7_000)
  expect(on.session()).toMatchObject({ state: 'connecting', verdict: { level: 'good', code: 'waiting-for-service' } })
  await on.wait(2_000)
  expect(on.session()).toMatchObject({ verdict: { level: 'warn', code: 'service-slow-to-see' }, failure: null })
  expect(on.session().actions.goLive).toEqual({ allowed: false, reason: 'service-not-receiving' })
  await on.wait(12_000)
  expect(on.session()).toMatchObject({ verdict: { level: 'bad', code: 'service-slow-to-see' }, failure: { code: 'service-does-not-see-stream' } })
  await on.until('seen', ({ session }) => session.streamKey?.state === 'ACTIVE_PREP')
  expect(on.session()).toMatchObject({ verdict: { level: 'good', code: 'waiting-for-service' }, failure: null })
  await on.wait(11_000)
  expect(on.session().verdict).toEqual({ level: 'warn', code: 'service-slow-to-convert' })
  await on.wait(20_000)
  expect(on.session().failure?.code).toBe('service-does-not-convert')
  expect(on.pipeline.publishing, 'it goes on all the same').toBe(true)
  await on.until('ready', ({ session }) => session.state === 'ready' && session.failure === null)
})

test('when the service falls silent the light becomes unknown by the passing of time alone, and says what was last', async () => {
  const on = await startLive()
  const lastAnswer = on.session().answeredAtMs
  on.cloud.down = true
  await on.wait(9_000)
  expect(on.session().tally).toEqual({ state: 'live', lastKnown: null })
  const unknown = await on.until('unknown', ({ session }) => session.tally.state === 'unknown', 2_000)
  expect(unknown.session).toMatchObject({
    tally: { lastKnown: { state: 'live' } },
    witnesses: { service: 'silent' },
    verdict: { code: 'service-silent' },
    actions: { endLive: { allowed: false, reason: 'state-unknown' } },
  })
  expect(unknown.session.tally.lastKnown?.atMs).toBeGreaterThanOrEqual(lastAnswer ?? Number.NaN)
  expect(on.clock.wallMs() - (unknown.session.answeredAtMs ?? 0)).toBeLessThan(10_100)
  on.cloud.down = false
  await on.until('live', ({ session }) => session.tally.state === 'live', 15_000)
  expect(on.codes()).toEqual(expect.arrayContaining(['service-silent', 'service-back']))
})

test('setting the computer’s clock does not touch the light', async () => {
  const on = await startLive()
  on.clock.jumpWall(-3_600_000)
  await on.wait(5_000)
  expect(on.session().tally.state).toBe('live')
  on.clock.jumpWall(7_200_000)
  await on.wait(5_000)
  expect(on.session().tally.state).toBe('live')
})

test('an encoder that is replaced is a remark, never a reason to stop sending', async () => {
  const on = await startLive()
  on.pipeline.emit({ type: 'encoder', state: 'restarting', failure: failure('encoder-stalled') })
  await on.wait(100)
  expect(on.session()).toMatchObject({
    state: 'live',
    verdict: { code: 'encoder-restarting' },
    witnesses: { encoder: 'restarting', sender: 'publishing' },
  })
  on.pipeline.emit({ type: 'encoder', state: 'running' })
  await on.wait(100)
  expect(on.session().verdict.code).toBe('live-good')
  expect(on.pipeline.attempts).toHaveLength(1)
  expect(on.codes()).toEqual(expect.arrayContaining(['encoder-restarting', 'encoder-back']))
})

test('an encoder that is given up is said; when the starved connection breaks, both are brought back', async () => {
  const on = await startLive()
  on.pipeline.program = null
  on.pipeline.emit({ type: 'encoder', state: 'failed', failure: failure('screen-unavailable') })
  await on.wait(100)
  expect(on.session()).toMatchObject({
    verdict: { level: 'bad', code: 'failed' },
    failure: { code: 'screen-unavailable' },
    witnesses: { encoder: 'failed' },
  })
  expect(on.snapshot().program).toMatchObject({ preview: 'failed', failure: { code: 'screen-unavailable' } })
  on.pipeline.lose(failure('ingest-timeout'))
  await on.until('live again', ({ session }) => session.tally.state === 'live' && session.witnesses.sender === 'publishing')
  expect(on.session()).toMatchObject({ failure: null, verdict: { code: 'live-good' } })
})

test('a connection that breaks in the very moment in which it stands is sought again', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  on.pipeline.losesAtOnce = true
  await on.call('session.streamStart', null)
  await on.until('ready', ({ session }) => session.state === 'ready' && session.streamKey?.state === 'ACTIVE')
  expect(on.pipeline.publishing).toBe(true)
})

test('a stalled connection can be cut by hand', async () => {
  const on = await startLive()
  on.pipeline.emit({ type: 'sender', state: 'stalled' })
  await on.wait(10)
  expect(on.session()).toMatchObject({
    verdict: { code: 'nothing-leaves' },
    witnesses: { sender: 'stalled' },
    actions: { reconnectNow: { allowed: true } },
  })
  expect(await on.call('session.reconnectNow', null)).toEqual(ok(null))
  await on.until('cut', ({ session }) => session.witnesses.sender === 'reconnecting')
  await on.until('live again', ({ session }) => session.tally.state === 'live' && session.witnesses.sender === 'publishing')
})

test('numbers become words only when they last', async () => {
  const on = await startLive()
  for (let index = 0; index < 3; index++) on.pipeline.emitTelemetry({ queueMs: 2_000 })
  await on.wait(1)
  expect(on.session().verdict).toEqual({ level: 'warn', code: 'network-slow' })
  on.pipeline.emitTelemetry({ queueMs: 100 })
  await on.wait(1)
  expect(on.session().verdict.code).toBe('live-good')
})

test('going live that the service refuses says why; one that is locked or unanswered waits for what comes of it', async () => {
  const on = await startReady()
  on.cloud.failNext('startRoom', failure('cloud-refused', { serviceCode: 'SOMETHING' }))
  await on.call('session.goLive', null)
  await on.until('refused', ({ session }) => session.failure !== null)
  expect(on.session()).toMatchObject({ state: 'ready', failure: { code: 'cloud-refused', serviceCode: 'SOMETHING' } })

  on.cloud.failNext('startRoom', failure('request-locked'))
  await on.call('session.goLive', null)
  await on.wait(3_000)
  expect(await on.call('session.goLive', null)).toEqual(refused('working'))
  await on.until('said', ({ session }) => session.failure?.code === 'request-locked')
  expect(on.session()).toMatchObject({ state: 'ready', tally: { state: 'preview' } })

  on.cloud.failNext('startRoom', failure('cloud-timeout'), { done: true })
  await on.call('session.goLive', null)
  await on.until('live', ({ session }) => session.tally.state === 'live' && session.state === 'live')
  expect(on.session().failure).toBeNull()
})

test('a start of which nothing was heard for long, and which had worked all the same, leaves no complaint behind', async () => {
  const on = await startReady()
  await on.call('session.goLive', null)
  await on.until('it arrived', () => on.cloud.keyState === 'ACTIVE_LIVE')
  on.cloud.down = true
  await on.until('said', ({ session }) => session.failure?.code === 'cloud-timeout', 15_000)
  on.cloud.down = false
  await on.until('live', ({ session }) => session.state === 'live', 15_000)
  expect(on.session()).toMatchObject({ failure: null, tally: { state: 'live' } })
})

test('stopping while live pauses: the room waits, and starting again goes on without a second start', async () => {
  const on = await startLive()
  expect(await on.call('session.streamStop', null)).toEqual(ok(null))
  await on.until('interrupted', ({ session }) => session.state === 'interrupted')
  expect(on.session()).toMatchObject({
    tally: { state: 'trouble' },
    room: { state: 'LIVE_INACTIVE' },
    returnFeed: null,
    verdict: { code: 'interrupted' },
    actions: { streamStart: { allowed: true }, endLive: { allowed: true } },
  })
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(on.cloud.arrived.filter(({ name }) => name === 'startRoom')).toHaveLength(1)
})

test('starting can be called off at any moment', async () => {
  for (const afterMs of [0, 20, 70, 200, 900]) {
    const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
    await on.call('session.streamStart', null)
    await on.wait(afterMs)
    expect(await on.call('session.streamStop', null)).toEqual(ok(null))
    await on.wait(3_000)
    expect(on.session()).toMatchObject({ state: 'idle', streamKey: { state: 'INACTIVE' }, failure: null })
    expect(on.cloud.publisher).toBeNull()
  }
})

test('a request that is locked because the first is still at work is watched, and counts', async () => {
  const on = await startReady()
  on.cloud.failNext('startRoom', failure('request-locked'), { done: true })
  await on.call('session.goLive', null)
  await on.until('live', ({ session }) => session.tally.state === 'live' && session.state === 'live')
  expect(on.session().failure).toBeNull()
  expect(on.cloud.arrived.filter(({ name }) => name === 'startRoom')).toHaveLength(1)
})
