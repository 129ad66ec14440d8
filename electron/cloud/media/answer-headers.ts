/** The kinds of media that HLS and archives are made of, by file ending. */
const typeOfEnding: Readonly<Record<string, string>> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m3u: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  m4v: 'video/mp4',
  cmfv: 'video/mp4',
  m4a: 'audio/mp4',
  cmfa: 'audio/mp4',
  aac: 'audio/aac',
  flv: 'video/x-flv',
  vtt: 'text/vtt',
}

const playlistType = 'application/vnd.apple.mpegurl'

/**
 * What the page is told that it gets. The answer comes from the page's own origin, so nothing may ever arrive as
 * something a browser would run or show: only media types pass, the rest is named by its ending or is plain bytes.
 */
function safeContentType(upstream: string | undefined, pathname: string): string {
  const essence = (upstream ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^(?:video|audio)\/[a-z0-9.+-]+$/.test(essence) || essence === 'text/vtt') return essence
  return typeOfEnding[/\.([a-z0-9]+)$/i.exec(pathname)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

export function looksLikePlaylist(upstreamType: string | undefined, pathname: string): boolean {
  return /mpegurl/i.test(upstreamType ?? '') || /\.m3u8?$/i.test(pathname)
}

/** HTTP-FLV: one answer that goes on for as long as the broadcast does. */
export const isEndless = (header: (name: string) => string | undefined, pathname: string): boolean =>
  header('content-length') === undefined && (/\.flv$/i.test(pathname) || /^video\/x-flv\b/i.test(header('content-type') ?? ''))

/** On every answer: nothing here is a document. */
const always = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
} as const

/** The headers of the service that the page gets to see; all others (cookies above all) stay here. */
const passedOn = ['content-range', 'accept-ranges', 'cache-control', 'last-modified'] as const

export function mediaHeaders(upstream: (name: string) => string | undefined, pathname: string): Record<string, string> {
  const headers: Record<string, string> = { ...always, 'content-type': safeContentType(upstream('content-type'), pathname) }
  for (const name of passedOn) {
    const value = upstream(name)
    if (value !== undefined) headers[name] = value
  }
  const length = upstream('content-length')
  if (length !== undefined && upstream('content-encoding') === undefined) headers['content-length'] = length
  return headers
}

export function playlistHeaders(upstream: (name: string) => string | undefined): Record<string, string> {
  return { ...always, 'content-type': playlistType, 'cache-control': upstream('cache-control') ?? 'no-store' }
}

/** For what could be had a moment ago: the page will hear of the end, and a browser reports no error. */
export const nothingMore = (): Response => new Response(null, { status: 204, headers: { ...always, 'cache-control': 'no-store' } })

/** An answer without media: says what went wrong and nothing about where. */
export function refuse(status: 404 | 405 | 416 | 502 | 504, more: Record<string, string> = {}): Response {
  const sentence = { 404: 'not found', 405: 'method not allowed', 416: 'range not satisfiable', 502: 'bad gateway', 504: 'gateway timeout' }[status]
  return new Response(`${sentence}\n`, {
    status,
    headers: { ...always, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...more },
  })
}
