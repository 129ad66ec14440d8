import type { OutputMode } from '#shared/states'
import type { Logger } from '../logging/port.ts'
import type { ProcessKeeper } from '../processes/port.ts'
import type { Piece, Recordings } from './archive/recordings.ts'
import type { FaultSwitches } from './faults.ts'
import { createIngestRun, type IngestRun, type StreamStart, type TagSink } from './ingest/ingest-run.ts'
import type { Admission, Publication } from './ingest/ingest-server.ts'
import type { StreamRequest } from './ingest/rtmp-protocol.ts'
import { type Outputs, startOutputs } from './outputs.ts'
import type { LiveStreams } from './packager/live-streams.ts'
import type { RandomText } from './random-text.ts'
import type { Changes, StoredRoom, StoredStreamKey } from './state/entities.ts'
import { outputModeOf } from './state/output-mode.ts'
import {
  converted,
  end,
  forceTerminate,
  goLive,
  ingestStarted,
  ingestStopped,
  keyById,
  playUrlsOnKey,
  playUrlsOnRoom,
  type Ruling,
} from './state/rules.ts'
import { newStreamKeyText } from './state/seed.ts'
import type { Store } from './state/store.ts'
import type { LiveFlvs } from './viewers/live-flvs.ts'

export type EngineOptions = {
  readonly store: Store
  readonly recordings: Recordings
  readonly liveStreams: LiveStreams
  readonly liveFlvs: LiveFlvs
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

/** Moves keys, rooms, outputs and recordings together. */
export type BroadcastEngine = {
  readonly admit: (request: StreamRequest) => Admission
  readonly start: (room: StoredRoom) => Ruling
  readonly end: (room: StoredRoom) => Ruling
  readonly terminate: (keyId: number) => void
  /** Every output and every recording is closed when it resolves. */
  readonly settled: () => Promise<void>
}

type OnAir = {
  readonly run: IngestRun
  readonly livePath: string
  readonly mode: OutputMode
  /** End with the ingest. */
  readonly timers: Set<NodeJS.Timeout>
  outputs: Outputs | null
  piece: Piece | null
}

export function createBroadcastEngine(options: EngineOptions): BroadcastEngine {
  const { store, recordings, faults, logger, randomText } = options
  const onAir = new Map<number, OnAir>()
  const closing = new Set<Promise<unknown>>()
  const now = () => new Date(options.wallMs()).toISOString()
  const commit = (changes: Changes | undefined) => {
    if (changes !== undefined) store.commit(changes)
  }
  const track = (work: Promise<unknown>) => {
    const tracked = work.catch((error: unknown) => logger.error('closing failed', { error: String(error) })).finally(() => closing.delete(tracked))
    closing.add(tracked)
  }

  function admit({ app, name, mode: asked }: StreamRequest): Admission {
    const refused = (reason: string): Admission => ({ kind: 'refused', reason })
    const db = store.read()
    const key = db.streamKeys.find((candidate) => candidate.streamKey === name)
    const member = db.members.find((candidate) => candidate.id === key?.memberId)
    if (app !== 'live' || key === undefined || member?.state !== 'ACTIVE') return refused('The stream key is not known.')
    if (onAir.has(key.id)) return refused('Somebody is already publishing with this stream key.')
    const mode = outputModeOf(asked, key, db.app)
    if (mode === undefined) return refused('The output mode is not known.')
    const changes = ingestStarted(key, { at: now(), mode })
    if (changes === undefined) return refused('The stream key is not free.')
    store.commit(changes)
    return { kind: 'admitted', publication: publish(key, mode) }
  }

  function publish(key: StoredStreamKey, mode: OutputMode): Publication {
    const run = createIngestRun({
      onStart: (start) => startConversion(key.id, entry, start),
      onUnusable: (reason) => fail(key.id, 'UNSUPPORTED_CODEC', reason),
    })
    const entry: OnAir = { run, livePath: `${key.id}-${randomText(24)}`, mode, timers: new Set(), outputs: null, piece: null }
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

  /** Unless the ingest has ended by then. */
  function later(entry: OnAir, delayMs: number, act: () => void): void {
    if (delayMs === 0) {
      act()
      return
    }
    const timer = setTimeout(() => {
      entry.timers.delete(timer)
      act()
    }, delayMs)
    entry.timers.add(timer)
  }

  function startConversion(keyId: number, entry: OnAir, start: StreamStart): TagSink | null {
    const db = store.read()
    const key = keyById(db, keyId)
    const profile = db.profiles.find((candidate) => candidate.id === key?.profileId)
    const died = () => fail(keyId, 'CONVERSION_FAILED', 'The stream could not be converted.')
    if (faults.read().convertFail) died()
    if (profile === undefined || faults.read().convertFail) return null
    entry.outputs = startOutputs({
      ...options,
      ...start,
      mode: entry.mode,
      profile,
      livePath: entry.livePath,
      epochMs: options.wallMs(),
      onPlayable: () => later(entry, faults.read().convertDelayMs, () => sayConverted(keyId, entry)),
      onDied: died,
    })
    return entry.outputs
  }

  function sayConverted(keyId: number, entry: OnAir): void {
    const db = store.read()
    const key = keyById(db, keyId)
    if (key === undefined || onAir.get(keyId) !== entry) return
    const { playUrlsDelayMs } = faults.read()
    const { livePath } = entry
    const changes = converted(db, key, { at: now(), livePath: playUrlsDelayMs === 0 ? livePath : null })
    if (changes === undefined) return
    store.commit(changes)
    if (playUrlsDelayMs === 0) return
    later(entry, playUrlsDelayMs, () => tellPlayUrls(entry, keyId, key.videoRoomId))
  }

  /** Of the key, and of the room that is on air with it: what viewers are told, its owner knows. */
  function tellPlayUrls({ livePath }: OnAir, keyId: number, roomId: number | null): void {
    commit(playUrlsOnKey(store.read(), keyId, { at: now(), livePath }))
    if (roomId !== null) commit(playUrlsOnRoom(store.read(), roomId, { at: now(), livePath }))
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
    for (const timer of entry.timers) clearTimeout(timer)
    const { outputs, piece } = entry
    if (outputs !== null) track(outputs.finish())
    if (piece !== null) track(piece.close())
    const db = store.read()
    const key = keyById(db, keyId)
    commit(key === undefined ? undefined : ingestStopped(db, key, { at: now() }))
  }

  faults.onChange(({ convertFail }) => {
    if (!convertFail) return
    for (const [keyId, { outputs }] of onAir) if (outputs !== null) fail(keyId, 'CONVERSION_FAILED', 'The stream could not be converted.')
  })

  return {
    admit,
    start: (room) => {
      const { playUrlsDelayMs } = faults.read()
      const ruling = goLive(store.read(), room, { at: now(), withPlayUrls: playUrlsDelayMs === 0 })
      if (ruling.kind === 'refused') return ruling
      store.commit(ruling.changes)
      const keyId = ruling.changes.streamKeys?.[0]?.id
      if (keyId === undefined) return ruling
      const entry = onAir.get(keyId)
      if (entry === undefined) return ruling
      record(entry, room.id)
      // Where the delay was lifted since ACTIVE, the key has not told its own yet.
      if (ruling.changes.rooms?.[0]?.livePath === null) later(entry, playUrlsDelayMs, () => tellPlayUrls(entry, keyId, room.id))
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
