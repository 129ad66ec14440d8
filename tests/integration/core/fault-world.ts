import type { Snapshot } from '#shared/contract'
import type { StreamKey } from '#shared/wire/stream-key'
import type { ProcessKeeper } from '../../../electron/processes/port.ts'
import type { Settings } from '../../../electron/settings/port.ts'
import { startTcpProxy, type TcpProxy } from '../../rig/tcp-proxy.ts'
import { until } from '../../rig/until.ts'
import { startTestPublisher, type TestPublisher } from '../sandbox/test-publisher.ts'
import { type RealCore, startRealCore } from './real-core.ts'

/** A whole core and everything around it that a fault can be made of. */
export type FaultWorld = AsyncDisposable & {
  readonly on: RealCore
  /** The way of the stream to the ingest, and nothing else. */
  readonly network: TcpProxy
  /** What the service hands out from now on where a stream is to go; empty: the truth, through the network above. */
  readonly handOut: (change: Partial<Pick<StreamKey, 'ingestUrl' | 'streamKey'>>) => void
  /** Sends a signal to the newest process of that kind that the pipeline started. */
  readonly signal: (what: 'encoder' | 'sender', signal: NodeJS.Signals) => void
  /** Another encoder with the same stream key, with a way of its own. */
  readonly publishFromElsewhere: () => Promise<TestPublisher>
  readonly stopElsewhere: () => Promise<void>
  /** For the next broadcast; refused for a moment after the one before, while the rooms are listed again. */
  readonly createRoom: (title: string) => Promise<unknown>
  /** Every snapshot from the moment of the call on, oldest first; the one of that moment does not count. */
  readonly watchFromNow: () => readonly Snapshot[]
  /** How long the page has said without a break that we send; 0 while it does not. */
  readonly publishingForMs: () => number
}

export type FaultWorldOptions = {
  /** Straight to the ingest: what its own faults do is felt at once. The network of the tests takes much in before it makes us wait. */
  readonly direct?: boolean
  /** What differs from a test pattern of 600 kbit/s, sent for RTMP viewers: nothing has to be converted for them. */
  readonly settings?: Partial<Settings>
}

export async function startFaultWorld({ direct = false, settings = {} }: FaultWorldOptions): Promise<FaultWorld> {
  const pids = new Map<string, number>()
  const keeper: ProcessKeeper = {
    adopt: (pid, what) => {
      pids.set(what, pid)
      return () => {}
    },
    [Symbol.dispose]: () => {},
  }
  let network: TcpProxy | null = null
  let change: Parameters<FaultWorld['handOut']>[0] = {}
  const through = (ingestUrl: string) => (network === null || direct ? ingestUrl : ingestUrl.replace(/:\d+\//, `:${network.port}/`))
  const on = await startRealCore({
    settings: { videoKbps: 600, outputMode: 'RTMP', ...settings },
    keeper,
    handOut: (key) => ({ ...key, ingestUrl: through(key.ingestUrl), ...change }),
  })
  const ingest = new URL(on.ingestUrl)
  network = await startTcpProxy({ host: ingest.hostname, port: Number(ingest.port) })
  const stopNetwork = network.close
  const elsewhere: TestPublisher[] = []
  const stopElsewhere = async () => void (await Promise.all(elsewhere.splice(0).map(({ stop }) => stop())))
  const watching = new Set<Snapshot[]>()
  let publishingSinceMs: number | null = null
  on.core.watch('snapshot', (snapshot) => {
    publishingSinceMs = snapshot.session.witnesses.sender === 'publishing' ? (publishingSinceMs ?? performance.now()) : null
    for (const seen of watching) seen.push(snapshot)
  })

  return {
    on,
    network,
    handOut: (next) => {
      change = next
    },
    signal: (what, signal) => {
      const pid = pids.get(what)
      if (pid === undefined) throw new Error(`no ${what} was started`)
      process.kill(pid, signal)
    },
    publishFromElsewhere: async () => {
      const streamKey = (await on.client.key()).streamKey as string
      const publisher = startTestPublisher({ ingestUrl: on.ingestUrl, streamKey, dir: on.dir, size: '640x360' })
      elsewhere.push(publisher)
      return publisher
    },
    stopElsewhere,
    createRoom: (title) => until('a room', async () => ((await on.tryTo('room.create', { title })) as { readonly ok: boolean }).ok),
    watchFromNow: () => {
      const seen: Snapshot[] = []
      watching.clear()
      watching.add(seen)
      return seen
    },
    publishingForMs: () => (publishingSinceMs === null ? 0 : performance.now() - publishingSinceMs),
    [Symbol.asyncDispose]: async () => {
      await stopElsewhere()
      await on[Symbol.asyncDispose]()
      await stopNetwork()
    },
  }
}
