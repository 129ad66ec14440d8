import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from '../../logging/port.ts'
import { type FaultSwitches, type RouteFault, routeFault } from '../faults.ts'
import type { Doors } from './doors.ts'
import { refuse, unknownRoute } from './errors.ts'
import { createRequestLocks } from './request-locks.ts'
import type { Answer, ApiRequest, Route } from './route.ts'

type ApiServerOptions = {
  readonly doors: Doors
  readonly routes: readonly Route[]
  readonly faults: FaultSwitches
  readonly wallMs: () => number
  readonly logger: Logger
}

const bodyLimitBytes = 1_000_000

/** Serves the routes as FlipFlop Cloud does: credentials, JSON, error bodies. Not listening yet. Once it is closed, no request is worked on any more. */
export function createApiServer({ doors, routes, faults, wallMs, logger }: ApiServerOptions): FastifyInstance {
  const server = fastify({ bodyLimit: bodyLimitBytes, forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } })
  const locks = createRequestLocks()
  const stopping = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  server.addHook('preClose', async () => stopping.abort())
  server.addHook('onClose', async () => void (await Promise.allSettled(underWay)))
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('date', new Date(wallMs()).toUTCString())
  })

  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body)
    if (text.trim() === '') return done(null, undefined)
    try {
      done(null, JSON.parse(text))
    } catch (error) {
      done(error as Error)
    }
  })

  const serve = (route: Route) => async (raw: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(raw)
    const entry = doors[route.access ?? 'app'](raw.headers)
    if (entry.kind === 'closed') return send(reply, refuse(entry.errorCode))
    const request: ApiRequest = {
      params: raw.params as Record<string, string>,
      query: raw.query as Record<string, unknown>,
      body: raw.body ?? undefined,
      headers: raw.headers,
      caller: entry.caller,
    }
    let fault: RouteFault | undefined
    const work = locks.run(route.lock?.(request), async () => {
      if (route.control) return route.handle(request)
      await wait(faults.read().apiDelayMs)
      fault = routeFault(faults.read(), raw.method, path)
      await wait(fault?.delayMs ?? 0)
      if (stopping.signal.aborted) return refuse('INTERNAL_SERVER_ERROR') // nothing is begun any more, and nobody will read it
      if (fault?.cut === true) return refuse('INTERNAL_SERVER_ERROR') // nobody will read it
      if (fault?.status !== undefined) return { status: fault.status, body: fault.body }
      return route.handle(request)
    })
    underWay.add(work)
    const answer = await work.finally(() => underWay.delete(work))
    if (fault?.cut) {
      reply.hijack()
      raw.raw.socket.destroy()
      return reply
    }
    return send(reply.headers(fault?.headers ?? {}), answer)
  }
  const wait = async (ms: number) => {
    if (ms > 0) await delay(ms, stopping.signal)
  }

  for (const route of routes) server.route({ method: route.method, url: route.path, handler: serve(route) })

  const known = routes.map(({ path }) => new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}/?$`))
  server.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    return send(reply, known.some((pattern) => pattern.test(path)) ? refuse('UNSUPPORTED_HTTP_METHOD') : unknownRoute(path))
  })
  server.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500
    // A body that is no JSON is what Fastify answers with 4xx; everything else is a bug of ours.
    if (error instanceof SyntaxError || (status >= 400 && status < 500)) return send(reply, refuse('INVALID_HTTP_MESSAGE_BODY'))
    logger.error('the local FlipFlop Cloud failed to answer', { method: request.method, path: pathOf(request), error: String(error) })
    return send(reply, refuse('INTERNAL_SERVER_ERROR'))
  })
  return server
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? ''

function send(reply: FastifyReply, { status, body, stream }: Answer): FastifyReply {
  reply.code(status)
  if (stream !== undefined) {
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    stream(reply.raw)
    return reply
  }
  return body === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
}

/** Ends early when the server stops. */
const delay = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
