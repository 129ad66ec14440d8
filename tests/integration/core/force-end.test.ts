import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandInput, CommandName, Snapshot } from '#shared/contract'
import { ok } from '#shared/result'
import { endSettleMs, forcedArchiveMs } from '../../../electron/broadcast/deadlines.ts'
import { systemClock } from '../../../electron/clock.ts'
import { openCloud } from '../../../electron/cloud/open-cloud.ts'
import { createCore } from '../../../electron/core/create-core.ts'
import type { Core } from '../../../electron/core/port.ts'
import { memoryStore } from '../../../electron/credentials/memory-store.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { Pipeline } from '../../../electron/pipeline/port.ts'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { systemTimers } from '../../../electron/timers.ts'
import { createFakeSettings } from '../../fakes/fake-settings.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { noKeeper } from '../relay/test-encoder.ts'
import { clientOf, type SandboxClient } from '../sandbox/sandbox-client.ts'

/** The long waits of the session, shortened; every other time is as it is. */
const shortened = new Map([
  [endSettleMs, 1_500],
  [forcedArchiveMs, 1_500],
])

let dir: Awaited<ReturnType<typeof makeTempDir>>
let sandbox: Sandbox
let client: SandboxClient
let pipeline: Pipeline
let core: Core
let snapshot: Snapshot

beforeEach(async () => {
  dir = await makeTempDir('force')
  const started = await startSandbox({ dataDir: dir.path, ffmpegPath: 'ffmpeg', apiPort: 0, rtmpPort: 0, httpPort: 0 })
  if (!started.ok) throw new Error(JSON.stringify(started.failure))
  sandbox = started.value
  client = clientOf(sandbox)
  pipeline = createPipeline({ clock: systemClock, logger: silentLogger, keeper: noKeeper, runDir: dir.path })
  core = await createCore({
    pipeline,
    credentials: memoryStore(),
    credentialsNote: null,
    settings: createFakeSettings({ sourceId: 'test-pattern', videoKbps: 600 }),
    clock: systemClock,
    timers: { after: (ms, run) => systemTimers.after(shortened.get(ms) ?? ms, run) },
    logger: silentLogger,
    gateway: { expose: () => null },
    openCloud: (baseUrl, credentials) => openCloud({ baseUrl, credentials, logger: silentLogger }),
    startLocalCloud: async () => ok(sandbox),
    host: 'web',
    version: '0.0.0',
    platform: process.platform,
    newPageUrl: () => ok({ url: 'http://127.0.0.1:1/' }),
  })
  core.watch('snapshot', (next) => {
    snapshot = next
  })
  await seen('connected', ({ connection }) => connection.state === 'connected')
})

afterEach(async () => {
  await core?.[Symbol.asyncDispose]()
  await pipeline?.[Symbol.asyncDispose]()
  await sandbox?.[Symbol.asyncDispose]()
  await dir?.remove()
})

const seen = (what: string, holds: (snapshot: Snapshot) => boolean) => until(what, () => holds(snapshot) && snapshot, 20_000, 20)

async function call<N extends CommandName>(command: N, input: CommandInput<N>): Promise<void> {
  expect(await core.call(command, input)).toMatchObject({ ok: true })
}

async function goLive(): Promise<void> {
  await call('session.streamStart', null)
  await seen('ready', ({ session }) => session.actions.goLive.allowed)
  await call('session.goLive', null)
  await seen('live', ({ session }) => session.tally.state === 'live')
}

const roomNow = () => client.room(Number(snapshot.session.room?.id))

test('a forced end ends the room, has the key reissued, and the next broadcast goes out with the new key', async () => {
  await goLive()
  const before = await client.key()
  const masked = snapshot.session.streamKey?.masked
  await call('session.forceEnd', null)
  expect(snapshot.session).toMatchObject({ state: 'force-ending', actions: { forceEnd: { allowed: false, reason: 'working' } } })
  const done = await seen('done', ({ session }) => session.state === 'done')

  const after = await client.key()
  expect(after).toMatchObject({ streamKeyState: 'INACTIVE', forciblyTerminated: true })
  expect(after.streamKey).not.toBe(before.streamKey)
  expect(done.session.streamKey?.masked).not.toBe(masked)
  const room = await roomNow()
  expect(room).toMatchObject({ videoRoomState: 'ENDED', forciblyTerminated: true })
  expect(done.session).toMatchObject({
    tally: { state: 'off' },
    witnesses: { sender: 'off' },
    room: { state: 'ENDED' },
    vod: { state: room.vodState, url: null },
    verdict: { code: 'done-without-recording' },
    report: { forced: true, interruptions: 0, reconnects: 0, endedAtMs: expect.any(Number) },
    failure: null,
  })
  expect(done.timeline.map(({ code }) => code)).toEqual(expect.arrayContaining(['force-end-requested', 'key-reissued', 'ended']))

  await call('room.create', { title: 'Once more' })
  await goLive()
  expect(await client.key()).toMatchObject({ streamKey: after.streamKey, streamKeyState: 'ACTIVE_LIVE' })
})

test('an end that is stuck is cut short by a forced one', async () => {
  await goLive()
  const body = { errorCode: 'STREAM_KEY_STATE_NOT_INACTIVE_LIVE', errorMessage: 'not yet' }
  await client.setFaults({ apiStatus: { 'POST /v2/apps/me/video-rooms/*': { status: 400, body } } })
  await call('session.endLive', null)
  await seen('stuck', ({ session }) => session.state === 'ending-stuck')
  expect(snapshot.session.actions).toMatchObject({ endLive: { allowed: false }, forceEnd: { allowed: true } })
  await call('session.forceEnd', null)
  const done = await seen('done', ({ session }) => session.state === 'done')
  expect(done.session).toMatchObject({ room: { state: 'ENDED' }, failure: null, report: { forced: true } })
  expect(await roomNow()).toMatchObject({ videoRoomState: 'ENDED', forciblyTerminated: true })
})

test('what the service refuses is said, and the broadcast can be ended all the same', async () => {
  await goLive()
  const route = 'POST /v2/apps/me/members/*/stream-key/force-terminate'
  await client.setFaults({ apiStatus: { [route]: { status: 403, body: { errorCode: 'FORBIDDEN' } } } })
  await call('session.forceEnd', null)
  const refused = await seen('refused', ({ session }) => session.failure !== null && session.state === 'interrupted')
  expect(refused.session).toMatchObject({ failure: { code: 'cloud-refused', serviceCode: 'FORBIDDEN' } })
  await call('session.endLive', null)
  const done = await seen('done', ({ session }) => session.state === 'done')
  expect(done.session).toMatchObject({ room: { state: 'ARCHIVED' }, vod: { state: 'ARCHIVED' }, report: { forced: false } })
})
