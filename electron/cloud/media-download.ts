import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from '../logging/port.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { AddressRefused, createFetchHop, type FetchHop } from './media/fetch-hop.ts'
import { fetchFollowing } from './media/follow-redirects.ts'
import type { SaveMedia } from './media-download-port.ts'

export type MediaDownloadOptions = {
  readonly logger: Logger
  readonly fetchHop?: FetchHop
  readonly timers?: Timers
  /** For an answer to begin, and for the next piece of it. */
  readonly silenceTimeoutMs?: number
  /** How often in a row a broken connection is taken up again without a single byte in between. */
  readonly retries?: number
}

const retryDelayMs = 1_000
const full: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])
const forbidden: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS'])

type Piece = { readonly kind: 'whole' } | { readonly kind: 'broken' } | { readonly kind: 'refused'; readonly failure: Failure }

/** Downloads recordings under the rules of the media gateway: the same redirects, no private addresses, the token only for its origin. */
export function createMediaDownload(options: MediaDownloadOptions): SaveMedia {
  const { timers = systemTimers, fetchHop = createFetchHop(), retries = 5 } = options
  const silenceTimeoutMs = options.silenceTimeoutMs ?? 15_000
  const logger = options.logger.child('download')

  return async (job) => {
    const part = `${job.path}.part`
    const start = new URL(job.url)
    const cancelled = () => err(failure('download-cancelled'))
    const refuse = (reason: string): Piece => ({
      kind: 'refused',
      failure: failure('download-failed', { params: { host: start.host }, detail: reason }),
    })
    if (job.streamingToken !== undefined) logger.hide(job.streamingToken)
    let received = 0
    let total: number | null = null
    /** What says that a later answer is about the same bytes (RFC 9110, 13.1.5). */
    let version: string | null = null

    /** One connection: asks for what is missing and writes it behind what is there. */
    async function take(write: (bytes: Uint8Array, at: number) => Promise<void>): Promise<Piece> {
      const silence = new AbortController()
      const signal = AbortSignal.any([job.signal, silence.signal])
      let stopTimer = timers.after(silenceTimeoutMs, () => silence.abort())
      const heard = () => {
        stopTimer()
        stopTimer = timers.after(silenceTimeoutMs, () => silence.abort())
      }
      let body: Readable | null = null
      try {
        const answer = await fetchFollowing(fetchHop, start, {
          method: 'GET',
          headers: {
            accept: '*/*',
            'accept-encoding': 'identity',
            ...(received === 0 ? {} : { range: `bytes=${received}-`, ...(version === null ? {} : { 'if-range': version }) }),
          },
          allowPrivateHosts: job.allowPrivateHosts,
          signal,
          streamingToken: job.streamingToken,
          tokenOrigin: start.origin,
        })
        body = answer.body
        if (answer.status !== 200 && answer.status !== 206) return answer.status >= 500 ? { kind: 'broken' } : refuse(`HTTP ${answer.status}`)
        // The whole again: the server knows no ranges, or the file is another one now.
        if (answer.status === 200) received = 0
        else if (rangeStart(answer.header('content-range')) !== received) return refuse('the server sent another range')
        const length = Number(answer.header('content-length') ?? Number.NaN)
        total = Number.isSafeInteger(length) ? received + length : null
        const tag = answer.header('etag')
        version = (tag?.startsWith('W/') ? undefined : tag) ?? answer.header('last-modified') ?? null
        job.onProgress({ receivedBytes: received, totalBytes: total })
        for await (const chunk of body) {
          heard()
          await write(chunk as Uint8Array, received)
          received += (chunk as Uint8Array).length
          job.onProgress({ receivedBytes: received, totalBytes: total })
        }
        return total === null || received === total ? { kind: 'whole' } : { kind: 'broken' }
      } catch (error) {
        if (error instanceof AddressRefused) return refuse(error.message)
        if (error instanceof DiskTrouble) throw error
        return { kind: 'broken' }
      } finally {
        stopTimer()
        body?.on('error', () => {}).destroy()
      }
    }

    async function takeAll(): Promise<Result<{ bytes: number }>> {
      await mkdir(dirname(job.path), { recursive: true }).catch(onDisk)
      const file = await open(part, 'w', 0o600).catch(onDisk)
      try {
        const write = async (bytes: Uint8Array, at: number) => void (await file.write(bytes, 0, bytes.length, at).catch(onDisk))
        for (let failed = 0; ; ) {
          const before = received
          const piece = await take(write)
          if (job.signal.aborted) return cancelled()
          if (piece.kind === 'refused') return err(piece.failure)
          if (piece.kind === 'whole') break
          failed = received > before ? 1 : failed + 1
          if (failed > retries)
            return err(failure('download-failed', { params: { host: start.host }, detail: 'the connection broke again and again' }))
          await pause(timers, retryDelayMs, job.signal)
          if (job.signal.aborted) return cancelled()
        }
        await file.truncate(received).catch(onDisk)
        await file.sync().catch(onDisk)
      } finally {
        await file.close()
      }
      await rename(part, job.path).catch(onDisk)
      return ok({ bytes: received })
    }

    try {
      const result = await takeAll()
      if (!result.ok) await rm(part, { force: true })
      return result
    } catch (error) {
      await rm(part, { force: true }).catch(() => {})
      if (!(error instanceof DiskTrouble)) throw error
      const code = full.has(error.code) ? 'disk-full' : forbidden.has(error.code) ? 'data-dir-read-only' : 'download-failed'
      logger.warn('a recording could not be written', { code: String(error.code) })
      return err(failure(code, { params: { path: dirname(job.path), host: start.host }, detail: String(error.code) }))
    }
  }
}

/** Writing failed, as opposed to reading. */
class DiskTrouble extends Error {
  readonly code: unknown
  constructor(cause: unknown) {
    super('writing failed', { cause })
    this.code = (cause as NodeJS.ErrnoException).code
  }
}

const onDisk = (error: unknown): never => {
  throw new DiskTrouble(error)
}

const rangeStart = (header: string | undefined): number | null => {
  const start = /^bytes (\d+)-/.exec(header ?? '')?.[1]
  return start === undefined ? null : Number(start)
}

const pause = (timers: Timers, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = timers.after(ms, done)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
