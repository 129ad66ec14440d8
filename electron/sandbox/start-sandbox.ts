import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type Clock, systemClock } from '../clock.ts'
import { type Logger, silentLogger } from '../logging/port.ts'
import type { ProcessKeeper } from '../processes/port.ts'
import { createApiServer } from './api/api-server.ts'
import { controlRoutes } from './api/control.ts'
import { createDoors } from './api/doors.ts'
import { eventRoutes } from './api/events.ts'
import { loginRoutes } from './api/login.ts'
import { memberRoutes } from './api/members.ts'
import { withOpenApi } from './api/openapi.ts'
import { ownAccountRoutes } from './api/own-account.ts'
import { ownRoomRoutes } from './api/own-rooms.ts'
import { postRoutes } from './api/posts.ts'
import { createPresenter } from './api/present.ts'
import { profileRoutes } from './api/profiles.ts'
import { createRoomActs } from './api/room-acts.ts'
import { roomRoutes } from './api/rooms.ts'
import type { ApiContext } from './api/route.ts'
import { streamKeyRoutes } from './api/stream-keys.ts'
import { createArchiver } from './archive/archiver.ts'
import { createRecordings } from './archive/recordings.ts'
import { createBroadcastEngine } from './broadcast-engine.ts'
import { createFaultSwitches, type Faults } from './faults.ts'
import { createIngestServer, type IngestServer } from './ingest/ingest-server.ts'
import { createEventHub } from './notices/event-hub.ts'
import { tellOthers } from './notices/tell-others.ts'
import { createWebhooks } from './notices/webhooks.ts'
import { createLiveStreams } from './packager/live-streams.ts'
import { createPlayServer } from './play-server.ts'
import type { Sandbox, SandboxOptions } from './port.ts'
import { randomText } from './random-text.ts'
import { openCredentials } from './state/credentials.ts'
import { dropStaleIngests } from './state/drop-stale-ingests.ts'
import { addPortraitProfile, firstMemberUserId, seedDatabase } from './state/seed.ts'
import { openStore, type Store } from './state/store.ts'
import { openTokens, type Tokens } from './state/tokens.ts'
import { createLiveFlvs } from './viewers/live-flvs.ts'
import { createPlayAccess } from './viewers/play-access.ts'

export type StartSandboxOptions = SandboxOptions & {
  /** Makes sure that every ffmpeg dies with us. */
  readonly keeper?: ProcessKeeper
  readonly logger?: Logger
  readonly clock?: Clock
}

/** The RTMP app that players name; publishers name `live`. */
const playApp = 'play'

const noKeeper: ProcessKeeper = { adopt: () => () => {}, [Symbol.dispose]: () => {} }

/**
 * Starts the local FlipFlop Cloud in this process; all its listeners are on 127.0.0.1.
 * Failures: `port-busy` {port}, `data-dir-read-only` {path}, `sandbox-failed`.
 */
export async function startSandbox(options: StartSandboxOptions): Promise<Result<Sandbox>> {
  const { dataDir, ffmpegPath, keeper = noKeeper, logger = silentLogger, clock = systemClock } = options
  const faults = createFaultSwitches()
  const wallMs = () => clock.wallMs() + faults.read().clockOffsetMs
  const now = () => new Date(wallMs()).toISOString()
  let store: Store
  let tokens: Tokens
  let credentials: ReturnType<typeof openCredentials>
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
    credentials = openCredentials(dataDir, randomText, logger)
    store = openStore(dataDir, () => seedDatabase(new Date(clock.wallMs()), randomText, options.firstRoomTitle), logger)
    dropStaleIngests(store, now())
    addPortraitProfile(store, now())
    tokens = openTokens(dataDir, { randomText, wallMs, logger, policy: () => tokenPolicy(faults.read()) })
  } catch (error) {
    return err(failure('data-dir-read-only', { params: { path: dataDir }, detail: (error as Error).message }))
  }

  const hub = createEventHub({ faults, wallMs })
  const webhooks = createWebhooks({ app: () => store.read().app, now, monotonicMs: clock.monotonicMs })
  faults.onChange(({ tokensRevoked }) => {
    if (!tokensRevoked) return
    tokens.revokeAll()
    hub.hangUp()
  })

  const liveStreams = createLiveStreams()
  const liveFlvs = createLiveFlvs()
  const access = createPlayAccess(store, tokens)
  const recordings = createRecordings(join(dataDir, 'recordings'), logger)
  const vodDir = join(dataDir, 'vod')
  const shared = { store, recordings, faults, ffmpegPath, keeper, logger, randomText, wallMs }
  const engine = createBroadcastEngine({
    ...shared,
    liveStreams,
    liveFlvs,
    disconnect: (keyId) => ingest.disconnect(keyId),
    onEnded: (roomId) => archiver.enqueue(roomId),
  })
  const archiver = createArchiver({ ...shared, vodDir, settled: engine.settled })
  const ingest: IngestServer = createIngestServer({
    admit: engine.admit,
    flvOf: ({ app, name, streamingToken }) => (app === playApp && access.live(name, streamingToken) ? liveFlvs.get(name) : undefined),
    faults,
    clock,
    logger,
  })
  const play = createPlayServer({ liveStreams, liveFlvs, vodDir, access, wallMs })
  const addresses = { ingestUrl: '', playUrl: '', rtmpPlayUrl: '' }
  tellOthers({ store, hub, webhooks, addresses: () => addresses, now })
  const context: ApiContext = { store, now, present: () => createPresenter(store.read(), addresses) }
  const { terminate, start, end } = engine
  const acts = createRoomActs({ ...context, faults })
  const api = createApiServer({
    doors: createDoors({ credentials, tokens, store }),
    faults,
    wallMs,
    logger,
    routes: withOpenApi([
      ...memberRoutes({ ...context, randomText, terminate }),
      ...loginRoutes({ ...context, randomText, tokens, apiKey: credentials.apiKey }),
      ...streamKeyRoutes({ ...context, randomText, terminate }),
      ...profileRoutes(context),
      ...roomRoutes({ ...context, acts, start, end }),
      ...postRoutes({ ...context, removeVod: archiver.removeVod }),
      ...ownAccountRoutes(context),
      ...ownRoomRoutes({ ...context, acts, faults, start, end }),
      ...eventRoutes({ ...context, hub }),
      ...controlRoutes({ ...context, faults, webhooks, ingest: () => ({ ...ingest.counters(), viewers: liveFlvs.viewers() }) }),
    ]),
  })

  let disposed: Promise<void> | null = null
  const dispose = async () => {
    hub[Symbol.dispose]()
    webhooks[Symbol.dispose]()
    await Promise.all([api.close(), play.close(), ingest.close()])
    await engine.settled()
    await archiver[Symbol.asyncDispose]()
    liveStreams[Symbol.dispose]()
    store[Symbol.dispose]()
  }

  const ports = { play: options.httpPort, ingest: options.rtmpPort, api: options.apiPort }
  let opening: keyof typeof ports = 'play'
  try {
    addresses.playUrl = `http://127.0.0.1:${await listen(play, ports.play)}`
    opening = 'ingest'
    const rtmpUrl = `rtmp://127.0.0.1:${await ingest.listen(ports.ingest)}`
    addresses.ingestUrl = `${rtmpUrl}/live`
    addresses.rtmpPlayUrl = `${rtmpUrl}/${playApp}`
    opening = 'api'
    const apiUrl = `http://127.0.0.1:${await listen(api, ports.api)}`
    archiver.resume()
    const member =
      store.read().members.find(({ appUserId, state }) => appUserId === firstMemberUserId && state === 'ACTIVE') ?? store.read().members[0]
    return ok({
      apiUrl,
      ingestUrl: addresses.ingestUrl,
      playUrl: addresses.playUrl,
      ...credentials,
      appUserId: member?.appUserId ?? firstMemberUserId,
      memberId: String(member?.id ?? ''),
      onExit: () => () => {},
      [Symbol.asyncDispose]: () => (disposed ??= dispose()),
    })
  } catch (error) {
    await dispose()
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE') return err(failure('port-busy', { params: { port: ports[opening] } }))
    return err(failure('sandbox-failed', { detail: (error as Error).message }))
  }
}

const tokenPolicy = ({ tokenLifetimeMs, tokensAsJwt }: Faults) => ({ lifetimeMs: tokenLifetimeMs, asJwt: tokensAsJwt })

async function listen(server: FastifyInstance, port: number): Promise<number> {
  await server.listen({ port, host: '127.0.0.1' })
  const address = server.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}
