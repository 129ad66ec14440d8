import { isEncoder } from '../rig/process-tree.ts'
import { until } from '../rig/until.ts'
import { expect, test } from './fixtures.ts'
import { everyLauncher, longOnDesktop } from './launchers.ts'

const tag = [everyLauncher, longOnDesktop]

test('a connection that breaks while live comes back by itself, and the picture never pauses', { tag }, async ({ tally, startSandbox }) => {
  const cloud = await startSandbox()
  const app = await tally.start()
  const { control, page } = app
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.choosePicture(await control.firstScreen())
  // Converted late, and later kept away, so that each state lasts long enough to be asked for.
  await cloud.setFaults({ convertDelayMs: 3000 })
  await control.rememberStates()
  await control.startStreaming()
  await control.untilReady()
  expect(await control.rememberedStates('stream-key-state')).toEqual(['INACTIVE', 'ACTIVE_PREP', 'ACTIVE'])
  await control.goLive()
  await control.rememberStates()
  const encoders = (await app.children()).filter(isEncoder)
  const client = await control.listenIn()
  const encoded: { readonly atMs: number; readonly frames: number }[] = []
  client.watch('telemetry', ({ atMs, encoderFrames }) => encoded.push({ atMs, frames: encoderFrames ?? 0 }))
  await cloud.setFaults({ ingestRefuse: true })
  await cloud.resetIngest()
  await expect(control.streamKey).toHaveAttribute('data-state', 'INACTIVE_LIVE')
  const { encoderFrames: without } = await client.waitFor('telemetry', () => true, 5_000)
  await client.waitFor('telemetry', ({ encoderFrames }) => (encoderFrames ?? 0) >= (without ?? 0) + 60, 10_000)
  await cloud.setFaults({ ingestRefuse: false })

  await expect
    .poll(() => control.rememberedStates('stream-key-state'), { timeout: 20_000 })
    .toEqual(['ACTIVE_LIVE', 'INACTIVE_LIVE', 'ACTIVE_LIVE_PREP', 'ACTIVE_LIVE'])
  await control.untilOnAir()
  expect(await control.rememberedStates('room-state')).toEqual(['LIVE', 'LIVE_INACTIVE', 'LIVE'])
  expect(await control.rememberedStates('tally')).toEqual(['live', 'trouble', 'live'])

  await control.untilCounterAdvances('returnFeed', 1000)
  // Neither replaced nor standing still: twice a second the encoder says how many frames it has made.
  expect((await app.children()).filter(isEncoder).map(({ pid }) => pid)).toEqual(encoders.map(({ pid }) => pid))
  const steps = encoded.slice(1).map(({ frames }, index) => frames - (encoded[index]?.frames ?? 0))
  expect(steps.length).toBeGreaterThan(4)
  expect(Math.min(...steps), `frames in each half second: ${steps}`).toBeGreaterThan(0)
  const [first, last] = [encoded[0], encoded.at(-1)]
  expect(((last?.frames ?? 0) - (first?.frames ?? 0)) / ((last?.atMs ?? 0) - (first?.atMs ?? 0)), 'frames per millisecond').toBeGreaterThan(0.02)
  client.close()
  await expect(page.locator('[data-testid="event-row"][data-kind="trouble"]').first()).toBeAttached()
  await expect(page.locator('[data-testid="event-row"][data-kind="recovered"]').first()).toBeAttached()
  await control.endLive()
  await control.untilArchived()
})

test('an encoder that dies while live is replaced without leaving the air', { tag }, async ({ tally, startSandbox }) => {
  const cloud = await startSandbox()
  const app = await tally.start()
  const { control } = app
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.choosePicture(await control.firstScreen())
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  await control.rememberStates()
  const before = await cloud.ingest()
  const [encoder] = (await app.children()).filter(isEncoder)
  if (!encoder) throw new Error('no encoder runs')
  process.kill(encoder.pid, 'SIGKILL')

  await until('another encoder runs', async () => (await app.children()).some((entry) => isEncoder(entry) && entry.pid !== encoder.pid), 10_000)
  await control.untilCounterAdvances('programMonitor', 2000)
  await control.untilCounterAdvances('returnFeed', 6000)
  const after = await cloud.ingest()
  expect([after.publishes, after.disconnects]).toEqual([before.publishes, before.disconnects])
  expect(await control.rememberedStates('stream-key-state')).toEqual(['ACTIVE_LIVE'])
  expect(await control.rememberedStates('tally')).toEqual(['live'])
  await control.endLive()
  await control.untilArchived()
})
