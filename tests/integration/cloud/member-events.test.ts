import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { openCloud } from '../../../electron/cloud/open-cloud.ts'
import type { CloudConnection, CloudObservation, CloudWatcher, MemberTokens } from '../../../electron/cloud/port.ts'
import type { AppUserId } from '../../../shared/ids.ts'
import { createHidingLogger } from '../../fakes/hiding-logger.ts'
import { streamKeyJson } from '../../unit/cloud/wire-samples.ts'
import { type LocalServer, serveLocally } from './local-server.ts'

const opened: (LocalServer | CloudConnection | CloudWatcher)[] = []

afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await ('close' in part ? part.close() : part[Symbol.dispose]())
})

/** A service with events for one member, written for these tests alone. */
async function service({ events = true, accepts = (_token: string): boolean => true } = {}) {
  const state = { key: 'INACTIVE', accepts }
  const streams: { readonly response: ServerResponse; readonly url: string; readonly token: string }[] = []
  const server = await serveLocally((request: IncomingMessage, response: ServerResponse) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const json = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/new-token') return json(200, { accessToken: 'second-token' })
    if (!state.accepts(token)) return json(401, { errorCode: 'INVALID_TOKEN' })
    if (request.url?.startsWith('/v2/members/me/event-sources')) {
      if (!events) return json(404, { timestamp: 'x', status: 404 })
      streams.push({ response, url: request.url, token })
      return response.writeHead(200, { 'content-type': 'text/event-stream;charset=UTF-8' }).write(': hello\n\n')
    }
    if (request.url === '/v2/members/me/stream-key') return json(200, { ...streamKeyJson, streamKeyState: state.key })
    return json(404, {})
  })
  opened.push(server)
  const asked = (path: string) => server.requests.filter(({ url }) => url?.startsWith(path)).length
  return {
    server,
    state,
    streams,
    keyQuestions: () => asked('/v2/members/me/stream-key'),
    streamQuestions: () => asked('/v2/members/me/event-sources'),
  }
}

function watch(server: LocalServer, { tokenUrl = false } = {}) {
  const told: MemberTokens[] = []
  const cloud = openCloud({
    baseUrl: server.url,
    credentials: {
      mode: 'member',
      tokens: { accessToken: 'first-token' },
      tokenUrl: tokenUrl ? { url: `${server.url}/new-token`, header: null } : null,
    },
    logger: createHidingLogger().logger,
    onTokens: (tokens) => told.push(tokens),
  })
  opened.push(cloud)
  const watcher = cloud.watch('creator1' as AppUserId)
  opened.push(watcher)
  const waits = new Set<() => void>()
  watcher.observe(() => {
    for (const look of waits) look()
  })
  cloud.onStanding(() => {
    for (const look of waits) look()
  })
  const until = (isSo: (observation: CloudObservation) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo(watcher.current())) return
        waits.delete(look)
        resolve()
      }
      waits.add(look)
      look()
    })
  return { cloud, watcher, told, until }
}

const changed = (id: number, data: object) =>
  `id: ${id}\ndata: ${JSON.stringify({ messageId: `m${id}`, customType: 'CHANGE_DATA_CAPTURE', customData: data })}\n\n`
const keyChanged = (id: number) => changed(id, { type: 'STREAM_KEY', streamKeyId: '41', streamKeyState: 'TOLD_BY_THE_EVENT' })

it('shows a change that the service tells of within a second, as the service answers it', async () => {
  const { server, state, streams, keyQuestions } = await service()
  const { cloud, until } = watch(server)
  await until(({ answeredAtMonotonicMs }) => answeredAtMonotonicMs !== null && cloud.standing().events === 'open')
  const before = keyQuestions()
  state.key = 'ACTIVE_PREP'
  const toldMs = performance.now()
  // The same one twice, one that is older, one that nobody knows, and a room that is not followed.
  const [stream] = streams
  stream?.response.write(
    keyChanged(5) + keyChanged(5) + keyChanged(3) + changed(6, { type: 'COMET' }) + changed(7, { type: 'VIDEO_ROOM', videoRoomId: 1 }),
  )
  stream?.response.write('event: whatever\ndata: not json\n\n')
  await until(({ streamKey }) => streamKey?.streamKeyState === 'ACTIVE_PREP')
  expect(performance.now() - toldMs).toBeLessThan(1_000)
  expect(keyQuestions() - before, 'a burst is one question; the first opening may have asked another').toBeLessThanOrEqual(2)
})

it('goes on after the last event when the stream is cut, and heals the gap with a question', async () => {
  const { server, state, streams } = await service()
  const { cloud, until } = watch(server)
  await until(() => cloud.standing().events === 'open')
  streams[0]?.response.write(keyChanged(5))
  state.key = 'ACTIVE'
  await until(({ streamKey }) => streamKey?.streamKeyState === 'ACTIVE')
  state.key = 'ACTIVE_LIVE'
  streams[0]?.response.destroy()
  await until(() => cloud.standing().events === 'polling')
  await until(({ streamKey }) => cloud.standing().events === 'open' && streamKey?.streamKeyState === 'ACTIVE_LIVE')
  expect(streams[1]?.url).toBe('/v2/members/me/event-sources?Last-Event-ID=5')
})

it('polls where there are no events, and asks for them once', async () => {
  const { server, state, streamQuestions } = await service({ events: false })
  const { cloud, watcher, until } = watch(server)
  watcher.setPace('quick')
  await until(({ answeredAtMonotonicMs }) => answeredAtMonotonicMs !== null)
  state.key = 'ACTIVE'
  await until(({ streamKey }) => streamKey?.streamKeyState === 'ACTIVE')
  expect([cloud.standing().events, streamQuestions()]).toEqual(['polling', 1])
})

it('renews a refused token once, repeats what was asked, and opens the events with the new one', async () => {
  const { server, state, streams } = await service()
  const { cloud, watcher, told, until } = watch(server, { tokenUrl: true })
  await until(({ answeredAtMonotonicMs }) => answeredAtMonotonicMs !== null && cloud.standing().events === 'open')
  state.accepts = (token) => token === 'second-token'
  const left = once(streams[0]?.response as ServerResponse, 'close')
  const [one, two] = await Promise.all([watcher.refresh(), cloud.api.getStreamKey('creator1' as AppUserId)])
  expect([one.failure, two.ok, told]).toEqual([null, true, [{ accessToken: 'second-token' }]])
  await left
  await until(() => streams.length === 2 && cloud.standing().events === 'open')
  expect(streams[1]?.token).toBe('second-token')
  expect(server.requests.filter(({ url }) => url === '/new-token')).toHaveLength(1)
  expect(cloud.standing().token).toMatchObject({ renewable: true, failure: null })
})

it('takes a token by hand when the old one is refused', async () => {
  const { server, state, streams } = await service()
  const { cloud, watcher, until } = watch(server)
  await until(({ answeredAtMonotonicMs }) => answeredAtMonotonicMs !== null && cloud.standing().events === 'open')
  state.accepts = (token) => token === 'by-hand'
  expect((await watcher.refresh()).failure?.code).toBe('member-token-rejected')
  expect(cloud.standing().token).toMatchObject({ renewable: false, failure: { code: 'member-token-rejected' } })
  cloud.renew({ accessToken: 'by-hand' })
  expect((await watcher.refresh()).failure).toBeNull()
  expect(cloud.standing().token?.failure).toBeNull()
  await until(() => streams.at(-1)?.token === 'by-hand' && cloud.standing().events === 'open')
})
