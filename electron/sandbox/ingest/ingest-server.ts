import { createServer, type Server, type Socket } from 'node:net'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logging/port.ts'
import type { FaultSwitches } from '../faults.ts'
import { endWithin } from '../viewers/end-within.ts'
import type { LiveFlv } from '../viewers/live-flv.ts'
import { createHeldPublications } from './held-publications.ts'
import type { MediaTag, StreamMetadata } from './media-tag.ts'
import { createReadBrake, type ReadBrake } from './read-brake.ts'
import { createRtmpProtocol, type RtmpProtocol, type StreamRequest } from './rtmp-protocol.ts'

/** A publisher that was let in. */
export type Publication = {
  readonly keyId: number
  readonly onTag: (tag: MediaTag) => void
  readonly onMetadata: (metadata: StreamMetadata) => void
  /** The connection is gone, whyever; called once. */
  readonly onClosed: () => void
}

export type Admission = { readonly kind: 'admitted'; readonly publication: Publication } | { readonly kind: 'refused'; readonly reason: string }

export type IngestOptions = {
  readonly admit: (request: StreamRequest) => Admission
  /** What a player asked for, if it is there. */
  readonly flvOf: (request: StreamRequest) => LiveFlv | undefined
  readonly faults: FaultSwitches
  readonly clock: Clock
  readonly logger: Logger
  /** A publisher that sends nothing for so long is gone. */
  readonly deadPeerMs?: number
}

/** What `GET /__sandbox/ingest` answers; everything counts from the start. */
export type IngestCounters = {
  /** TCP connections accepted, whatever became of them. */
  readonly connections: number
  /** Publishers let in. */
  readonly publishes: number
  /** Connections turned away: wrong key, key in use, nothing to play, `ingestRefuse`, not RTMP. */
  readonly refused: number
  /** Publishers whose connection ended, whyever. */
  readonly disconnects: number
  /** Received from all connections. */
  readonly bytes: number
  readonly publisher: { readonly streamKeyId: number; readonly bytes: number; readonly sinceMs: number } | null
}

export type IngestServer = {
  /** Rejects where the port cannot be had. @returns the port */
  readonly listen: (port: number) => Promise<number>
  readonly counters: () => IngestCounters
  /** Closes the connection of whoever publishes with this key. */
  readonly disconnect: (keyId: number) => void
  /** Every connection is gone and every publication over when it resolves. */
  readonly close: () => Promise<void>
}

const defaultDeadPeerMs = 6000
/** From the connection to the publish command. */
const handshakeDeadlineMs = 10_000
const keepAliveMs = 3000

type Connection = {
  readonly socket: Socket
  publication: Publication | null
  bytes: number
  publishedAtMs: number
  heardAtMs: number
  readonly brake: ReadBrake
  watching: boolean
  /** Closed by us: nothing is held any longer. */
  dismissed: boolean
}

/**
 * The RTMP ingest, on the loopback address only; players connect to it, too. One publisher per key: a second one is refused as long as the first connection stands,
 * even if it is half open; nothing heard for `deadPeerMs` ends it.
 */
export function createIngestServer({ admit, flvOf, faults, clock, logger, deadPeerMs = defaultDeadPeerMs }: IngestOptions): IngestServer {
  const counters = { connections: 0, publishes: 0, refused: 0, disconnects: 0, bytes: 0 }
  const connections = new Set<Connection>()
  const publishers = () => [...connections].filter((connection) => connection.publication !== null)

  const held = createHeldPublications()

  function leave(connection: Connection): void {
    connections.delete(connection)
    connection.brake[Symbol.dispose]()
    const { publication } = connection
    if (publication === null) return
    connection.publication = null
    counters.disconnects += 1
    logger.info('a publisher left the ingest', { streamKeyId: publication.keyId, bytes: connection.bytes })
    const { ingestHold } = faults.read()
    if (ingestHold === 0 || connection.dismissed) publication.onClosed()
    else held.hold(publication, ingestHold)
  }

  /** With a last word, where one was written. */
  const turnAway = (connection: Connection) => {
    counters.refused += 1
    connection.socket.end()
    connection.socket.destroySoon()
  }

  function enter(connection: Connection, request: StreamRequest): string | null {
    const admission = admit(request)
    if (admission.kind === 'refused') {
      logger.info('a publisher was refused', { reason: admission.reason })
      return admission.reason
    }
    connection.publication = admission.publication
    connection.publishedAtMs = clock.monotonicMs()
    counters.publishes += 1
    logger.info('a publisher was let in', { streamKeyId: admission.publication.keyId })
    connection.brake.stall(faults.read().ingestStall)
    return null
  }

  function watch(connection: Connection, request: StreamRequest, protocol: RtmpProtocol): (() => void) | null {
    const flv = flvOf(request)
    if (flv === undefined) return null
    const { socket } = connection
    return () => {
      connection.watching = true
      const leave = flv.join({
        kind: 'rtmp',
        send: protocol.sendTag,
        waitingBytes: () => socket.writableLength,
        end: () => {
          protocol.sendEnd()
          endWithin(socket)
        },
        cut: () => socket.destroy(),
      })
      socket.once('close', leave)
    }
  }

  function accept(socket: Socket): void {
    counters.connections += 1
    const now = clock.monotonicMs()
    const connection: Connection = {
      ...{ socket, publication: null, watching: false, dismissed: false, bytes: 0, publishedAtMs: now, heardAtMs: now },
      brake: createReadBrake(socket, () => {
        connection.heardAtMs = clock.monotonicMs() // nobody is dead whom we did not listen to
      }),
    }
    socket.on('error', () => {}) // the close event follows
    const { ingestRefuse, ingestSilent } = faults.read()
    if (ingestRefuse) {
      counters.refused += 1
      socket.resetAndDestroy()
      return
    }
    connections.add(connection)
    socket.on('close', () => leave(connection))
    if (ingestSilent) {
      socket.resume() // takes what comes, like a server that hangs, and sees when the client gives up
      return
    }
    socket.setNoDelay(true)
    socket.setKeepAlive(true, keepAliveMs)
    const protocol: RtmpProtocol = createRtmpProtocol({
      send: (bytes) => socket.write(bytes),
      onPublish: (request) => enter(connection, request),
      onPlay: (request) => watch(connection, request, protocol),
      onTag: (tag) => connection.publication?.onTag(tag),
      onMetadata: (metadata) => connection.publication?.onMetadata(metadata),
      onFinished: () => socket.end(),
    })
    const handshake = setTimeout(() => {
      if (connection.publication === null && !connection.watching) turnAway(connection)
    }, handshakeDeadlineMs)
    socket.on('close', () => clearTimeout(handshake))
    socket.on('data', (bytes) => {
      if (socket.writableEnded) return // turned away, or done
      counters.bytes += bytes.length
      connection.bytes += bytes.length
      connection.heardAtMs = clock.monotonicMs()
      if (protocol.take(bytes) === 'fine') {
        if (connection.publication !== null) connection.brake.slow(bytes.length, faults.read().ingestSlowKbps)
      } else if (connection.publication === null && !connection.watching) turnAway(connection)
      else socket.destroy()
    })
  }

  const server: Server = createServer(accept)
  const deadPeers = setInterval(() => {
    const deadline = clock.monotonicMs() - deadPeerMs
    for (const connection of publishers()) {
      if (connection.brake.isOn() || connection.heardAtMs > deadline) continue
      logger.info('nothing was heard from a publisher for too long', { streamKeyId: connection.publication?.keyId })
      connection.socket.destroy()
    }
  }, 500)
  deadPeers.unref()

  faults.onChange((next) => {
    for (const connection of publishers()) {
      if (next.ingestReset) connection.socket.resetAndDestroy()
      else {
        connection.brake.stall(next.ingestStall)
        if (next.ingestSlowKbps === 0) connection.brake.slow(0, 0)
      }
    }
    if (next.ingestHold === 0) held.free()
  })

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port, host: '127.0.0.1' }, () => {
          server.off('error', reject)
          server.on('error', (error) => logger.error('the RTMP listener failed', { error: String(error) }))
          const address = server.address()
          resolve(typeof address === 'object' && address !== null ? address.port : port)
        })
      }),
    counters: () => {
      const [current] = publishers()
      return {
        ...counters,
        publisher:
          current?.publication == null
            ? null
            : {
                streamKeyId: current.publication.keyId,
                bytes: current.bytes,
                sinceMs: Math.round(clock.monotonicMs() - current.publishedAtMs),
              },
      }
    },
    disconnect: (keyId) => {
      held.free((publication) => publication.keyId === keyId)
      for (const connection of publishers()) {
        if (connection.publication?.keyId !== keyId) continue
        connection.dismissed = true
        connection.socket.destroy()
      }
    },
    close: async () => {
      clearInterval(deadPeers)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // A server counts its sockets out before they tell that they have closed, and only then a publication ends.
      const left = [...connections].map((connection) => {
        connection.dismissed = true
        connection.socket.destroy()
        return new Promise<void>((resolve) => connection.socket.once('close', () => resolve()))
      })
      await Promise.all([closed, ...left])
      held.free()
    },
  }
}
