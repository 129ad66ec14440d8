import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import type { FaultSwitches } from '../faults.ts'
import type { RandomText } from '../random-text.ts'
import type { StoredPost, StoredRoom } from '../state/entities.ts'
import { archived, roomById } from '../state/rules.ts'
import type { Store } from '../state/store.ts'
import { makeCmaf } from './make-cmaf.ts'
import { makeVod } from './make-vod.ts'
import type { Recordings } from './recordings.ts'

export type ArchiverOptions = {
  readonly store: Store
  readonly recordings: Recordings
  /** Home of the finished videos. */
  readonly vodDir: string
  readonly faults: FaultSwitches
  readonly ffmpegPath: string
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  readonly randomText: RandomText
  readonly wallMs: () => number
  /** Resolves when nothing writes to a recording any more. */
  readonly settled: () => Promise<void>
}

export type Archiver = {
  readonly enqueue: (roomId: number) => void
  /** Takes up what an earlier run did not finish. */
  readonly resume: () => void
  /** Deletes the files of a video post that nobody wants any more. */
  readonly removeVod: (post: StoredPost) => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Turns recordings of ended rooms into video posts, one at a time: NOT_ARCHIVED → ARCHIVING → ARCHIVED or FAILED_ARCHIVING. */
export function createArchiver(options: ArchiverOptions): Archiver {
  const { store, recordings, faults, logger } = options
  const stopping = new AbortController()
  mkdirSync(options.vodDir, { recursive: true, mode: 0o700 })
  let queue = Promise.resolve()
  const now = () => new Date(options.wallMs()).toISOString()

  const put = (room: StoredRoom, post: StoredPost) => store.commit({ rooms: [room], posts: [post] })
  const current = (roomId: number) => {
    const room = roomById(store.read(), roomId)
    const post = store.read().posts.find((candidate) => candidate.id === room?.videoPostId)
    return room === undefined || post === undefined ? undefined : { room, post }
  }
  const setPost = (roomId: number, change: Partial<StoredPost>) => {
    const found = current(roomId)
    if (found !== undefined) store.commit({ posts: [{ ...found.post, ...change, lastModifiedAt: now() }] })
  }

  /** The video post may be there already, where an earlier run was interrupted. */
  function begin(room: StoredRoom): StoredPost {
    const at = now()
    const known = store.read().posts.find((candidate) => candidate.id === room.videoPostId)
    const post: StoredPost = {
      id: known?.id ?? store.newId(),
      state: 'ACTIVE',
      videoPostState: 'QUEUED',
      type: 'LIVE_RECORDED',
      accessLevel: room.accessLevel,
      memberId: room.memberId,
      videoRoomId: room.id,
      title: room.title,
      description: room.description,
      vodFile: known?.vodFile ?? null,
      size: known?.size ?? null,
      cmafDir: null,
      cmafSize: null,
      customData: known?.customData ?? null,
      createdAt: known?.createdAt ?? at,
      lastModifiedAt: at,
    }
    put({ ...room, vodState: 'ARCHIVING', videoPostId: post.id, lastModifiedAt: at }, post)
    return post
  }

  async function archive(roomId: number): Promise<void> {
    const { archiveDelayMs } = faults.read()
    if (archiveDelayMs > 0) await sleep(archiveDelayMs, undefined, { signal: stopping.signal })
    await options.settled()
    const room = roomById(store.read(), roomId)
    if (room === undefined || stopping.signal.aborted) return
    const post = begin(room)
    setPost(roomId, { videoPostState: 'PROCESSING' })
    // An earlier run came as far as the original.
    if (post.vodFile !== null) {
      await recordings.remove(roomId)
      return process(roomId, post.vodFile)
    }
    const { profiles } = store.read()
    const profile = profiles.find(({ id }) => id === room.profileId) ?? profiles.find(({ representativeType }) => representativeType === 'DEFAULT')
    const largest = profile?.profile.videoStreams.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a))
    const vodFile = `${post.id}-${options.randomText(24)}.mp4`
    const result = faults.read().archiveFail
      ? null
      : await makeVod({
          pieces: recordings.piecesOf(roomId),
          target: join(options.vodDir, vodFile),
          size: largest ?? { width: 1280, height: 720 },
          ffmpegPath: options.ffmpegPath,
          keeper: options.keeper,
          logger,
          signal: stopping.signal,
        })
    if (stopping.signal.aborted && result?.ok !== true) return
    const found = current(roomId)
    if (found === undefined) {
      // deleted meanwhile
      await removeFiles(vodFile)
      await recordings.remove(roomId)
      return
    }
    if (result?.ok === true) {
      // From here on the original can be watched, whatever becomes of its conversion.
      setPost(roomId, { vodFile, size: result.value })
      await recordings.remove(roomId)
      await process(roomId, vodFile)
      return
    }
    logger.warn('a broadcast could not be archived', { roomId, reason: result?.failure.detail ?? 'the fault archiveFail is on' })
    put(
      { ...found.room, vodState: 'FAILED_ARCHIVING', lastModifiedAt: now() },
      { ...found.post, videoPostState: 'FAILED_PROCESSING', lastModifiedAt: now() },
    )
  }

  /** The last step: PROCESSING → PROCESSED or FAILED_PROCESSING; archived is the room in both cases. */
  async function process(roomId: number, vodFile: string): Promise<void> {
    const { processDelayMs } = faults.read()
    if (processDelayMs > 0) await sleep(processDelayMs, undefined, { signal: stopping.signal })
    const cmafDir = vodFile.replace(/\.mp4$/, '')
    const { vodDir, ffmpegPath, keeper } = options
    const result = faults.read().processFail
      ? null
      : await makeCmaf({ source: join(vodDir, vodFile), target: join(vodDir, cmafDir), ffmpegPath, keeper, logger, signal: stopping.signal })
    if (stopping.signal.aborted && result?.ok !== true) return
    const found = current(roomId)
    if (found === undefined) return removeFiles(vodFile, cmafDir)
    if (result?.ok !== true)
      logger.warn('a video could not be converted', { roomId, reason: result?.failure.detail ?? 'the fault processFail is on' })
    put(archived(found.room, { at: now() }) ?? found.room, {
      ...found.post,
      ...(result?.ok === true ? { videoPostState: 'PROCESSED', cmafDir, cmafSize: result.value } : { videoPostState: 'FAILED_PROCESSING' }),
      lastModifiedAt: now(),
    })
  }

  async function removeFiles(...names: readonly (string | null)[]): Promise<void> {
    for (const name of names) if (name !== null) await rm(join(options.vodDir, name), { recursive: true, force: true })
  }

  const enqueue = (roomId: number) => {
    queue = queue
      .then(() => (stopping.signal.aborted ? undefined : archive(roomId)))
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) logger.error('archiving broke off', { roomId, error: String(error) })
      })
  }

  return {
    enqueue,
    resume: () => {
      for (const room of store.read().rooms) {
        const open = room.vodState === 'NOT_ARCHIVED' || room.vodState === 'ARCHIVING'
        if (room.type === 'BROADCAST_RTMP' && room.videoRoomState === 'ENDED' && open && !room.forciblyTerminated && room.state === 'ACTIVE')
          enqueue(room.id)
      }
    },
    removeVod: ({ vodFile, cmafDir }) => {
      queue = queue
        .then(() => removeFiles(vodFile, cmafDir))
        .catch((error: unknown) => logger.warn('a video could not be deleted', { error: String(error) }))
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await queue
    },
  }
}
