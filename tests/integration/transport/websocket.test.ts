import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { maxPieceBytes } from '#shared/contract'
import { ok } from '#shared/result'
import type { Core } from '../../../electron/core/port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { listenForPages, type WebTransport } from '../../../electron/transport/websocket.ts'

const core: Core = {
  call: async () => ok(null) as never,
  watch: (_stream, listener) => {
    listener({ peakDb: 0, rmsDb: 0, padding: 'x'.repeat(20_000) } as never)
    return () => {}
  },
  show: () => {},
  enter: () => ({ offer: () => {}, withdraw: () => {}, offered: () => false, feed: async () => {}, place: () => {}, [Symbol.dispose]: () => {} }),
  [Symbol.asyncDispose]: async () => {},
}
const gateway = { expose: () => null, respond: async (asked: Request) => new Response(`media ${new URL(asked.url).pathname}`) }

let dir: string
let web: WebTransport
let said: string[]

async function listen(port = 0) {
  return listenForPages({
    port,
    rendererDir: dir,
    look: () => ({ language: 'ko', theme: 'light' }),
    gateway,
    logger: silentLogger,
    monotonicMs: () => performance.now(),
    tell: (sentence) => said.push(sentence),
  })
}

beforeEach(async () => {
  said = []
  dir = await mkdtemp(join(tmpdir(), 'tally-page-'))
  await writeFile(join(dir, 'index.html'), '<html lang="en"><title>page</title>')
  const listening = await listen()
  if (!listening.ok) throw new Error('not listening')
  web = listening.value
  web.serve(core)
})

afterEach(async () => {
  await web[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port: web.port, path, headers: { host: `127.0.0.1:${web.port}`, ...headers } }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })

async function logIn(): Promise<string> {
  const answer = await get(new URL(web.newPageUrl()).search.replace(/^/, '/'))
  return String((answer.headers['set-cookie'] as string[])[0]).split(';')[0] ?? ''
}

/** Connects and tells how it went: `open`, or the status of the refusal. */
const connect = (headers: Record<string, string>, path = '/ws') =>
  new Promise<{ outcome: string; socket: WebSocket }>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}${path}`, { headers })
    socket.on('open', () => resolve({ outcome: 'open', socket }))
    socket.on('unexpected-response', (_request, response) => resolve({ outcome: String(response.statusCode), socket }))
    socket.on('error', () => {})
  })

test('the address with its token opens the page once and leaves only an HttpOnly strict cookie', async () => {
  const url = new URL(web.newPageUrl())
  const first = await get(url.pathname + url.search)
  expect(first).toMatchObject({ status: 200, headers: { 'set-cookie': [expect.stringMatching(/; HttpOnly; SameSite=Strict; Path=\/$/)] } })
  expect(await get(url.pathname + url.search)).toMatchObject({ status: 401 })
  expect(said).toEqual([expect.stringMatching(/^This address opens Tally once more: http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/)])

  const cookie = String((first.headers['set-cookie'] as string[])[0]).split(';')[0] ?? ''
  expect(await get('/', { cookie })).toMatchObject({
    status: 200,
    // Language and theme of the settings, from the first frame.
    body: '<html lang="ko" data-lang="ko" data-theme="light"><title>page</title>',
    headers: {
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
    },
  })
  expect(await get('/media/x/live.m3u8', { cookie })).toMatchObject({ status: 200, body: 'media /media/x/live.m3u8' })
})

test('whoever is in may use the old address again, and its token opens nothing for others', async () => {
  const cookie = await logIn()
  const { pathname, search } = new URL(web.newPageUrl())
  expect((await get(pathname + search)).status).toBe(200)
  expect(await get(pathname + search, { cookie })).toMatchObject({ status: 200, body: expect.stringContaining('url=/') })
  expect((await get(pathname + search)).status).toBe(401)
})

test('when the last page has left, the terminal shows the way back in', async () => {
  const { socket } = await connect({ cookie: await logIn(), origin: `http://127.0.0.1:${web.port}` })
  socket.terminate()
  await expect.poll(() => said, { timeout: 10_000 }).toEqual([expect.stringMatching(/^No page is open; Tally goes on\. Open it again: http/)])
})

test('a strange target of an upgrade is refused, not fatal', async () => {
  const headers = { cookie: await logIn(), origin: `http://127.0.0.1:${web.port}` }
  const answer = await new Promise((resolve) => {
    const asked = request({
      host: '127.0.0.1',
      port: web.port,
      path: '//',
      headers: { ...headers, host: `127.0.0.1:${web.port}`, connection: 'Upgrade', upgrade: 'websocket' },
    })
    asked
      .on('response', (response) => resolve(response.statusCode))
      .on('error', resolve)
      .end()
  })
  expect(answer).toBe(404)
  expect((await get('/', headers)).status).toBe(200)
})

test('without a session there is neither page, media nor contract', async () => {
  expect([(await get('/')).status, (await get('/media/x')).status, (await get('/?token=guess')).status]).toEqual([401, 401, 401])
  expect((await connect({ origin: `http://127.0.0.1:${web.port}` })).outcome).toBe('401')
})

test('foreign hosts and origins are refused even with a session', async () => {
  const cookie = await logIn()
  const origin = `http://127.0.0.1:${web.port}`
  expect((await get('/', { cookie, host: 'evil.example' })).status).toBe(421)
  expect((await get('/', { cookie, origin: 'https://evil.example' })).status).toBe(403)
  expect((await connect({ cookie, origin: 'https://evil.example' })).outcome).toBe('403')
  expect((await connect({ cookie })).outcome).toBe('403')
  expect((await connect({ cookie, origin, host: 'evil.example' })).outcome).toBe('421')
  expect((await connect({ cookie, origin }, '/other')).outcome).toBe('404')
  const { outcome, socket } = await connect({ cookie, origin })
  expect(outcome).toBe('open')
  socket.terminate()
})

test.each([
  ['an oversized message', 'x'.repeat(70 * 1024), 1009],
  ['a piece of an upload that was not begun', new Uint8Array(9), 1008],
  ['an oversized piece', new Uint8Array(maxPieceBytes + 9), 1009],
  ['an upload of what was not offered', '{"type":"upload","id":1,"kind":"page-media","source":"page:a"}', 1008],
  ['a malformed message', '{"type":', 1008],
  ['an unknown stream', '{"type":"watch","id":1,"stream":"secrets"}', 1008],
])('%s closes that connection alone', async (_name, message, code) => {
  const headers = { cookie: await logIn(), origin: `http://127.0.0.1:${web.port}` }
  const [{ socket: bad }, { socket: good }] = await Promise.all([connect(headers), connect(headers)])
  const closed = new Promise((resolve) => bad.on('close', resolve))
  bad.send(message)
  expect(await closed).toBe(code)
  const answer = new Promise((resolve) => good.on('message', (data) => resolve(JSON.parse(String(data)))))
  good.send('{"type":"call","id":1,"command":"room.refresh","input":null}')
  expect(await answer).toEqual({ type: 'result', id: 1, result: { ok: true, value: null } })
  good.terminate()
})

test('a page that asks without end and reads nothing is let go of', async () => {
  const { socket } = await connect({ cookie: await logIn(), origin: `http://127.0.0.1:${web.port}` })
  socket.pause()
  let round = 0
  const askAndLookAway = () => {
    for (const end = round + 500; round < end; round += 1) {
      socket.send(`{"type":"watch","id":${round},"stream":"levels"}`)
      socket.send(`{"type":"unwatch","id":${round}}`)
    }
    return socket.readyState
  }
  await expect.poll(askAndLookAway, { timeout: 20_000 }).not.toBe(WebSocket.OPEN)
  expect((await get('/', { cookie: await logIn() })).status).toBe(200)
})

test('a busy port is a failure that names it', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as { port: number }
  expect(await listen(port)).toEqual({ ok: false, failure: { code: 'port-busy', params: { port } } })
  await new Promise((resolve) => taken.close(resolve))
})
