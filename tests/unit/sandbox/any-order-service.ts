import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPresenter } from '../../../electron/sandbox/api/present.ts'
import { streamKeyRoutes } from '../../../electron/sandbox/api/stream-keys.ts'
import { type BroadcastEngine, createBroadcastEngine } from '../../../electron/sandbox/broadcast-engine.ts'
import { createFaultSwitches } from '../../../electron/sandbox/faults.ts'
import type { Publication } from '../../../electron/sandbox/ingest/ingest-server.ts'
import { createLiveStreams } from '../../../electron/sandbox/packager/live-streams.ts'
import { dropStaleIngests } from '../../../electron/sandbox/state/drop-stale-ingests.ts'
import type { Changes, Database, StoredRoom, StoredStreamKey } from '../../../electron/sandbox/state/entities.ts'
import { archived, cancel, type Ruling } from '../../../electron/sandbox/state/rules.ts'
import { newMember, newRoom, newStreamKey } from '../../../electron/sandbox/state/seed.ts'
import { openStore, type Store } from '../../../electron/sandbox/state/store.ts'
import { createLiveFlvs } from '../../../electron/sandbox/viewers/live-flvs.ts'
import { sampleState, seededAt } from './sample-state.ts'
import { tag } from './sample-tags.ts'

/** What became of a request: `done`, or the error code of the refusal. */
export type Outcome = string

/** The local FlipFlop Cloud on a real folder, without sockets and ffmpeg: two members, each with a key and rooms. */
export type ServiceOnDisk = {
  readonly db: () => Database
  /** Each with what was there before. */
  readonly commits: { readonly before: Database; readonly after: Database }[]
  /** Rooms whose recording was handed to the archive. */
  readonly ended: number[]
  readonly key: (member: number) => StoredStreamKey
  readonly room: (member: number, nth: number) => StoredRoom
  readonly shownKey: (key: StoredStreamKey) => Shown
  readonly shownRoom: (room: StoredRoom) => Shown
  readonly isPublishing: (member: number) => boolean
  readonly publish: (member: number, streamKey?: string) => 'admitted' | 'refused'
  readonly sendMedia: (member: number) => void
  readonly leave: (member: number) => void
  readonly goLive: (room: StoredRoom) => Outcome
  readonly end: (room: StoredRoom) => Outcome
  readonly cancel: (room: StoredRoom) => Outcome
  readonly archive: (room: StoredRoom) => void
  readonly addRoom: (member: number) => void
  readonly terminate: (member: number) => void
  readonly reissue: (member: number) => Outcome
  readonly setFaults: (faults: object) => void
  /** Connections that the service closes are noticed so much later. */
  readonly closeAfter: (ms: number) => void
  /** Everything in memory is gone. */
  readonly killAndRestart: () => void
  readonly dispose: () => void
}

/** Of a key or room as the API shows it: its play URLs. */
export type Shown = {
  readonly playUrl: string | null
  readonly rtmpPlayUrl: string | null
  readonly httpFlvPlayUrl: string | null
  readonly cmafHlsPlayUrl: string | null
}

const addresses = { ingestUrl: 'rtmp://i/live', playUrl: 'http://p', rtmpPlayUrl: 'rtmp://i/play' }

function twoMembers(): Database {
  const db = sampleState()
  const at = seededAt
  const [first] = db.streamKeys
  return {
    ...db,
    nextId: 3_000,
    members: [...db.members, newMember({ id: 2_000, appUserId: 'second', at })],
    streamKeys: [...db.streamKeys, newStreamKey({ id: 2_001, memberId: 2_000, profileId: first?.profileId ?? 0, streamKey: 'B'.repeat(32), at })],
    rooms: [...db.rooms, newRoom({ id: 2_002, memberId: 2_000, at, scheduledAt: at })],
  }
}

export function openService(): ServiceOnDisk {
  const dir = mkdtempSync(join(tmpdir(), 'tally-any-order-'))
  const commits: { before: Database; after: Database }[] = []
  const ended: number[] = []
  let texts = 0
  const randomText = (length: number) => String(++texts).padStart(length, 'x')
  const now = () => new Date(Date.now()).toISOString()
  let closeMs = 0
  let store: Store
  let engine: BroadcastEngine
  let faults = createFaultSwitches()
  let publications = new Map<number, Publication>()
  let reissue: ReturnType<typeof streamKeyRoutes>[number]['handle']

  function start(): void {
    const opened = openStore(dir, twoMembers, silentLogger)
    const alive = { yes: true }
    store = {
      ...opened,
      commit: (changes: Changes) => {
        if (!alive.yes) return
        const before = opened.read()
        opened.commit(changes)
        commits.push({ before, after: opened.read() })
      },
      [Symbol.dispose]: () => {
        alive.yes = false
        opened[Symbol.dispose]()
      },
    }
    dropStaleIngests(store, now())
    faults = createFaultSwitches()
    publications = new Map()
    const here = publications
    engine = createBroadcastEngine({
      store,
      faults,
      randomText,
      recordings: { openPiece: () => ({ write: () => {}, close: async () => {} }), piecesOf: () => [], remove: async () => {} },
      liveStreams: createLiveStreams(),
      liveFlvs: createLiveFlvs(),
      ffmpegPath: 'none: only RTMP is asked for',
      keeper: { adopt: () => () => {}, [Symbol.dispose]: () => {} },
      logger: silentLogger,
      wallMs: Date.now,
      disconnect: (keyId) => {
        const publication = here.get(keyId)
        if (publication !== undefined) setTimeout(() => close(here, publication), closeMs)
      },
      onEnded: (roomId) => ended.push(roomId),
    })
    const routes = streamKeyRoutes({ store, now, randomText, present: () => createPresenter(store.read(), addresses), terminate: engine.terminate })
    const route = routes.find(({ path }) => path.endsWith('/:id/reissue'))
    if (route === undefined) throw new Error('no route reissues a key')
    reissue = route.handle
  }

  function close(among: Map<number, Publication>, publication: Publication): void {
    if (among.get(publication.keyId) !== publication) return
    among.delete(publication.keyId)
    publication.onClosed()
  }

  const key = (member: number) => at(store.read().streamKeys, member)
  const outcome = (ruling: Ruling): Outcome => (ruling.kind === 'done' ? 'done' : ruling.errorCode)
  start()

  return {
    db: () => store.read(),
    commits,
    ended,
    key,
    room: (member, nth) => {
      const rooms = store.read().rooms.filter(({ memberId }) => memberId === key(member).memberId)
      return at(rooms, nth % rooms.length)
    },
    shownKey: (one) => createPresenter(store.read(), addresses).streamKey(one) as Shown,
    shownRoom: (one) => createPresenter(store.read(), addresses).room(one) as Shown,
    isPublishing: (member) => publications.has(key(member).id),
    publish: (member, streamKey = key(member).streamKey) => {
      const admission = engine.admit({ app: 'live', name: streamKey, mode: 'RTMP' })
      if (admission.kind === 'admitted') publications.set(admission.publication.keyId, admission.publication)
      return admission.kind
    },
    sendMedia: (member) => {
      const publication = publications.get(key(member).id)
      for (const kind of ['video-header', 'audio-header', 'keyframe', 'audio', 'frame'] as const) publication?.onTag(tag(kind, 0))
    },
    leave: (member) => {
      const publication = publications.get(key(member).id)
      if (publication !== undefined) close(publications, publication)
    },
    goLive: (room) => outcome(engine.start(room)),
    end: (room) => outcome(engine.end(room)),
    cancel: (room) => {
      const ruling = cancel(room, { at: now() })
      if (ruling.kind === 'done') store.commit(ruling.changes)
      return outcome(ruling)
    },
    archive: (room) => {
      const done = room.forciblyTerminated ? undefined : archived(room, { at: now() })
      if (done !== undefined) store.commit({ rooms: [done] })
    },
    addRoom: (member) => store.commit({ rooms: [newRoom({ id: store.newId(), memberId: key(member).memberId, at: now(), scheduledAt: now() })] }),
    terminate: (member) => engine.terminate(key(member).id),
    reissue: (member) => {
      const answer = reissue({ params: { id: String(key(member).id) }, query: {}, body: undefined, headers: {}, caller: null }) as {
        readonly status: number
        readonly body?: unknown
      }
      return answer.status === 200 ? 'done' : (answer.body as { readonly errorCode: string }).errorCode
    },
    setFaults: (given) => void faults.set(given),
    closeAfter: (ms) => {
      closeMs = ms
    },
    killAndRestart: () => {
      store[Symbol.dispose]()
      vi.clearAllTimers()
      start()
    },
    dispose: () => {
      store[Symbol.dispose]()
      rmSync(dir, { recursive: true })
    },
  }
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error(`there is no number ${index} of ${list.length}`)
  return found
}
