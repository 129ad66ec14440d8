import { request } from 'node:http'
import { WebSocket } from 'ws'
import { type ContractClient, connectPage, connectWithCookie, openDoor } from '../rig/contract-client.ts'
import { usageOf } from '../rig/process-tree.ts'
import { until } from '../rig/until.ts'
import type { WebHost } from '../rig/web-host.ts'
import { expect, test } from './fixtures.ts'

type Answer = { readonly status: number; readonly body: string; readonly cookie: string | undefined }

/** An HTTP request as only a hostile client sends it: with any Host, Origin and cookie. */
const ask = (origin: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const url = new URL(path, origin)
    const req = request({ host: url.hostname, port: url.port, path: `${url.pathname}${url.search}`, headers, timeout: 5000 }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, cookie: response.headers['set-cookie']?.[0] }))
    })
    req.once('error', reject)
    req.end()
  })

/** How an attempt to open the contract's socket ends: open, or the status of the refusal. */
const knock = (origin: string, headers: Record<string, string>) =>
  new Promise<'open' | number>((resolve) => {
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws`, { headers })
    socket.once('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.once('error', () => resolve(0))
  })

const memoryOf = async (host: WebHost) => (await usageOf(host.process.pid))?.memoryMb ?? Number.NaN
const works = async (client: ContractClient) => (await client.call('program.refreshSources', null)).ok

test('the door opens once, for one browser, and for nobody else', async ({ startHost }) => {
  const host = await startHost()
  const token = new URL(host.url).searchParams.get('token') ?? ''
  const wrong = `/?token=${token.slice(0, -2)}AA`
  const before = [await ask(host.origin, '/'), await ask(host.origin, wrong), await ask(host.origin, '/media/return-feed')]
  const { cookie, origin } = await openDoor(host.url)
  const again = await ask(host.origin, `/?token=${token}`)
  expect([...before, again].map(({ status, cookie: given }) => [status, given])).toEqual(Array(4).fill([401, undefined]))
  for (const { body } of [...before, again]) expect(body).not.toContain('<script')

  expect((await ask(origin, '/', { cookie })).status).toBe(200)
  expect(await knock(origin, { cookie, origin })).toBe('open')
  expect(await knock(origin, { origin })).toBe(401)
  expect(await knock(origin, { origin, cookie: cookie.replace(/=.*/, '=AAAA') })).toBe(401)
})

test('another site, or another name for this computer, gets nothing even with the cookie', async ({ startHost }) => {
  const host = await startHost()
  const { cookie, origin } = await openDoor(host.url)
  const evil = 'http://evil.example'
  const port = new URL(origin).port
  expect((await ask(origin, '/', { cookie, host: `evil.example:${port}` })).status).toBe(421)
  expect((await ask(origin, '/', { cookie, origin: evil })).status).toBe(403)
  expect((await ask(origin, '/media/return-feed', { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
  expect(await knock(origin, { cookie, origin: evil })).toBe(403)
  expect(await knock(origin, { cookie })).toBe(403)
  expect(await knock(origin, { cookie, origin: evil, host: `evil.example:${port}` })).toBe(421)
  expect(await knock(origin, { cookie, origin })).toBe('open')
})

test('messages that break the rules end one page’s connection and harm no other', async ({ startHost }) => {
  const host = await startHost()
  const { cookie, origin } = await openDoor(host.url)
  const good = await connectWithCookie(origin, cookie)
  const rubbish = [
    'not json',
    '{}',
    '[]',
    JSON.stringify({ type: 'call', id: -1, command: 'room.refresh', input: null }),
    JSON.stringify({ type: 'call', id: 1, command: 'room.refresh', input: null, more: true }),
    JSON.stringify({ type: 'watch', id: 1, stream: '__proto__' }),
    Buffer.from([0, 1, 2, 3]),
    JSON.stringify({ type: 'call', id: 1, command: 'room.create', input: { title: 'x'.repeat(70_000) } }),
    `${'['.repeat(30_000)}`,
  ]
  for (const message of rubbish) {
    const bad = await connectWithCookie(origin, cookie)
    const closed = new Promise<number>((resolve) => bad.socket.once('close', resolve))
    bad.socket.send(message)
    expect([1008, 1009]).toContain(await closed)
  }
  const refused = [
    await good.call('no.such.command' as never, null as never),
    await good.call('constructor' as never, null as never),
    await good.call('room.create', { title: '' }),
    await good.call('room.create', { title: 'x', admin: true } as never),
    await good.call('program.setSource', { sourceId: 7 } as never),
  ]
  expect(refused.map((result) => (result.ok ? 'ok' : result.failure.code))).toEqual([
    'unknown-command',
    'unknown-command',
    'malformed-request',
    'malformed-request',
    'malformed-request',
  ])
  expect(await works(good)).toBe(true)
  good.close()
})

test('two hundred idle pages cost little, and the next one still gets in', async ({ startHost }) => {
  const host = await startHost()
  const { cookie, origin } = await openDoor(host.url)
  const first = await connectWithCookie(origin, cookie)
  await first.waitFor('snapshot', (snapshot) => snapshot.connection.state === 'connected', 30_000)
  const beforeMb = await memoryOf(host)
  const pages = await Promise.all(Array.from({ length: 200 }, () => connectWithCookie(origin, cookie)))
  expect(await works(first)).toBe(true)
  expect((await memoryOf(host)) - beforeMb).toBeLessThan(80)
  for (const page of pages) page.close()
  const last = await connectWithCookie(origin, cookie)
  expect(await works(last)).toBe(true)
  for (const page of [first, last]) page.close()
})

test('a page that freezes for ten seconds is skipped ahead, not queued for', async ({ startHost }) => {
  const host = await startHost()
  const { cookie, origin } = await openDoor(host.url)
  const [frozen, awake] = [await connectWithCookie(origin, cookie), await connectWithCookie(origin, cookie)]
  await awake.waitFor('snapshot', (snapshot) => snapshot.connection.state === 'connected', 30_000)
  await awake.call('program.setSource', { sourceId: 'test-pattern' })
  await awake.call('program.openPreview', null)
  await frozen.call('program.openPreview', null)
  await frozen.waitFor('preview', (jpeg) => jpeg.length > 0, 20_000)
  await awake.waitFor('telemetry', ({ encoderFrames }) => (encoderFrames ?? 0) > 30, 20_000)

  frozen.socket.pause()
  const frozenFromMs = Date.now()
  const beforeMb = await memoryOf(host)
  await awake.waitFor('telemetry', ({ atMs }) => atMs - frozenFromMs >= 10_000, 20_000)
  const grownMb = (await memoryOf(host)) - beforeMb
  await awake.waitFor('telemetry', ({ encoderFrames }) => (encoderFrames ?? 0) > 300, 5_000)
  let pictures = 0
  const buffered: number[] = []
  frozen.socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return
    pictures++
    buffered.push(data.length)
  })
  const resumedMs = performance.now()
  frozen.socket.resume()
  await until('pictures go on', () => pictures >= 20, 20_000)
  // Ten a second, two at once, and one or two under way: 1.6 s at least. Had they been queued, twenty would arrive at once.
  expect((performance.now() - resumedMs) / 1000).toBeGreaterThan(1)
  expect(grownMb).toBeLessThan(40)
  for (const page of [frozen, awake]) page.close()
})

test('an address for a further page comes from the running app, and works once too', async ({ startHost }) => {
  const host = await startHost()
  const first = await connectPage(host.url)
  const answer = await first.call('app.newPageUrl', null)
  const url = answer.ok ? answer.value.url : ''
  const second = await connectPage(url)
  expect(await works(second)).toBe(true)
  await expect(connectPage(url)).rejects.toThrow('401')
  for (const page of [first, second]) page.close()
})

test('a link into Tally shows what it is about to the first page, once', async ({ startHost, control, page }) => {
  const host = await startHost({ args: ['tally://tab/events'] })
  await control.open(host.url)
  const events = page.getByTestId('tab-events')
  await expect(events).toHaveAttribute('aria-selected', 'true')
  await page.reload()
  await control.seesTally()
  await expect(events).toHaveAttribute('aria-selected', 'false')
})
