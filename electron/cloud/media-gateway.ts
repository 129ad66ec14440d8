import type { Logger } from '../logging/port.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { isEndless, looksLikePlaylist, mediaHeaders, nothingMore, playlistHeaders, refuse } from './media/answer-headers.ts'
import { countEndlessStreams } from './media/endless-streams.ts'
import { createExposure, type Exposure } from './media/exposure.ts'
import { AddressRefused, createFetchHop, type FetchHop, type MediaAnswer } from './media/fetch-hop.ts'
import { fetchFollowing } from './media/follow-redirects.ts'
import { type RandomBytes, secureRandomBytes } from './media/random-bytes.ts'
import { isPlaylist, rewritePlaylist } from './media/rewrite-playlist.ts'
import { streamBody } from './media/stream-body.ts'
import type { ExposedMedia, MediaGateway } from './media-gateway-port.ts'
import { readBody } from './read-body.ts'

export type MediaGatewayOptions = {
  readonly logger: Logger
  readonly fetchHop?: FetchHop
  readonly timers?: Timers
  readonly randomBytes?: RandomBytes
  /** For an answer to begin, redirects included, and for a whole playlist. */
  readonly answerTimeoutMs?: number
  /** For the next piece of a body that is being read. */
  readonly stallTimeoutMs?: number
}

const rememberedHandles = 8
/** Pages beside each other that each play the return feed as HTTP-FLV. */
const mostEndlessStreams = 4
const longestPlaylistBytes = 8 * 1024 * 1024
const localPath = /^\/media\/([A-Za-z0-9_-]{22})\/([0-9a-z]{1,8})(?:\.[a-z0-9]{1,5})?$/
/** Delivery directives of low-latency HLS; the only thing of the page's query that reaches the service. */
const directives: Readonly<Record<string, RegExp>> = { _HLS_msn: /^\d{1,15}$/, _HLS_part: /^\d{1,6}$/, _HLS_skip: /^(?:YES|v2)$/ }

type Exposed = { readonly key: string; readonly exposure: Exposure }

/** The door of `MediaGateway` over HTTP. Only what is exposed now, and what its manifests named, can be asked for. */
export function createMediaGateway(options: MediaGatewayOptions): MediaGateway {
  const { timers = systemTimers, randomBytes = secureRandomBytes, fetchHop = createFetchHop() } = options
  const answerTimeoutMs = options.answerTimeoutMs ?? 10_000
  const stallTimeoutMs = options.stallTimeoutMs ?? 15_000
  const logger = options.logger.child('media')
  const endless = countEndlessStreams(mostEndlessStreams)
  const exposed = new Map<ExposedMedia, Exposed>()
  /** Handles of what was exposed last, newest first: a player asks once more before the page has heard that it is over. */
  let over: readonly string[] = []

  async function serve(request: Request, exposure: Exposure, address: string): Promise<Response> {
    const url = new URL(address)
    const asPlaylist = looksLikePlaylist(undefined, url.pathname)
    const asked = asPlaylist ? withDirectives(url, new URL(request.url).searchParams) : url
    const range = asPlaylist ? null : readRange(request.headers.get('range'))

    const over = new AbortController()
    const stop = () => over.abort()
    const enders = [exposure.ended.signal, request.signal]
    for (const signal of enders) {
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop, { once: true })
    }
    const release = () => {
      for (const signal of enders) signal.removeEventListener('abort', stop)
    }
    let timedOut = false
    const stopTimer = timers.after(answerTimeoutMs, () => {
      timedOut = true
      stop()
    })

    try {
      const answer = await fetchFollowing(fetchHop, asked, {
        method: request.method === 'HEAD' ? 'HEAD' : 'GET',
        headers: { accept: '*/*', 'accept-encoding': 'identity', ...(range === null ? {} : { range }) },
        allowPrivateHosts: exposure.allowPrivateHosts,
        signal: over.signal,
        streamingToken: exposure.streamingToken,
        tokenOrigin: exposure.origin,
      })
      answer.body.once('close', release)
      return await respondWith(answer, exposure, request.method === 'HEAD')
    } catch (error) {
      release()
      if (exposure.ended.signal.aborted) return nothingMore()
      logger.debug('media not served', { host: url.host, reason: timedOut ? 'timeout' : reasonOf(error) })
      return refuse(timedOut ? 504 : 502)
    } finally {
      stopTimer()
    }
  }

  async function respondWith(answer: MediaAnswer & { readonly url: URL }, exposure: Exposure, head: boolean): Promise<Response> {
    const { status, body, header, url } = answer
    if (status !== 200 && status !== 206) {
      body.destroy()
      logger.debug('media not served', { host: url.host, status })
      if (status === 416) return refuse(416, contentRangeOf(header))
      return refuse(status === 404 || status === 410 ? 404 : 502)
    }
    if (!looksLikePlaylist(header('content-type'), url.pathname)) {
      if (!head) return new Response(streamed(), { status, headers: mediaHeaders(header, url.pathname) })
      body.resume()
      return new Response(null, { status, headers: mediaHeaders(header, url.pathname) })
    }
    if (head) {
      body.resume()
      return new Response(null, { status: 200, headers: playlistHeaders(header) })
    }
    const text = await readBody(streamBody(body, timers, stallTimeoutMs), longestPlaylistBytes)
    // The first answer to a range of something that turned out to be a playlist would be a piece of it.
    if (text === null || status === 206 || !isPlaylist(text)) {
      logger.debug('media not served', { host: url.host, reason: 'not a whole playlist' })
      return refuse(502)
    }
    const nowhere = `/media/${exposure.handle}/none`
    const toLocal = (next: URL | null) => (next?.protocol === 'https:' || next?.protocol === 'http:' ? exposure.admit(next) : nowhere)
    return new Response(rewritePlaylist(text, url.href, toLocal), { status: 200, headers: playlistHeaders(header) })

    function streamed(): ReadableStream<Uint8Array> {
      if (!isEndless(header, url.pathname)) return streamBody(body, timers, stallTimeoutMs)
      const { ended, over } = endless.begin()
      body.once('close', over)
      return streamBody(body, timers, stallTimeoutMs, AbortSignal.any([ended, exposure.ended.signal]))
    }
  }

  return {
    expose: (what, url, { allowPrivateHosts, streamingToken }) => {
      if (streamingToken !== undefined) logger.hide(streamingToken)
      const key = JSON.stringify([url, allowPrivateHosts, streamingToken === undefined])
      const current = exposed.get(what)
      if (current?.key === key) {
        current.exposure.streamingToken = streamingToken
        return current.exposure.entryPath
      }
      current?.exposure.ended.abort()
      if (current) over = [current.exposure.handle, ...over].slice(0, rememberedHandles)
      exposed.delete(what)
      if (url === null || !URL.canParse(url)) return null
      const entry = new URL(url)
      if (entry.protocol !== 'https:' && entry.protocol !== 'http:') return null
      entry.hash = ''
      const exposure = createExposure(entry, { allowPrivateHosts, streamingToken }, randomBytes)
      exposed.set(what, { key, exposure })
      return exposure.entryPath
    },
    respond: async (request) => {
      try {
        const match = localPath.exec(new URL(request.url).pathname)
        const found = [...exposed.values()].find(({ exposure }) => exposure.handle === match?.[1])
        const address = found?.exposure.addressOf(match?.[2] ?? '') ?? null
        if (found === undefined && match?.[1] !== undefined && over.includes(match[1])) return nothingMore()
        if (found === undefined || address === null) return refuse(404)
        if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { allow: 'GET, HEAD' })
        return await serve(request, found.exposure, address)
      } catch (error) {
        logger.error('the media gateway threw', { error: String(error) })
        return refuse(502)
      }
    },
  }
}

/** A single byte range as players send it; anything else is not passed on, which asks for the whole. */
const readRange = (header: string | null): string | null => (header !== null && /^bytes=(?:\d+-\d*|-\d+)$/.test(header.trim()) ? header.trim() : null)

function withDirectives(url: URL, query: URLSearchParams): URL {
  const passed = [...query].filter(([name, value]) => directives[name]?.test(value)).map(([name, value]) => `${name}=${value}`)
  if (passed.length === 0) return url
  const next = new URL(url)
  next.search = `${url.search === '' ? '?' : `${url.search}&`}${passed.join('&')}`
  return next
}

function contentRangeOf(header: MediaAnswer['header']): Record<string, string> {
  const range = header('content-range')
  return range === undefined ? {} : { 'content-range': range }
}

const reasonOf = (error: unknown): string =>
  error instanceof AddressRefused ? error.message : error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
