import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Telemetry } from '#shared/contract'
import { retryDelayMs } from '../../../electron/broadcast/recovery-policy.ts'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { Pipeline } from '../../../electron/pipeline/port.ts'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { someProgram } from '../../fakes/some-program.ts'
import { keepSending, type SendingLog } from '../../rig/keep-sending.ts'
import { startTcpProxy, type TcpProxy } from '../../rig/tcp-proxy.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { anyFfmpeg, noKeeper } from '../relay/test-encoder.ts'
import { clientOf } from '../sandbox/sandbox-client.ts'

const program = { ...someProgram, videoKbps: 1000 }
const modest = { ...someProgram, videoKbps: 700 }
const outageMs = 5000
/** What a busy computer may add to every deadline. */
const graceMs = 2000

/** The network's own time: how long it is away is what is tested. */
const outage = () => new Promise<void>((resolve) => setTimeout(resolve, outageMs))

describe('a program on its way to the local service over a bad network', () => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let sandbox: Sandbox
  let proxy: TcpProxy
  let pipeline: Pipeline
  let log: SendingLog
  let telemetry: Telemetry[] = []

  beforeAll(async () => {
    dir = await makeTempDir('bad-network')
    const started = await startSandbox({ dataDir: dir.path, ffmpegPath: 'ffmpeg', apiPort: 0, rtmpPort: 0, httpPort: 0 })
    if (!started.ok) throw new Error(JSON.stringify(started.failure))
    sandbox = started.value
    const { hostname, port, pathname } = new URL(sandbox.ingestUrl)
    proxy = await startTcpProxy({ host: hostname, port: Number(port) })
    pipeline = createPipeline({ clock: systemClock, logger: silentLogger, keeper: noKeeper, runDir: dir.path })
    pipeline.onTelemetry((value) => telemetry.push(value))
    await pipeline.locateFfmpeg(anyFfmpeg)
    expect((await pipeline.startProgram(program)).ok).toBe(true)
    const { streamKey } = await clientOf(sandbox).key()
    log = keepSending(pipeline, { ingestUrl: `rtmp://127.0.0.1:${proxy.port}${pathname}`, streamKey: String(streamKey), mode: 'CMAF' })
  })
  beforeEach(async () => {
    await until('it publishes', () => log.state() === 'publishing', 20_000)
    await flows()
    telemetry = []
  })
  afterAll(async () => {
    await log?.stop()
    await pipeline?.[Symbol.asyncDispose]()
    await proxy?.close()
    await sandbox?.[Symbol.asyncDispose]()
    await dir?.remove()
  })

  const flows = async () => {
    const before = await proxy.delivered()
    await until('media arrives', async () => (await proxy.delivered()) > before + 50_000, 15_000)
  }
  const says = (state: 'stalled' | 'lost' | 'publishing', sinceMs: number) => until(`it says ${state}`, () => log.afterMs(state, sinceMs), 20_000, 20)

  test('publishes again at once after a reset', async () => {
    const since = performance.now()
    await proxy.reset()
    await says('lost', since)
    expect(await says('publishing', since)).toBeLessThan(500 + graceMs)
    expect(log.lostSince(since)).toHaveLength(1)
  })

  test('says within 3 s that nothing leaves, and gets out of a black hole within 5 s', async () => {
    const since = performance.now()
    await proxy.freeze()
    expect(await says('stalled', since)).toBeLessThan(3000 + graceMs / 4)
    expect(await says('lost', since)).toBeGreaterThan(3000)
    expect(await says('publishing', since)).toBeLessThan(5000 + graceMs)
    expect(log.lostSince(since)).toEqual(['ingest-black-hole'])
  })

  test('waits for the end of a gap of five seconds: at most one reconnect, and the same picture as before', async () => {
    const since = performance.now()
    const publishes = async () => Number((await clientOf(sandbox).ingest()).publishes)
    const before = await publishes()
    await proxy.freeze()
    await proxy.refuse()
    await outage()
    await proxy.pass()
    await proxy.accept()
    await until('it publishes', () => log.state() === 'publishing', 10_000)
    await flows()
    expect(log.afterMs('stalled', since)).toBeLessThan(3000 + graceMs / 4)
    expect((await publishes()) - before).toBeLessThanOrEqual(1)
    expect(telemetry.at(-1)?.targetKbps).toBe(program.videoKbps)
  })

  test('publishes again as soon as the policy tries after five seconds without a server', async () => {
    await proxy.refuse()
    const since = performance.now()
    await proxy.reset()
    await outage()
    await proxy.accept()
    const up = performance.now()
    const attempts = log.lostSince(since).length
    const againMs = await until('it publishes', () => log.afterMs('publishing', up), 15_000, 20)
    expect(attempts).toBeGreaterThan(2)
    expect(againMs).toBeLessThan(1000 + retryDelayMs(attempts) + graceMs)
  })

  test('on a link of 200 kbit/s sends a poorer picture, stays connected and keeps the sound', async () => {
    expect((await pipeline.startProgram(modest)).ok).toBe(true)
    await flows()
    const since = performance.now()
    await proxy.limit(200)
    const lowered = await until(
      'the picture is made poorer',
      () => log.events.find(({ atMs, event }) => atMs > since && event.type === 'bitrate'),
      15_000,
    )
    expect(lowered.event).toEqual({ type: 'bitrate', state: 'lowered', fromKbps: 700, toKbps: 400 })
    expect(telemetry.some(({ queueMs }) => (queueMs ?? 0) > 1000)).toBe(true)
    const after = telemetry.length
    // no sound is ever dropped, so the queue says how late it is
    const queues = () => telemetry.slice(after).map(({ queueMs }) => queueMs ?? Number.POSITIVE_INFINITY)
    await until('the sound has caught up, some seconds later', () => queues().length >= 8 && (queues().at(-1) ?? 0) < 2000, 12_000)
    expect(Math.max(...queues())).toBeLessThan(6000)
    expect(telemetry.at(-1)?.targetKbps).toBe(400)
    expect(log.lostSince(since)).toEqual([])
  })
})
