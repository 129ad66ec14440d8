import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answers, documentedManners, hugeRoomId, type Json, type Manners, mannered, page, refusal, room } from './documented-answers.ts'

/** What the next requests meet instead of their answer, or on its way. */
export type Trouble =
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly kind: 'cut'; readonly when: 'before the answer' | 'after the headers' | 'within the body' }
  | { readonly kind: 'silence' }
  /** The answer comes when the server is told to (`letGo`). */
  | { readonly kind: 'held' }
  /** The right answer under another content type. */
  | { readonly kind: 'mislabelled'; readonly contentType: string }

export type Met = { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: unknown }

export type DocumentedServer = {
  readonly url: string
  readonly met: readonly Met[]
  /** `GET /v2/…`, without the query, oldest first. */
  readonly paths: () => readonly string[]
  /** Every request from now on, or only so many. */
  readonly cause: (trouble: Trouble, times?: number) => void
  /** Lets the held answer of the nth request (from 0) go. */
  readonly letGo: (index: number) => void
  /** Resolves when so many requests are held. */
  readonly heldBack: (count: number) => Promise<void>
  readonly close: () => Promise<void>
}

export const keyPair = { apiKey: 'app-key', apiSecret: 'app-secret' } as const
export const memberToken = 'token-of-creator1'

type Answer = { readonly status: number; readonly body?: unknown }
const ok = (body: unknown): Answer => ({ status: 200, body })
const created = (body: unknown): Answer => ({ status: 201, body })
const noContent: Answer = { status: 204 }
const refused = (status: number, errorCode: string): Answer => ({ status, body: refusal(errorCode) })

/**
 * A FlipFlop Cloud made of nothing but the JSON of its documents: one app, one member, one stream key and a few rooms.
 * It keeps no state; what it does well and badly is chosen by the test.
 */
export async function serveDocuments(manners: Partial<Manners> = {}): Promise<DocumentedServer> {
  const how: Manners = { ...documentedManners, ...manners }
  const met: Met[] = []
  const troubles: { readonly trouble: Trouble; left: number }[] = []
  const held = new Map<number, () => void>()
  let tellHeld = () => {}

  const rooms = [room(902, 'Third show', 'SCHEDULED'), room(901, 'Second show', 'LIVE'), room(900, 'First show', 'ARCHIVED')]

  function list(all: readonly Json[], query: URLSearchParams): Answer {
    const index = Number(query.get('page') ?? how.firstPage) - how.firstPage
    return ok(page(all, Math.max(0, index), Number(query.get('pageSize') ?? 20), how))
  }

  function answerRooms(method: string, rest: string, query: URLSearchParams, body: Json | undefined, needsOwner: boolean): Answer | null {
    if (rest === '') {
      if (method === 'GET') return list(rooms, query)
      if (method !== 'POST') return null
      if (needsOwner && body?.appUserId === undefined) return refused(400, 'EMPTY_VIDEO_ROOM_APP_USER_ID')
      if (body?.type === undefined) return refused(400, 'EMPTY_VIDEO_ROOM_TYPE')
      if (body.scheduledAt === undefined) return refused(400, 'EMPTY_VIDEO_ROOM_SCHEDULED_AT')
      return created({ ...room(903, String(body.title), 'SCHEDULED'), description: body.description ?? null })
    }
    if (rest.startsWith('/uuid/')) return method === 'GET' && !needsOwner ? ok(room(900, 'First show', 'ARCHIVED')) : null
    const [, id, action] = /^\/(\d+)(?:\/(.+))?$/.exec(rest) ?? []
    if (id === undefined) return null
    const found = rooms.find((one) => String(one.id) === id) ?? (how.hugeIds && id === hugeRoomId ? rooms[0] : undefined)
    if (found === undefined) return refused(404, 'VIDEO_ROOM_NOT_FOUND')
    if (action === undefined) {
      if (method === 'GET') return ok(found)
      if (method === 'PATCH') return ok({ ...found, ...body })
      return method === 'DELETE' ? noContent : null
    }
    const states: Readonly<Record<string, string>> =
      how.actionPaths === 'state'
        ? { 'rtmp-broadcast/state/live': 'LIVE', 'rtmp-broadcast/state/ended': 'ENDED', 'rtmp-broadcast/state/cancelled': 'CANCELLED' }
        : { start: 'LIVE', end: 'ENDED', 'rtmp-broadcast/state/cancelled': 'CANCELLED' }
    const state = states[action]
    return method === 'POST' && state !== undefined ? ok(room(Number(found.id), String(found.title), state)) : null
  }

  function answerApp(method: string, path: string, query: URLSearchParams, body: Json | undefined): Answer | null {
    const call = `${method} ${path}`
    if (path.startsWith('/video-rooms')) return answerRooms(method, path.slice('/video-rooms'.length), query, body, true)
    if (call === 'GET /members') return list([answers.member], query)
    if (call === 'POST /members') return created({ ...answers.member, ...body })
    if (call === 'POST /members/login' || call === 'POST /members/login-as-guest') return ok(answers.tokens)
    if (path.startsWith('/members/') && !/^\/members\/creator1(?:\/|$)/.test(path)) return refused(404, 'MEMBER_NOT_FOUND')
    if (call === 'GET /members/creator1') return ok(answers.member)
    if (call === 'PATCH /members/creator1') return ok({ ...answers.member, ...body })
    if (call === 'DELETE /members/creator1') return noContent
    if (call === 'GET /members/creator1/stream-key') return ok(answers.streamKey)
    if (call === 'POST /members/creator1/stream-key/force-terminate') return noContent
    if (call === 'PATCH /stream-keys/41') return ok(answers.streamKey)
    if (call === 'POST /stream-keys/41/reissue') return ok({ ...answers.streamKey, streamKeyState: 'INACTIVE', streamKey: 'sk-new' })
    if (call === 'GET /transcoding-profiles') return list([answers.profile], query)
    if (call === 'GET /video-posts') return list([answers.videoPost], query)
    if (call === 'GET /video-posts/5000') return ok(answers.videoPost)
    return null
  }

  function answerMember(method: string, path: string, query: URLSearchParams, body: Json | undefined): Answer | null {
    if (`${method} ${path}` === 'GET ') return ok(answers.self)
    if (`${method} ${path}` === 'GET /stream-key') return ok(answers.streamKey)
    return path.startsWith('/video-rooms') ? answerRooms(method, path.slice('/video-rooms'.length), query, body, false) : null
  }

  function answerOf({ method, path, query, body }: Met, authorization: string | undefined): Answer {
    const asked = body as Json | undefined
    const [, family, rest = ''] = /^\/v2\/(apps|members)\/me(.*)$/.exec(path) ?? []
    let answer: Answer | null = null
    if (family === 'apps') {
      if (authorization === undefined) return refused(401, 'EMPTY_APP_CREDENTIALS')
      const good = `Basic ${Buffer.from(`${keyPair.apiKey}:${keyPair.apiSecret}`).toString('base64')}`
      if (authorization !== good) return refused(401, 'INVALID_APP_CREDENTIALS')
      answer = answerApp(method, rest, query, asked)
    }
    if (family === 'members') {
      // What a refused token is called is not documented.
      if (authorization !== `Bearer ${memberToken}`) return refused(401, 'SOME_WORD_FOR_A_BAD_TOKEN')
      answer = answerMember(method, rest, query, asked)
    }
    return answer ?? { status: 404 }
  }

  function write(response: ServerResponse, { status, body }: Answer, contentType = 'application/json;charset=UTF-8'): void {
    if (body === undefined) {
      response.writeHead(status).end()
      return
    }
    const text = JSON.stringify(mannered(body, how))
    const whole = how.hugeIds ? text.replaceAll('"id":902,', `"id":${hugeRoomId},`) : text
    response.writeHead(status, { 'content-type': contentType }).end(whole)
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://localhost')
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const one: Met = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: text === '' ? undefined : JSON.parse(text),
    }
    const index = met.push(one) - 1
    const next = troubles.find(({ left }) => left > 0)
    if (next) next.left -= 1
    const trouble = next?.trouble
    const right = () => answerOf(one, request.headers.authorization)

    if (trouble === undefined) return write(response, right())
    switch (trouble.kind) {
      case 'answer':
        response.writeHead(trouble.status, trouble.headers).end(trouble.body)
        return
      case 'mislabelled':
        return write(response, right(), trouble.contentType)
      case 'silence':
        return
      case 'held':
        held.set(index, () => write(response, right()))
        tellHeld()
        return
      case 'cut': {
        if (trouble.when === 'before the answer') return void request.socket.destroy()
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
        if (trouble.when === 'after the headers') {
          response.flushHeaders()
          return void setImmediate(() => response.destroy())
        }
        response.write('{"id":900,', () => response.destroy())
      }
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    met,
    paths: () => met.map(({ method, path }) => `${method} ${path}`),
    cause: (trouble, times = Number.POSITIVE_INFINITY) => {
      troubles.push({ trouble, left: times })
    },
    letGo: (index) => held.get(index)?.(),
    heldBack: (count) =>
      new Promise((resolve) => {
        tellHeld = () => {
          if (held.size >= count) resolve()
        }
        tellHeld()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
