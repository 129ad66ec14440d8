import type { FileHandle } from 'node:fs/promises'
import type { Failure } from '#shared/failure'
import { ok, type Result } from '#shared/result'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { openPictureFile } from './open-picture-file.ts'
import type { OpenSource, SourceRequest, SourceSink, SourceState } from './port.ts'
import { readStillTraits, type StillTraits, stillHeadBytes } from './read-still-traits.ts'
import type { FrameStore } from './read-y4m.ts'
import { goodLifeMs, restartWaitMs } from './restart-wait.ts'
import type { SourceAbilities } from './source-abilities.ts'
import { sourceCommands } from './source-args.ts'
import { type SourceProcess, startSource } from './source-process.ts'

export type OpenSourceDeps = {
  readonly ffmpegPath: string
  readonly abilities: SourceAbilities
  readonly frames: FrameStore
  readonly env: NodeJS.ProcessEnv
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  readonly clock: Clock
  /** Of a page: it can go on only with a new recording. */
  readonly wantsRecording?: () => void
}

const tickMs = 200
/** A tick that comes much later means that we stood still, which is not the source’s fault. */
const mostPerTickMs = 2 * tickMs
const stalledMs = 1000
const standsStillMs = 3000
/** Some cameras take several seconds until their first picture. */
const firstPieceMs = 10_000
/** What a page sent is kept until something came of it, so that a plainer command line can have it too. */
const longestBeginning = 4 * 1024 * 1024

/** Every recording that a page begins starts with this: the header of EBML (RFC 8794). */
export const beginsRecording = (chunk: Uint8Array): boolean => chunk[0] === 0x1a && chunk[1] === 0x45 && chunk[2] === 0xdf && chunk[3] === 0xa3

/**
 * Opens a source and keeps it open: whatever ends it, it is opened again until `close`. `onState` tells of every change after `opening`; a source that
 * was lost stays so until something comes of it. Frames come from `deps.frames` and belong to the sink.
 */
export const openSource = (request: SourceRequest, sink: SourceSink, deps: OpenSourceDeps): OpenSource => {
  const { clock } = deps
  const input = request.picture?.input
  const isPage = input?.kind === 'page' || request.sound?.kind === 'page'
  const isImage = input?.kind === 'image'
  const commands = sourceCommands(request, deps.abilities)
  let state: SourceState = { state: 'opening' }
  let current: SourceProcess | null = null
  const leaving = new Set<Promise<void>>()
  let closing: Promise<void> | null = null
  let restart: NodeJS.Timeout | undefined
  /** Which of the commands is tried. */
  let way = 0
  let losses = 0
  let idleMs = 0
  let tickedMs = clock.monotonicMs()
  let aliveSinceMs: number | null = null
  let beginning: Uint8Array[] | null = null
  let launches = 0

  const say = (next: SourceState) => {
    const sameLoss = next.state === 'lost' && state.state === 'lost' && next.failure.code === state.failure.code
    if (closing !== null || sameLoss || (next.state !== 'lost' && next.state === state.state)) return
    state = next
    sink.onState(next)
  }

  const alive = () => {
    idleMs = 0
    beginning = null
    aliveSinceMs ??= clock.monotonicMs()
    say({ state: 'running' })
  }

  const lose = (why: Failure) => {
    if (aliveSinceMs !== null && clock.monotonicMs() - aliveSinceMs >= goodLifeMs) losses = 0
    losses += 1
    beginning = null
    say({ state: 'lost', failure: why })
    // what a page sends makes sense only from the beginning of a recording, and only the page can begin one
    restart = setTimeout(() => (isPage ? deps.wantsRecording?.() : void launch()), restartWaitMs(losses))
  }

  const launch = async (): Promise<void> => {
    launches += 1
    const launched = launches
    const file: Result<FileHandle | null> = input?.kind === 'image' || input?.kind === 'file' ? await openPictureFile(input.path) : ok(null)
    if (closing !== null || launched !== launches) {
      if (file.ok) await file.value?.close()
      return
    }
    if (!file.ok) return lose(file.failure)
    const handle = file.value
    const command = (isImage && handle !== null ? sourceCommands(request, deps.abilities, await traitsOf(handle)) : commands)[way]
    if (closing !== null || launched !== launches) {
      await handle?.close()
      return
    }
    if (command === undefined) throw new Error('no way to open it')
    idleMs = 0
    aliveSinceMs = null
    const process = startSource({
      ...deps,
      request,
      command,
      file: handle?.fd ?? null,
      sink: {
        onFrame: (frame, atMs) => {
          alive()
          sink.onFrame(frame, atMs)
        },
        onSound: (samples, atMs) => {
          alive()
          sink.onSound(samples, atMs)
        },
      },
    })
    current = process
    for (const chunk of beginning ?? []) process.feed(chunk)
    void process.ended.then((end) => {
      if (current !== process || closing !== null) return
      current = null
      const plainer = end.asksForTooMuch && way + 1 < commands.length
      if (plainer) {
        way += 1
        void launch()
        return
      }
      if (process.given() === 0 && !isPage) way = 0
      lose(end.failure)
    })
    await handle?.close()
  }

  const retire = (process: SourceProcess) => {
    const gone = process.stop().finally(() => leaving.delete(gone))
    leaving.add(gone)
  }

  const watch = setInterval(() => {
    const nowMs = clock.monotonicMs()
    idleMs += Math.min(nowMs - tickedMs, mostPerTickMs)
    tickedMs = nowMs
    if (current === null) return
    const everCame = current.given() > 0
    if (everCame && idleMs >= stalledMs) say({ state: 'stalled' })
    const mostMs = everCame ? standsStillMs : firstPieceMs
    if (idleMs >= mostMs && !current.hungry()) current.giveUp(`nothing came for ${mostMs} ms`)
  }, tickMs)

  const feed = (chunk: Uint8Array) => {
    if (!isPage || closing !== null) return
    if (beginsRecording(chunk)) {
      clearTimeout(restart)
      if (current !== null) retire(current)
      current = null
      beginning = [chunk]
      void launch()
      return
    }
    current?.feed(chunk)
    if (beginning === null) return
    beginning.push(chunk)
    if (beginning.reduce((sum, { length }) => sum + length, 0) > longestBeginning) beginning = null
  }

  const close = async (): Promise<void> => {
    clearInterval(watch)
    clearTimeout(restart)
    if (current !== null) retire(current)
    await Promise.all(leaving)
  }

  if (isPage) deps.wantsRecording?.()
  else void launch()
  return {
    request,
    state: () => state,
    feed,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Read from the file’s beginning, wherever its reader stands. What cannot be read says so once it is opened. */
async function traitsOf(file: FileHandle): Promise<StillTraits> {
  const head = Buffer.alloc(stillHeadBytes)
  const { bytesRead } = await file.read(head, 0, head.length, 0).catch(() => ({ bytesRead: 0 }))
  return readStillTraits(head.subarray(0, bytesRead))
}
