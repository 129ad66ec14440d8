import type dns from 'node:dns'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createFetchHop } from '../../../electron/cloud/media/fetch-hop.ts'
import { createMediaGateway } from '../../../electron/cloud/media-gateway.ts'
import type { MediaGateway } from '../../../electron/cloud/media-gateway-port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { type LocalServer, serveLocally } from './local-server.ts'

const local = { allowPrivateHosts: true }
const open: LocalServer[] = []

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<LocalServer> {
  const server = await serveLocally(handle)
  open.push(server)
  return server
}

const newGateway = (more: Partial<Parameters<typeof createMediaGateway>[0]> = {}) => createMediaGateway({ logger: silentLogger, ...more })
const ask = (door: MediaGateway, path: string | null, init: RequestInit = {}) => door.respond(new Request(`http://127.0.0.1:1${path}`, init))

/** A resolver that answers what the test says, in place of the network's. */
const resolver = (addresses: Readonly<Record<string, readonly string[]>>) =>
  ((hostname: string, _options: dns.LookupAllOptions, callback: (error: Error | null, found: dns.LookupAddress[]) => void) => {
    const found = addresses[hostname]?.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (found === undefined) callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), [])
    else callback(null, found)
  }) as unknown as typeof dns.lookup

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

describe('a recording', () => {
  const recording = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251))
  const serveRecording = (request: IncomingMessage, response: ServerResponse) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    if (from === undefined) {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': recording.length, 'accept-ranges': 'bytes' })
      response.end(request.method === 'HEAD' ? undefined : recording)
      return
    }
    const part = recording.subarray(Number(from), to === '' ? undefined : Number(to) + 1)
    response
      .writeHead(206, { 'content-type': 'video/mp4', 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${recording.length}` })
      .end(part)
  }

  it('arrives whole and in ranges', async () => {
    const server = await serve(serveRecording)
    const door = newGateway()
    const path = door.expose('vod', `${server.url}/900.mp4`, local)
    const whole = await ask(door, path)
    expect(recording.equals(Buffer.from(await whole.arrayBuffer()))).toBe(true)
    const part = await ask(door, path, { headers: { range: 'bytes=50000-50099' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 50000-50099/100000'])
    expect(recording.subarray(50_000, 50_100).equals(Buffer.from(await part.arrayBuffer()))).toBe(true)
    const head = await ask(door, path, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '100000', ''])
  })

  it('is passed on while it arrives, and let go of when nobody reads on', async () => {
    let closed: Promise<unknown> = Promise.resolve()
    const server = await serve((_request, response) => {
      closed = once(response, 'close')
      // The rest never comes: what is read was passed on before the end.
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '999999999' }).write('beginning')
    })
    const door = newGateway()
    const response = await ask(door, door.expose('vod', `${server.url}/900.mp4`, local))
    const reader = response.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('beginning')
    await reader?.cancel()
    await closed
  })

  it('holds back the server while the page does not read', async () => {
    const total = 512
    let sent = 0
    const halted = new Promise<void>((resolve) => {
      void serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'video/mp4' })
        const block = Buffer.alloc(1024 * 1024)
        const more = () => {
          while (sent < total) {
            sent += 1
            if (!response.write(block)) break
          }
          if (sent === total) response.end()
        }
        let drained: NodeJS.Timeout | undefined
        response.on('drain', () => {
          clearTimeout(drained)
          more()
          drained = setTimeout(resolve, 300)
        })
        more()
        drained = setTimeout(resolve, 300)
      }).then(async (server) => {
        const door = newGateway()
        const response = await ask(door, door.expose('vod', `${server.url}/900.mp4`, local))
        const reader = response.body?.getReader()
        await reader?.read()
      })
    })
    await halted
    expect(sent).toBeLessThan(64)
  })

  it('ends with an error when its server falls silent, and when its exposure ends', async () => {
    const server = await serve(
      (_request, response) => void response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '10' }).write('half'),
    )
    const door = newGateway({ stallTimeoutMs: 150 })
    const path = door.expose('vod', `${server.url}/900.mp4`, local)
    await expect((await ask(door, path)).text()).rejects.toThrow(/silent/)
    const patient = newGateway()
    const response = await ask(patient, patient.expose('vod', `${server.url}/900.mp4`, local))
    const text = response.text()
    patient.expose('vod', null, local)
    await expect(text).rejects.toThrow()
  })

  it('survives the page leaving at any moment', async () => {
    const server = await serve(serveRecording)
    const door = newGateway()
    const path = door.expose('vod', `${server.url}/900.mp4`, local)
    const leave = new AbortController()
    const answer = ask(door, path, { signal: leave.signal })
    leave.abort()
    expect((await answer).status).toBe(502)
    const leaveUnread = new AbortController()
    const unread = await ask(door, path, { signal: leaveUnread.signal })
    leaveUnread.abort()
    await new Promise((resolve) => setImmediate(resolve))
    await expect(unread.text()).rejects.toThrow()
  })
})

describe('hosts that a public service must not lead to', () => {
  const playlist = (address: string) => (_request: IncomingMessage, response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' }).end(`#EXTM3U\n#EXTINF:1,\n${address}\n`)

  it('is not asked, however it is named', async () => {
    const server = await serve(playlist('seg.ts'))
    const addresses = {
      localhost: ['127.0.0.1'],
      'inside.example': ['127.0.0.1'],
      'six.example': ['::1', '10.0.0.1'],
      'mapped.example': ['::ffff:127.0.0.1'],
    }
    const door = newGateway({ fetchHop: createFetchHop(resolver(addresses)) })
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      '0',
      'inside.example',
      'six.example',
      'mapped.example',
      'user@127.0.0.1',
    ]
    const statuses = []
    for (const host of hosts)
      statuses.push((await ask(door, door.expose('return-feed', `http://${host}:${server.port}/a.m3u8`, { allowPrivateHosts: false }))).status)
    expect(statuses).toEqual(hosts.map(() => 502))
    expect(server.requests).toEqual([])
  })

  it('does not borrow a connection that was opened with leave', async () => {
    const server = await serve(playlist('seg.ts'))
    const door = newGateway({ fetchHop: createFetchHop(resolver({ 'inside.example': ['127.0.0.1'] })) })
    const url = `http://inside.example:${server.port}/a.m3u8`
    expect((await (await ask(door, door.expose('return-feed', url, local))).text()).startsWith('#EXTM3U')).toBe(true)
    expect((await ask(door, door.expose('return-feed', url, { allowPrivateHosts: false }))).status).toBe(502)
    expect(server.requests).toHaveLength(1)
  })

  it('never sends a user name', async () => {
    const server = await serve(playlist('seg.ts'))
    const door = newGateway()
    expect((await ask(door, door.expose('return-feed', `http://user:word@127.0.0.1:${server.port}/a.m3u8`, local))).status).toBe(502)
    expect(server.requests).toEqual([])
  })

  it('follows the local service wherever it leads', async () => {
    const target = await serve((_request, response) => response.writeHead(200, { 'content-type': 'video/mp2t' }).end('segment'))
    const server = await serve((request, response) => {
      if (request.url === '/a.m3u8') playlist('/moved.ts')(request, response)
      else response.writeHead(302, { location: `${target.url}/real.ts` }).end()
    })
    const door = newGateway()
    const text = await (await ask(door, door.expose('return-feed', `${server.url}/a.m3u8`, local))).text()
    expect(await (await ask(door, text.split('\n')[2] ?? '')).text()).toBe('segment')
  })
})

it('says 504 when the server does not answer in time', async () => {
  const server = await serve(() => {})
  const door = newGateway({ answerTimeoutMs: 100 })
  expect((await ask(door, door.expose('return-feed', `${server.url}/a.m3u8`, local))).status).toBe(504)
})

it('leaves nothing behind after many requests', async () => {
  const warnings: string[] = []
  const note = (warning: Error) => warnings.push(warning.message)
  process.on('warning', note)
  const server = await serve((_request, response) => response.writeHead(200, { 'content-type': 'video/mp2t' }).end('segment'))
  const door = newGateway()
  const path = door.expose('vod', `${server.url}/a.ts`, local)
  for (let count = 0; count < 40; count += 1) await (await ask(door, path)).arrayBuffer()
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', note)
  expect([warnings, new Set(server.requests.map(({ socket }) => socket)).size]).toEqual([[], 1])
})

describe('HTTP-FLV', () => {
  it('plays from a real connection for as long as it is exposed, and lets go of it then', async () => {
    let closed: Promise<unknown> = Promise.resolve()
    const server = await serve((_request, response) => {
      closed = once(response, 'close')
      response.writeHead(200, { 'content-type': 'video/x-flv' })
      const feed = () => response.write(Buffer.alloc(64 * 1024, 'F')) && setImmediate(feed)
      response.on('drain', feed)
      feed()
    })
    const door = newGateway()
    const response = await ask(door, door.expose('return-feed', `${server.url}/live/41.flv`, local))
    const reader = response.body?.getReader()
    let received = 0
    while (received < 4 * 1024 * 1024) received += (await reader?.read())?.value?.byteLength ?? Number.NaN
    door.expose('return-feed', null, local)
    let last = await reader?.read()
    while (last?.done === false) last = await reader?.read()
    expect(last?.done).toBe(true)
    await closed
  })
})
