import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Protocol, Session } from 'electron'
import type { MediaGateway } from '../cloud/media-gateway-port.ts'
import { type MayRecord, pageHeaders } from '../transport/page-headers.ts'
import { dressPage, type PageLook } from '../transport/page-look.ts'
import { pageOrigin, pageScheme } from './page-origin.ts'

/** Must run before `ready`. A standard, secure scheme of our own instead of `file://` (Electron security checklist 18). */
export function registerPageScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }])
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Answers the page's files and its media from one origin. The page itself comes in the language and theme of the settings.
 * @param mayRecord whether the pages of this session may open devices and screens
 */
export function servePageFiles(
  session: Pick<Session, 'protocol'>,
  rendererDir: string,
  gateway: MediaGateway,
  look: () => PageLook | null,
  mayRecord: MayRecord = 'nobody',
): void {
  const withHeaders = (response: Response): Response => {
    const headers = new Headers(response.headers)
    for (const [name, value] of Object.entries(pageHeaders('', mayRecord))) headers.set(name, value)
    return new Response(response.body, { status: response.status, headers })
  }

  session.protocol.handle(pageScheme, async (request) => {
    const url = new URL(request.url)
    if (url.origin !== pageOrigin && url.host !== 'tally') return new Response(null, { status: 404 })
    if (url.pathname.startsWith('/media/')) return withHeaders(await gateway.respond(request))
    const isPage = url.pathname === '/'
    const path = normalize(join(rendererDir, decodeURIComponent(isPage ? '/index.html' : url.pathname)))
    if (!path.startsWith(rendererDir + sep)) return new Response(null, { status: 404 })
    try {
      const type = types[extname(path)] ?? 'application/octet-stream'
      const body = await readFile(path)
      return withHeaders(new Response(isPage ? dressPage(body.toString('utf8'), look()) : body, { headers: { 'content-type': type } }))
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}
