import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommandInput, CommandName, Snapshot } from '#shared/contract'
import { ok } from '#shared/result'
import type { StreamKey } from '#shared/wire/stream-key'
import { systemClock } from '../../../electron/clock.ts'
import { createMediaDownload } from '../../../electron/cloud/media-download.ts'
import { createMediaGateway } from '../../../electron/cloud/media-gateway.ts'
import type { MediaGateway } from '../../../electron/cloud/media-gateway-port.ts'
import { openCloud } from '../../../electron/cloud/open-cloud.ts'
import type { CloudApi, CloudConnection } from '../../../electron/cloud/port.ts'
import { createCore } from '../../../electron/core/create-core.ts'
import type { Core } from '../../../electron/core/port.ts'
import { memoryStore } from '../../../electron/credentials/memory-store.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { ProcessKeeper } from '../../../electron/processes/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import type { Settings } from '../../../electron/settings/port.ts'
import { systemTimers } from '../../../electron/timers.ts'
import { createFakeSettings } from '../../fakes/fake-settings.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { noKeeper } from '../relay/test-encoder.ts'
import { clientOf, type SandboxClient } from '../sandbox/sandbox-client.ts'

/** The core with its real pipeline, connected to a real local FlipFlop Cloud. */
export type RealCore = AsyncDisposable & {
  readonly client: SandboxClient
  readonly ingestUrl: string
  /** A folder for files that go with it. */
  readonly dir: string
  readonly gateway: MediaGateway
  readonly core: Core
  readonly snapshot: () => Snapshot
  readonly seen: (what: string, holds: (snapshot: Snapshot) => boolean) => Promise<Snapshot>
  /** Expects the command to be carried out. */
  readonly call: <N extends CommandName>(command: N, input: CommandInput<N>) => Promise<void>
  readonly tryTo: <N extends CommandName>(command: N, input: CommandInput<N>) => Promise<unknown>
  readonly goLive: () => Promise<void>
}

export type RealCoreOptions = {
  readonly settings?: Partial<Settings>
  /** Waits of the session that would take too long, and what they take instead, in milliseconds. */
  readonly shortened?: ReadonlyMap<number, number>
  /** What the service hands out in place of the true stream key and ingest URL when it is asked where to send. */
  readonly handOut?: (key: StreamKey) => StreamKey
  /** Told of every process that the pipeline starts. */
  readonly keeper?: ProcessKeeper
}

/** The same connection, but where to send is what `handOut` makes of it. */
function handingOut(connection: CloudConnection, handOut: RealCoreOptions['handOut']): CloudConnection {
  if (handOut === undefined) return connection
  const getStreamKey: CloudApi['getStreamKey'] = async (...asked) => {
    const answer = await connection.api.getStreamKey(...asked)
    return answer.ok ? ok(handOut(answer.value)) : answer
  }
  return { ...connection, api: { ...connection.api, getStreamKey } }
}

export async function startRealCore({ settings = {}, shortened = new Map(), handOut, keeper = noKeeper }: RealCoreOptions = {}): Promise<RealCore> {
  const dir = await makeTempDir('core')
  const started = await startSandbox({ dataDir: dir.path, ffmpegPath: 'ffmpeg', apiPort: 0, rtmpPort: 0, httpPort: 0 })
  if (!started.ok) throw new Error(JSON.stringify(started.failure))
  const sandbox = started.value
  const pipeline = createPipeline({ clock: systemClock, logger: silentLogger, keeper, runDir: dir.path })
  const gateway = createMediaGateway({ logger: silentLogger })
  const core = await createCore({
    pipeline,
    credentials: memoryStore(),
    credentialsNote: null,
    settings: createFakeSettings({ sourceId: 'test-pattern', videoKbps: 600, ...settings }),
    clock: systemClock,
    timers: { after: (ms, run) => systemTimers.after(shortened.get(ms) ?? ms, run) },
    logger: silentLogger,
    gateway,
    saveMedia: createMediaDownload({ logger: silentLogger }),
    recordingsDir: join(dir.path, 'recordings'),
    slatesDir: fileURLToPath(new URL('../../../resources/slates', import.meta.url)),
    logFile: '/nowhere/tally.log',
    showFile: async () => ok(null),
    openCloud: (baseUrl, credentials) => handingOut(openCloud({ baseUrl, credentials, logger: silentLogger }), handOut),
    startLocalCloud: async () => ok(sandbox),
    host: 'web',
    version: '0.0.0',
    platform: process.platform,
    newPageUrl: () => ok({ url: 'http://127.0.0.1:1/' }),
  })
  let newest: Snapshot | null = null
  core.watch('snapshot', (next) => {
    newest = next
  })
  const snapshot = (): Snapshot => {
    if (newest === null) throw new Error('no snapshot yet')
    return newest
  }
  const seen: RealCore['seen'] = (what, holds) => until(what, () => holds(snapshot()) && snapshot(), 20_000, 20)
  const call: RealCore['call'] = async (command, input) => {
    const answer = await core.call(command, input)
    if (!answer.ok) throw new Error(`${command} was refused: ${JSON.stringify(answer.failure)}`)
  }
  await seen('connected', ({ connection }) => connection.state === 'connected')

  return {
    client: clientOf(sandbox),
    ingestUrl: sandbox.ingestUrl,
    dir: dir.path,
    gateway,
    core,
    snapshot,
    seen,
    call,
    tryTo: (command, input) => core.call(command, input),
    goLive: async () => {
      await call('session.streamStart', null)
      await seen('ready', ({ session }) => session.actions.goLive.allowed)
      await call('session.goLive', null)
      await seen('live', ({ session }) => session.tally.state === 'live')
    },
    [Symbol.asyncDispose]: async () => {
      await core[Symbol.asyncDispose]()
      await pipeline[Symbol.asyncDispose]()
      await sandbox[Symbol.asyncDispose]()
      await dir.remove()
    },
  }
}
