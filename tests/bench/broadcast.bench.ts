import { createRequire } from 'node:module'
import { test } from '../e2e/fixtures.ts'
import type { ControlRoom } from '../e2e/pages/control-room.ts'
import { ageMs } from '../rig/barcode.mjs'
import { watchMainThread } from '../rig/main-thread.ts'
import { readPageMemory } from '../rig/page-memory.ts'
import { isEncoder, isFfmpeg, listProcesses, type ProcessEntry } from '../rig/process-tree.ts'
import type { SandboxAlone } from '../rig/sandbox-alone.ts'
import { type StartedProcess, startProcess } from '../rig/started-process.ts'
import { until } from '../rig/until.ts'
import { measureLoad } from './process-load.ts'
import { addResult, type Measure } from './results.ts'

const runs = Number(process.env.TALLY_BENCH_RUNS ?? 3)
const loadSeconds = Number(process.env.TALLY_BENCH_SECONDS ?? 10)
const out = process.env.TALLY_BENCH_OUT ?? 'bench-results/latest.json'

const note = (name: string, unit: Measure['unit'], budget: Measure['budget'], ...values: number[]) =>
  addResult(out, { name, unit, budget }, ...values)

const shownAt = async (control: ControlRoom, testId: 'stream-key-state' | 'tally', value: string) => {
  const times = await control.rememberedTimes(testId)
  return times.findLast((time) => time.value === value)?.atMs ?? Number.NaN
}

test('broadcasts', async ({ startHost, startSandbox, control, testScreen }) => {
  const cloud = await startSandbox()
  const host = await startHost()
  await control.open(host.url)
  await connectAsRehearsal(control, cloud)
  await control.choosePicture(await control.firstScreen())
  await control.chooseSound('tone')
  await control.untilCounterShows('programMonitor')
  let keyframeInterval = '30'

  for (let run = 0; run < runs; run++) {
    await control.createRoom(`Bench ${run + 1}`)
    await control.rememberStates()
    const startedMs = Date.now()
    await control.startStreaming()
    const feed = control.untilCounterShows('returnFeed', 30_000).then(({ atMs }) => atMs)
    await control.untilReady()
    note('start → stream key ACTIVE', 'ms', { value: 2500, of: 'p95' }, (await shownAt(control, 'stream-key-state', 'ACTIVE')) - startedMs)
    note('start → return feed playing', 'ms', { value: 4000, of: 'p95' }, (await feed) - startedMs)
    const heldMs = await control.hold('go-live')
    await control.untilOnAir()
    note('go-live → tally live', 'ms', { value: 300, of: 'p95' }, (await shownAt(control, 'tally', 'live')) - heldMs)

    await control.untilCounterAdvances('returnFeed', 3000)
    const readings = await control.readings('returnFeed', 5000)
    const ages = readings.flatMap(({ value, atMs }) => (value === null ? [] : [ageMs(value, atMs)]))
    note('glass to glass, CMAF', 'ms', { value: 3000, of: 'p50' }, ...ages)

    if (run === 0) {
      const children = await host.children()
      const encoder = children.find(isEncoder)
      keyframeInterval = encoder?.args[encoder.args.indexOf('-g') + 1] ?? keyframeInterval
      const self = (await listProcesses()).filter(({ pid }) => pid === host.process.pid)
      const load = await measureLoad({ host: self, ffmpeg: children.filter(isFfmpeg) }, loadSeconds)
      note('Tally: host', 'core', null, load.host.cores)
      note('Tally: its ffmpeg', 'core', null, load.ffmpeg.cores)
      note('Tally: all', 'core', null, load.host.cores + load.ffmpeg.cores)
      note('Tally: host memory', 'MB', { value: 150, of: 'p50' }, load.host.memoryMb)
      note('Tally: its ffmpeg’s memory', 'MB', null, load.ffmpeg.memoryMb)
    }
    await measurePage(control)

    const before = await cloud.ingest()
    const resetMs = Date.now()
    await cloud.resetIngest()
    await until('publishing again', async () => (await cloud.ingest()).publishes > before.publishes, 20_000, 10)
    note('reset → publishing', 'ms', { value: 500, of: 'p95' }, Date.now() - resetMs)
    await control.untilOnAir()
    await control.endLive()
    await control.untilArchived()
  }

  await test.step('bare ffmpeg on the same job', async () => {
    await host.stop()
    const bare = await startBareFfmpeg(testScreen.display, keyframeInterval, cloud)
    const self: ProcessEntry[] = (await listProcesses()).filter(({ pid }) => pid === bare.pid)
    const load = await measureLoad({ bare: self }, loadSeconds)
    await bare.stop()
    note('bare ffmpeg', 'core', null, load.bare.cores)
    note('bare ffmpeg’s memory', 'MB', null, load.bare.memoryMb)
  })
})

/** What the page costs on air, with the health tab open. Processor time, tracing included. */
async function measurePage(control: ControlRoom): Promise<void> {
  await control.openTab('health')
  const core = await control.listenIn()
  const session = await control.page.context().newCDPSession(control.page)
  const fromMs = Date.now()
  const thread = await watchMainThread(control.page, () =>
    core.waitFor('telemetry', ({ atMs }) => atMs - fromMs > loadSeconds * 1000, (loadSeconds + 10) * 1000),
  )
  note('page: longest script', 'ms', { value: 50, of: 'p95' }, thread.longest[0]?.ownMs ?? Number.NaN)
  note('page: main thread', 'core', null, thread.cpuMs / thread.seconds / 1000)
  note('page: heap', 'MB', null, (await readPageMemory(session)).heapMb)
  await session.detach()
  core.close()
}

/** The budgets are those of a rehearsal (one keyframe a second); the form offers only real air, so the contract is asked itself. */
async function connectAsRehearsal(control: ControlRoom, { apiUrl, apiKey, apiSecret }: SandboxAlone): Promise<void> {
  const client = await control.listenIn()
  const saved = await client.call('connection.save', {
    connectionId: null,
    name: 'Bench',
    color: 'slate',
    environment: 'rehearsal',
    apiBaseUrl: apiUrl,
    secrets: { mode: 'operator', apiKey, apiSecret },
  })
  if (!saved.ok) throw new Error(saved.failure.code)
  await client.call('connection.select', { connectionId: saved.value.connectionId })
  client.close()
  await control.seesConnected('rehearsal')
}

/** One ffmpeg that captures the same screen with the same encoder settings and sends it to the same ingest. */
async function startBareFfmpeg(display: string, keyframeInterval: string, cloud: SandboxAlone): Promise<StartedProcess> {
  const key = (await cloud.api('GET', `/v2/apps/me/members/${cloud.appUserId}/stream-key`)) as { streamKey: string; ingestUrl: string }
  const input = ['-f', 'x11grab', '-framerate', '30', '-video_size', '1280x720', '-i', display, '-f', 'lavfi', '-i', 'sine=440:r=48000']
  const video = ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-b:v', '2500k', '-maxrate', '2500k', '-bufsize', '2500k']
  const rest = ['-g', keyframeInterval, '-sc_threshold', '0', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ar', '48000', '-b:a', '128k', '-f', 'flv']
  const { path } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }
  const bare = startProcess(path, ['-nostdin', '-y', ...input, ...video, ...rest, `${key.ingestUrl}/${key.streamKey}?mode=CMAF`])
  await bare.seen(/frame=\s*[1-9]/, 20_000)
  return bare
}
