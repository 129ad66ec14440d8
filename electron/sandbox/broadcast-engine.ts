import type { Logger } from '../logging/port.ts'
import type { ProcessKeeper } from '../processes/port.ts'
import type { Piece, Recordings } from './archive/recordings.ts'
import type { FaultSwitches } from './faults.ts'
import { createIngestRun, type IngestRun, type StreamStart } from './ingest/ingest-run.ts'
import type { Admission, Publication } from './ingest/ingest-server.ts'
import type { PublishRequest } from './ingest/rtmp-protocol.ts'
import type { LiveStreams } from './packager/live-streams.ts'
import { type Packager, startPackager } from './packager/packager.ts'
import type { RandomText } from './random-text.ts'
import type { StoredRoom, StoredStreamKey } from './state/entities.ts'
import { converted, end, forceTerminate, goLive, ingestStarted, ingestStopped, keyById, type Ruling } from './state/rules.ts'
import { newStreamKeyText } from './state/seed.ts'
import type { Store } from './state/store.ts'

export type EngineOptions = {
  readonly store: Store
  readonly recordings: Recordings
  readonly liveStreams: LiveStreams
  readonly faults: FaultSwitches
  readonly ffmpegPath: string
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  readonly randomText: RandomText
  readonly wallMs: () => number
  /** Closes the connection of whoever publishes with this key. */
  readonly disconnect: (keyId: number) => void
  /** Called when a room ended whose recording is to be archived. */
  readonly onEnded: (roomId: number) => void
}

/** Moves keys, rooms, packagers and recordings together. */
export type BroadcastEngine = {
  readonly admit: (request: PublishRequest) => Admission
  readonly start: (room: StoredRoom) => Ruling
  readonly end: (room: StoredRoom) => Ruling
  readonly terminate: (keyId: number) => void
  /** Every packager and every recording is closed when it resolves. */
  readonly settled: () => Promise<void>
}

type OnAir = {
  readonly run: IngestRun
  livePath: string
  packager: Packager | null
  piece: Piece | null
  convertTimer: NodeJS.Timeout | undefined
}

export function createBroadcastEngine(options: EngineOptions): BroadcastEngine {
  const { store, recordings, liveStreams, faults, logger, randomText } = options
  const onAir = new Map<number, OnAir>()
  const closing = new Set<Promise<unknown>>()
  const now = () => new Date(options.wallMs()).toISOString()
  const track = (work: Promise<unknown>) => {
    const tracked = work.catch((error: unknown) => logger.error('closing failed', { error: String(error) })).finally(() => closing.delete(tracked))
    closing.add(tracked)
  }

  function admit({ app, name, mode }: PublishRequest): Admission {
    const refused = (reason: string): Admission => ({ kind: 'refused', reason })
    const db = store.read()
    const key = db.streamKeys.find((candidate) => candidate.streamKey === name)
    const member = db.members.find((candidate) => candidate.id === key?.memberId)
    if (app !== 'live' || key === undefined || member?.state !== 'ACTIVE') return refused('The stream key is not known.')
    if (onAir.has(key.id)) return refused('Somebody is already publishing with this stream key.')
    if (mode !== undefined && mode !== 'CMAF') return refused('This local FlipFlop Cloud converts to CMAF only.')
    const changes = ingestStarted(key, { at: now(), mode: 'CMAF' })
    if (changes === undefined) return refused('The stream key is not free.')
    store.commit(changes)
    return { kind: 'admitted', publication: publish(key) }
  }

  function publish(key: StoredStreamKey): Publication {
    const run = createIngestRun({
      onStart: (start) => startConversion(key.id, entry, start),
      onUnusable: (reason) => fail(key.id, 'UNSUPPORTED_CODEC', reason),
    })
    const entry: OnAir = { run, livePath: `${key.id}-${randomText(24)}`, packager: null, piece: null, convertTimer: undefined }
    onAir.set(key.id, entry)
    // An interrupted broadcast goes on: nothing that arrives from now on may be missing in its recording.
    if (key.videoRoomId !== null) record(entry, key.videoRoomId)
    return {
      keyId: key.id,
      onTag: run.onTag,
      onMetadata: run.onMetadata,
      onClosed: () => unpublish(key.id, entry),
    }
  }

  function startConversion(keyId: number, entry: OnAir, start: StreamStart): Packager | null {
    const db = store.read()
    const key = keyById(db, keyId)
    const profile = db.profiles.find((candidate) => candidate.id === key?.profileId)
    if (profile === undefined) return null
    const say = () => {
      const current = keyById(store.read(), keyId)
      if (current === undefined || onAir.get(keyId) !== entry) return
      const changes = converted(store.read(), current, { at: now(), livePath: entry.livePath })
      if (changes !== undefined) store.commit(changes)
    }
    entry.packager = startPackager({
      ...start,
      profile,
      epochMs: options.wallMs(),
      ffmpegPath: options.ffmpegPath,
      keeper: options.keeper,
      logger,
      onPlayable: () => {
        const { convertDelayMs } = faults.read()
        if (convertDelayMs === 0) say()
        else entry.convertTimer = setTimeout(say, convertDelayMs)
      },
      onDied: () => fail(keyId, 'CONVERSION_FAILED', 'The stream could not be converted.'),
    })
    liveStreams.add(entry.livePath, entry.packager.stream)
    return entry.packager
  }

  function record(entry: OnAir, roomId: number): void {
    entry.run.tap((has) => {
      entry.piece = recordings.openPiece(roomId, has)
      return entry.piece
    })
  }

  /** Leaves a trace on the key and lets the publisher go: its next attempt gets a new packager. */
  function fail(keyId: number, code: string, message: string): void {
    const key = keyById(store.read(), keyId)
    if (key !== undefined) store.commit({ streamKeys: [{ ...key, error: { code, message, occurredAt: now() }, lastModifiedAt: now() }] })
    options.disconnect(keyId)
  }

  function unpublish(keyId: number, entry: OnAir): void {
    if (onAir.get(keyId) === entry) onAir.delete(keyId)
    clearTimeout(entry.convertTimer)
    liveStreams.retire(entry.livePath)
    const { packager, piece } = entry
    if (packager !== null) track(packager.finish())
    if (piece !== null) track(piece.close())
    const db = store.read()
    const key = keyById(db, keyId)
    const changes = key === undefined ? undefined : ingestStopped(db, key, { at: now() })
    if (changes !== undefined) store.commit(changes)
  }

  return {
    admit,
    start: (room) => {
      const ruling = goLive(store.read(), room, { at: now() })
      if (ruling.kind === 'refused') return ruling
      store.commit(ruling.changes)
      const keyId = ruling.changes.streamKeys?.[0]?.id
      const entry = keyId === undefined ? undefined : onAir.get(keyId)
      if (entry !== undefined) record(entry, room.id)
      return ruling
    },
    end: (room) => {
      const ruling = end(store.read(), room, { at: now() })
      if (ruling.kind === 'refused') return ruling
      store.commit(ruling.changes)
      options.onEnded(room.id)
      return ruling
    },
    terminate: (keyId) => {
      const db = store.read()
      const key = keyById(db, keyId)
      const changes = key === undefined ? undefined : forceTerminate(db, key, { at: now(), newStreamKey: newStreamKeyText(randomText) })
      if (key === undefined || changes === undefined) return
      store.commit(changes)
      const piece = onAir.get(keyId)?.piece
      options.disconnect(keyId)
      const roomId = key.videoRoomId
      // A forced end keeps no recording, as one document of FlipFlop Cloud has it.
      if (roomId !== null) track((piece?.close() ?? Promise.resolve()).then(() => recordings.remove(roomId)))
    },
    settled: async () => {
      while (closing.size > 0) await Promise.all(closing)
    },
  }
}
