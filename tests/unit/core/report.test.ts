import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { type CoreOnFakes, startConnected, startLive, startReady } from '../../fakes/start-core.ts'

const report = ({ session }: CoreOnFakes) => session().report

test('a broadcast with a loss of connection is reported when it is over, until the next begins', async () => {
  const on = await startReady()
  expect(report(on)).toBeNull()
  on.pipeline.emitTelemetry({ encoderFrames: 300, droppedFrames: 5 })
  await on.call('session.goLive', null)
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(report(on)).toMatchObject({ title: 'Rehearsal 1', endedAtMs: null, interruptions: 0, averageKbps: null })
  for (const [encoderFrames, sentKbps] of [
    [400, 2000],
    [415, 2000],
    [430, 3000],
  ] as const) {
    on.pipeline.emitTelemetry({ encoderFrames, sentKbps, droppedFrames: 5 })
    await on.wait(500)
  }
  on.pipeline.network = failure('ingest-unreachable')
  on.pipeline.lose()
  await on.until('viewers wait', ({ session }) => session.tally.state === 'trouble')
  on.pipeline.network = null
  await on.until('live again', ({ session }) => session.tally.state === 'live')
  await on.call('session.endLive', null)
  await on.until('done', ({ session }) => session.state === 'done', 20_000)
  const over = report(on)
  expect(over).toMatchObject({ interruptions: 1, reconnects: 1, encodedFrames: 30, droppedFrames: 0, averageKbps: 2500, forced: false })
  expect(over?.waitedMs).toBeGreaterThan(500)
  expect(over?.waitedMs).toBeLessThan(10_000)
  expect((over?.endedAtMs ?? 0) - (over?.liveStartedAtMs ?? 0)).toBeGreaterThan(over?.waitedMs ?? 0)

  await on.call('room.create', { title: 'Next' })
  expect(report(on)).toEqual(over)
  await on.call('session.streamStart', null)
  await on.until('ready', ({ session }) => session.state === 'ready')
  await on.call('session.goLive', null)
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(report(on)).toMatchObject({ title: 'Next', interruptions: 0, reconnects: 0, endedAtMs: null })
})

test('an ordinary end is not told as an interruption, and a forced one is told as forced', async () => {
  const calm = await startLive()
  calm.cloud.delays.release = 8_000
  await calm.call('session.endLive', null)
  await calm.until('done', ({ session }) => session.state === 'done', 20_000)
  expect(report(calm)).toMatchObject({ interruptions: 0, waitedMs: 0, forced: false })
  const forced = await startLive()
  await forced.call('session.forceEnd', null)
  await forced.until('over', ({ session }) => session.state === 'archiving')
  expect(report(forced)).toMatchObject({ interruptions: 0, waitedMs: 0, forced: true, endedAtMs: expect.any(Number) })
})

test('trying the connection again keeps the report, another one does not: its rooms may have the same numbers', async () => {
  const on = await startLive()
  await on.call('session.endLive', null)
  await on.until('done', ({ session }) => session.state === 'done', 20_000)
  const over = report(on)
  await on.call('connection.select', { connectionId: 'local' })
  expect([over === null, report(on)]).toEqual([false, over])
  const secrets = { mode: 'operator', ...on.cloud.credentials } as const
  const input = { connectionId: null, name: 'Mine', color: 'blue', environment: 'custom', apiBaseUrl: 'https://api.test', secrets } as const
  const saved = await on.call('connection.save', input)
  expect(saved.ok).toBe(true)
  await on.call('connection.select', { connectionId: (saved as { value: { connectionId: string } }).value.connectionId })
  expect(report(on)).toBeNull()
})

test('a broadcast that somebody else sends has no numbers of ours', async () => {
  const on = await startConnected()
  const room = on.cloud.interrupted('Their show')
  on.cloud.publish(on.cloud.streamKey, 'another encoder')
  await on.call('room.refresh', null)
  await on.call('room.select', { roomId: String(room.id) })
  await on.until('live', ({ session }) => session.tally.state === 'live')
  on.pipeline.emitTelemetry({ encoderFrames: 10 })
  await on.wait(500)
  on.pipeline.emitTelemetry({ encoderFrames: 25 })
  await on.wait(3_000)
  expect(report(on)).toMatchObject({ title: 'Their show', averageKbps: null, encodedFrames: null, droppedFrames: null, endedAtMs: null })
})
