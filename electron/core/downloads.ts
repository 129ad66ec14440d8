import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DownloadView, SessionView } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { SaveMedia } from '../cloud/media-download-port.ts'
import type { MediaAccess } from '../cloud/media-gateway-port.ts'
import type { Logger } from '../logging/port.ts'
import type { Timers } from '../timers.ts'
import { fileName } from './file-name.ts'

export type DownloadsDeps = {
  readonly save: SaveMedia
  /** Where recordings are put. */
  readonly folder: string
  readonly timers: Timers
  readonly logger: Logger
  readonly onChange: () => void
  /** Whether a path is taken. */
  readonly exists?: (path: string) => boolean
}

export type WantedDownload = {
  readonly room: NonNullable<SessionView['room']>
  readonly file: NonNullable<SessionView['vod']>['files'][number]
  readonly access: MediaAccess
}

/** Recordings that are being saved to this computer, or were since the program started. */
export type Downloads = {
  readonly views: () => readonly DownloadView[]
  /** Begins to save one; the one that is under way for the same file is answered again. */
  readonly begin: (wanted: WantedDownload) => Result<{ downloadId: string }>
  readonly cancel: (downloadId: string) => Result<null>
  readonly find: (downloadId: string) => DownloadView | null
  /** Ends everything that is under way. */
  readonly [Symbol.dispose]: () => void
}

const remembered = 20
/** Progress is told this often at most; a page draws no faster. */
const tellEveryMs = 250

export function createDownloads({ save, folder, timers, logger, onChange, exists = existsSync }: DownloadsDeps): Downloads {
  let list: readonly DownloadView[] = []
  let ids = 0
  const running = new Map<string, AbortController>()
  let stopTimer: (() => void) | null = null

  const change = (id: string, next: Partial<DownloadView>) => {
    list = list.map((view) => (view.id === id ? { ...view, ...next } : view))
  }
  const tellSoon = () => {
    stopTimer ??= timers.after(tellEveryMs, () => {
      stopTimer = null
      onChange()
    })
  }

  /** A path that nothing has yet, neither on the disk nor among what is being saved. */
  function freePath(name: string, ending: string): string {
    for (let number = 1; ; number++) {
      const path = join(folder, `${name}${number === 1 ? '' : ` (${number})`}${ending}`)
      if (!exists(path) && !list.some((view) => view.path === path && view.state === 'running')) return path
    }
  }

  async function run(view: DownloadView, { file, access }: WantedDownload, signal: AbortSignal): Promise<void> {
    const onProgress = (progress: { receivedBytes: number; totalBytes: number | null }) => {
      change(view.id, progress)
      tellSoon()
    }
    const saved = await save({ url: file.url, path: view.path, ...access, signal, onProgress })
    running.delete(view.id)
    if (saved.ok) change(view.id, { state: 'done', receivedBytes: saved.value.bytes, totalBytes: saved.value.bytes })
    else if (saved.failure.code === 'download-cancelled') list = list.filter(({ id }) => id !== view.id)
    else change(view.id, { state: 'failed', failure: saved.failure })
    onChange()
  }

  return {
    views: () => list,
    begin: (wanted) => {
      const { room, file } = wanted
      if (!file.saves) return err(failure('not-allowed'))
      const same = list.find((view) => view.state === 'running' && view.roomId === room.id && view.fileId === file.id)
      if (same) return ok({ downloadId: same.id })
      const id = String(++ids)
      const path = freePath(fileName(room.title, `room ${room.id}`), endingOf(file.url))
      const view: DownloadView = {
        id,
        roomId: room.id,
        fileId: file.id,
        path,
        state: 'running',
        receivedBytes: 0,
        totalBytes: file.bytes,
        failure: null,
      }
      list = [...list, view].slice(-remembered)
      const cancel = new AbortController()
      running.set(id, cancel)
      run(view, wanted, cancel.signal).catch((error: unknown) => {
        running.delete(id)
        logger.error('saving a recording threw', { error: String(error) })
        change(id, { state: 'failed', failure: failure('bug', { detail: logger.redact(String(error)) }) })
        onChange()
      })
      onChange()
      return ok({ downloadId: id })
    },
    cancel: (downloadId) => {
      running.get(downloadId)?.abort()
      if (!running.has(downloadId)) list = list.filter(({ id }) => id !== downloadId)
      onChange()
      return ok(null)
    },
    find: (downloadId) => list.find(({ id }) => id === downloadId) ?? null,
    [Symbol.dispose]: () => {
      stopTimer?.()
      for (const cancel of running.values()) cancel.abort()
    },
  }
}

/** As the address names it; recordings are MP4 where it does not. */
const endingOf = (url: string): string => /\.(?:mp4|mov|flv|mkv|ts|webm|m4v)$/i.exec(URL.parse(url)?.pathname ?? '')?.[0].toLowerCase() ?? '.mp4'
