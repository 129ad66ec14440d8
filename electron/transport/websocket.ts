import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import { binaryHeaderBytes, maxPieceBytes, maxUpMessageBytes } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { MediaGateway } from '../cloud/media-gateway-port.ts'
import type { Core } from '../core/port.ts'
import type { Logger } from '../logging/port.ts'
import { closedDoor, isForeign, readCookie, refuseUpgrade } from './door.ts'
import { pageHeaders } from './page-headers.ts'
import { dressPage, type PageLook } from './page-look.ts'
import { type AddressPlace, createPageSessions } from './page-sessions.ts'
import { servePage } from './serve-page.ts'

export type WebTransport = {
  readonly port: number
  /** A further address that opens the page once; one for a page ends after ten minutes. */
  readonly newPageUrl: (place?: AddressPlace) => string
  /** From now on pages are served; before, they are told to wait. */
  readonly serve: (core: Core) => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type WebTransportOptions = {
  readonly port: number
  /** The built page. */
  readonly rendererDir: string
  /** What the settings say when a page is asked for; without it the page is served as it was built. */
  readonly look?: () => PageLook | null
  readonly gateway: MediaGateway
  readonly logger: Logger
  readonly monotonicMs: () => number
  /** Says a sentence to the owner, in the terminal: the way back in when no page is open. */
  readonly tell: (sentence: string) => void
}

const maxPages = 256
/** A page that takes nothing any more while it goes on asking. Streams are conflated, so an honest page never comes near. */
const maxUnsentBytes = 8 * 1024 * 1024
/** A reload leaves for a moment. */
const awayAfterMs = 3_000
const heartbeatMs = 15_000

/** Serves page, contract and media to browsers on this computer. Listens on loopback only. */
export async function listenForPages(options: WebTransportOptions): Promise<Result<WebTransport>> {
  const { logger, gateway } = options
  const sessions = createPageSessions(options.monotonicMs)
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: binaryHeaderBytes + maxPieceBytes })
  const app = Fastify({ logger: false, bodyLimit: 1024, requestTimeout: 15_000, keepAliveTimeout: 5_000, forceCloseConnections: true })
  app.server.headersTimeout = 10_000
  let core: Core | null = null
  let port = 0

  const cookieName = () => `tally-${port}`
  const hosts = () => [`127.0.0.1:${port}`, `localhost:${port}`]
  const mayEnter = (request: IncomingMessage) => sessions.isOpen(readCookie(request.headers.cookie, cookieName()))

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders(`ws://${request.headers.host}`, 'self'))
    // A foreign name that resolves to this computer must not reach us (DNS rebinding).
    if (!hosts().includes(request.headers.host ?? '')) return reply.code(421).type('text/plain').send('This address does not belong to Tally.\n')
    if (isForeign(request.raw, hosts())) return reply.code(403).type('text/plain').send('Requests from other sites are refused.\n')
    const token = (request.query as Record<string, unknown>).token
    if (token !== undefined && request.method === 'GET') return mayEnter(request.raw) ? forward(reply) : enter(reply, token)
    if (!mayEnter(request.raw)) return reply.code(401).type('text/html').send(closedDoor)
  })

  const newPageUrl = (place: AddressPlace = 'page') => `http://127.0.0.1:${port}/?token=${sessions.newToken(place)}`

  // Not a redirect: after one, a browser that came from another site would hold the strict cookie back.
  const forward = (reply: FastifyReply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/html')
      .send('<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>Tally</title>')

  const enter = (reply: FastifyReply, token: unknown) => {
    const redeemed = typeof token === 'string' ? sessions.redeem(token) : null
    if (redeemed === 'used') options.tell(`This address opens Tally once more: ${newPageUrl('terminal')}`)
    if (redeemed === null || redeemed === 'used') return reply.code(401).type('text/html').send(closedDoor)
    return forward(reply.header('set-cookie', `${cookieName()}=${redeemed.cookie}; HttpOnly; SameSite=Strict; Path=/`))
  }

  app.route({
    method: ['GET', 'HEAD'],
    url: '/media/*',
    exposeHeadRoute: false,
    handler: (request, reply) => answerFromGateway(gateway, request, reply),
  })
  // Never from a cache: language and theme on it are those of this moment.
  app.get('/', async (_request, reply) => {
    const html = await readFile(join(options.rendererDir, 'index.html'), 'utf8')
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(dressPage(html, options.look?.() ?? null))
  })
  await app.register(fastifyStatic, { root: options.rendererDir, cacheControl: false, index: false })

  let away: NodeJS.Timeout | undefined
  const sayHowToReturn = () => {
    clearTimeout(away)
    away = setTimeout(() => {
      if (sockets.clients.size === 0) options.tell(`No page is open; Tally goes on. Open it again: ${newPageUrl('terminal')}`)
    }, awayAfterMs)
    away.unref()
  }

  app.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = refuseUpgrade(request, {
      hosts: hosts(),
      mayEnter: mayEnter(request),
      full: sockets.clients.size >= maxPages,
      ready: core !== null,
    })
    if (refusal !== null || core === null) {
      socket.end(`HTTP/1.1 ${refusal ?? '503 Service Unavailable'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const served = core
    sockets.handleUpgrade(request, socket, head, (page) => {
      attachPage(served, page, logger)
      page.on('close', sayHowToReturn)
    })
  })

  try {
    await app.listen({ host: '127.0.0.1', port: options.port })
  } catch (error) {
    await app.close()
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' || code === 'EACCES') return err(failure('port-busy', { params: { port: options.port } }))
    throw new Error(`cannot listen: ${message}`)
  }
  port = (app.server.address() as AddressInfo).port
  const heartbeat = setInterval(() => dropDeadPages(sockets), heartbeatMs)
  heartbeat.unref()

  return ok({
    port,
    newPageUrl,
    serve: (ready) => {
      core = ready
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(heartbeat)
      clearTimeout(away)
      for (const page of sockets.clients) {
        page.removeListener('close', sayHowToReturn)
        page.terminate()
      }
      await app.close()
    },
  })
}

type LivePage = WebSocket & { answered?: boolean }

function attachPage(core: Core, page: LivePage, logger: Logger): void {
  const server = servePage(
    core,
    {
      send: (data) => {
        if (page.bufferedAmount > maxUnsentBytes) page.terminate()
        else page.send(data)
      },
      refuse: (reason) => {
        logger.warn('a page was refused', { reason })
        page.close(1008, reason)
      },
    },
    logger,
  )
  page.answered = true
  page.on('pong', () => {
    page.answered = true
  })
  page.on('message', (data: Buffer, isBinary) => {
    if (isBinary) server.receive(data)
    else if (data.length > maxUpMessageBytes) page.close(1009)
    else server.receive(data.toString())
  })
  page.on('error', (error) => logger.debug('a page connection failed', { error: error.message }))
  page.on('close', () => server[Symbol.dispose]())
}

function dropDeadPages(sockets: WebSocketServer): void {
  for (const page of sockets.clients as Set<LivePage>) {
    if (page.answered === false) page.terminate()
    page.answered = false
    page.ping()
  }
}

async function answerFromGateway(gateway: MediaGateway, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.hijack()
  const aborted = new AbortController()
  reply.raw.on('close', () => aborted.abort())
  const headers = new Headers()
  for (const name of ['range', 'accept', 'if-range'] as const) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const response = await gateway.respond(
    new Request(`http://${request.headers.host}${request.url}`, { method: request.method, headers, signal: aborted.signal }),
  )
  await writeResponse(reply.raw, response, reply.getHeaders())
}

async function writeResponse(raw: ServerResponse, response: Response, headers: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(headers)) raw.setHeader(name, String(value))
  response.headers.forEach((value, name) => {
    raw.setHeader(name, value)
  })
  raw.writeHead(response.status)
  if (response.body === null) {
    raw.end()
    return
  }
  // A viewer that leaves in the middle is no trouble.
  await pipeline(Readable.fromWeb(response.body as import('node:stream/web').ReadableStream), raw).catch(() => raw.destroy())
}
