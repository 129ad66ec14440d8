import { expect } from 'vitest'
import { type CommandInput, type CommandName, type Snapshot, snapshotSchema } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type CoreDeps, createCore } from '../../electron/core/create-core.ts'
import type { Core } from '../../electron/core/port.ts'
import type { Settings } from '../../electron/settings/port.ts'
import { FakeCloud } from './fake-cloud.ts'
import { createFakeCredentials, type FakeCredentials } from './fake-credentials.ts'
import { FakePipeline } from './fake-pipeline.ts'
import { createFakeSettings, type FakeSettings } from './fake-settings.ts'
import { createHidingLogger } from './hiding-logger.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'

/** The whole core on fakes: what a page sees, and the world around it. */
export type CoreOnFakes = {
  readonly clock: ManualClock
  readonly cloud: FakeCloud
  readonly pipeline: FakePipeline
  readonly credentials: FakeCredentials
  readonly settings: FakeSettings
  readonly core: Core
  readonly hidden: readonly string[]
  /** Every snapshot that was published, oldest first; each conforms to the contract and holds no secret. */
  readonly published: readonly Snapshot[]
  /** Why a snapshot should not have been published; each was thrown as well. */
  readonly objections: readonly unknown[]
  readonly snapshot: () => Snapshot
  readonly session: () => Snapshot['session']
  /** Calls a command and lets time pass until it answers. */
  readonly call: <N extends CommandName>(command: N, input: CommandInput<N>) => Promise<Result<unknown>>
  /** Lets time pass until what is waited for is seen, or fails the test. */
  readonly until: (what: string, seen: (snapshot: Snapshot) => boolean, withinMs?: number) => Promise<Snapshot>
  readonly wait: (ms: number) => Promise<void>
  readonly codes: () => readonly string[]
}

export type World = {
  readonly clock?: ManualClock
  readonly cloud?: FakeCloud
  readonly settings?: Partial<Settings>
  readonly credentials?: FakeCredentials
  readonly networkAddresses?: () => string
  readonly deps?: Partial<CoreDeps>
}

const stepMs = 10

export async function startCore(world: World = {}): Promise<CoreOnFakes> {
  const clock = world.clock ?? createManualClock()
  const cloud = world.cloud ?? new FakeCloud(clock)
  const pipeline = new FakePipeline(cloud, clock)
  const credentials = world.credentials ?? createFakeCredentials()
  const settings = createFakeSettings(world.settings)
  const { logger, hidden } = createHidingLogger()
  const exposed = { 'return-feed': [] as string[], vod: [] as string[] }
  const core = await createCore({
    pipeline,
    credentials,
    credentialsNote: null,
    settings,
    clock,
    timers: clock,
    networkAddresses: world.networkAddresses ?? (() => '10.0.0.2'),
    logger,
    saveMedia: async () => err(failure('download-failed')),
    recordingsDir: '/recordings',
    slatesDir: '/slates',
    logFile: '/logs/tally.log',
    showFile: async () => ok(null),
    gateway: {
      expose: (what, url) => {
        if (url === null) return null
        if (exposed[what].at(-1) !== url) exposed[what].push(url)
        return `/media/${what}/${exposed[what].length}`
      },
    },
    openCloud: (_baseUrl, given) => cloud.connection(given),
    startLocalCloud: async () => {
      await clock.wait(30)
      return ok({ apiUrl: 'http://127.0.0.1:1', ...cloud.credentials, appUserId: cloud.appUserId })
    },
    host: 'web',
    version: '0.0.0',
    platform: 'test',
    systemLocale: 'en-US',
    newPageUrl: () => ok({ url: 'http://127.0.0.1:1/?token=once' }),
    ...world.deps,
  })

  const published: Snapshot[] = []
  const objections: unknown[] = []
  const look = (snapshot: Snapshot) => {
    snapshotSchema.parse(snapshot)
    const text = JSON.stringify(snapshot)
    if (cloud.secrets.some((secret) => text.includes(secret))) throw new Error(`a snapshot holds a secret: ${text}`)
    const last = published.at(-1)
    if (last && snapshot.revision <= last.revision) throw new Error('the revision does not grow')
    published.push(snapshot)
  }
  core.watch('snapshot', (snapshot) => {
    try {
      look(snapshot)
    } catch (objection) {
      objections.push(objection)
      throw objection
    }
  })
  const snapshot = () => {
    const newest = published.at(-1)
    if (!newest) throw new Error('no snapshot yet')
    return newest
  }

  return {
    clock,
    cloud,
    pipeline,
    credentials,
    settings,
    core,
    hidden,
    published,
    objections,
    snapshot,
    session: () => snapshot().session,
    call: async (command, input) => {
      const answer: { result: Result<unknown> | null } = { result: null }
      const called = core.call(command, input).then((result) => {
        answer.result = result
      })
      for (let waitedMs = 0; answer.result === null; waitedMs += stepMs) {
        if (waitedMs > 60_000) throw new Error(`${command} does not answer`)
        await clock.settle()
        if (answer.result === null) await clock.advance(stepMs)
      }
      await called
      await clock.settle()
      return answer.result
    },
    until: async (what, seen, withinMs = 10_000) => {
      for (let waitedMs = 0; waitedMs <= withinMs; waitedMs += stepMs) {
        await clock.settle()
        if (seen(snapshot())) return snapshot()
        await clock.advance(stepMs)
      }
      const { state, tally, verdict, failure, streamKey, room } = snapshot().session
      throw new Error(
        `not seen within ${withinMs} ms: ${what}; ${JSON.stringify({ state, tally, verdict, failure, key: streamKey?.state, room: room?.state })}`,
      )
    },
    wait: clock.advance,
    codes: () => snapshot().timeline.map(({ code, params }) => (params?.to === undefined ? code : `${code}:${params.to}`)),
  }
}

/** Connected to the local service, nothing chosen, nothing sent. */
export async function startConnected(world: World = {}): Promise<CoreOnFakes> {
  const on = await startCore(world)
  await on.until('connected', ({ connection }) => connection.state === 'connected')
  return on
}

/** Sending, and the service has converted it. */
export async function startReady(world: World = {}): Promise<CoreOnFakes> {
  const on = await startConnected(world)
  expect(await on.call('program.setSource', { sourceId: 'test-pattern' })).toEqual(ok(null))
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  return on
}

export async function startLive(world: World = {}): Promise<CoreOnFakes> {
  const on = await startReady(world)
  expect(await on.call('session.goLive', null)).toEqual(ok(null))
  await on.until('live', ({ session }) => session.tally.state === 'live')
  return on
}
