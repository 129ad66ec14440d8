import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { AddressRefused, type FetchHop } from '../../../electron/cloud/media/fetch-hop.ts'
import { createMediaGateway } from '../../../electron/cloud/media-gateway.ts'
import type { MediaGateway } from '../../../electron/cloud/media-gateway-port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

type Hop = { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string }
type Asked = {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly allowPrivateHosts: boolean
}

const master = 'https://play.example/live/41/master.m3u8'
const files: Record<string, Hop> = {
  [master]: {
    headers: { 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'max-age=1', 'set-cookie': 'session=1', server: 'x' },
    body: '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n720p.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2\nhttps://cdn.example/360p.m3u8?sig=~%2F\n',
  },
  'https://play.example/live/41/720p.m3u8': {
    headers: { 'content-type': 'text/plain' },
    body: '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:2,\nseg-1.m4s?part=1\n',
  },
  'https://cdn.example/360p.m3u8?sig=~%2F': { body: '#EXTM3U\n#EXTINF:2,\nskd://nothing\n' },
  'https://play.example/live/41/init.mp4': { headers: { 'content-type': 'video/mp4', 'content-length': '4' }, body: 'init' },
  'https://play.example/live/41/seg-1.m4s?part=1': { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<script>' },
  'https://vod.example/900.mp4': {
    status: 206,
    headers: { 'content-type': 'video/mp4', 'content-range': 'bytes 2-5/10', 'content-length': '4', 'accept-ranges': 'bytes', etag: '"e"' },
    body: '2345',
  },
}

function gateway(more: Record<string, Hop | Error | 'never'> = {}) {
  const asked: Asked[] = []
  const bodies: Readable[] = []
  const time = createManualClock()
  const fetchHop: FetchHop = async (url, { method, headers, allowPrivateHosts, signal }) => {
    asked.push({ url: url.href, method, headers, allowPrivateHosts })
    const answer = more[url.href] ?? files[url.href] ?? { status: 404 }
    if (answer === 'never') return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    if (answer instanceof Error) throw answer
    const body = Readable.from(answer.body === undefined ? [] : [Buffer.from(answer.body)])
    bodies.push(body)
    return { status: answer.status ?? 200, header: (name) => answer.headers?.[name], body }
  }
  const made = createMediaGateway({ logger: silentLogger, fetchHop, timers: time })
  return { gateway: made, asked, bodies, time, urls: () => asked.map(({ url }) => url) }
}

const ask = (to: MediaGateway, path: string | null, init: RequestInit = {}) => to.respond(new Request(`http://127.0.0.1:1${path}`, init))
/** What a playlist sends the player to. */
const entries = async (response: Response) => (await response.text()).match(/\/media\/[^"\s]+/g) ?? []
const open = { allowPrivateHosts: false }

describe('playing HLS', () => {
  it('leads through the whole stream without ever naming the service', async () => {
    const { gateway: door, urls } = gateway()
    const entry = door.expose('return-feed', master, open)
    expect(entry).toMatch(/^\/media\/[\w-]{22}\/0\.m3u8$/)
    const first = await ask(door, entry)
    const [variant, foreign] = await entries(first.clone())
    const second = await ask(door, variant ?? '')
    const [map, segment] = await entries(second.clone())
    const texts = [await first.text(), await second.text()].join()
    expect(texts).not.toContain('example')
    expect(texts).not.toContain('part=1')
    expect(await (await ask(door, map ?? '')).text()).toBe('init')
    await ask(door, segment ?? '')
    await ask(door, foreign ?? '')
    expect(urls()).toEqual([
      master,
      'https://play.example/live/41/720p.m3u8',
      'https://play.example/live/41/init.mp4',
      'https://play.example/live/41/seg-1.m4s?part=1',
      'https://cdn.example/360p.m3u8?sig=~%2F',
    ])
  })

  it('answers with the headers it chose, and nothing that a browser would run', async () => {
    const { gateway: door } = gateway()
    const first = await ask(door, door.expose('return-feed', master, open))
    expect(Object.fromEntries(first.headers)).toEqual({
      'cache-control': 'max-age=1',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'application/vnd.apple.mpegurl',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    const [variant] = await entries(first)
    const [, segment] = await entries(await ask(door, variant ?? ''))
    expect((await ask(door, segment ?? '')).headers.get('content-type')).toBe('video/iso.segment')
  })

  it('keeps the same path for the same address while the playlist grows', async () => {
    const { gateway: door } = gateway()
    const entry = door.expose('return-feed', master, open)
    const before = await entries(await ask(door, entry))
    expect(await entries(await ask(door, entry))).toEqual(before)
    expect(new Set(before).size).toBe(2)
  })

  it('leads nowhere for what is not on the web', async () => {
    const { gateway: door, asked } = gateway()
    const [, foreign] = await entries(await ask(door, door.expose('return-feed', master, open)))
    const [dead] = await entries(await ask(door, foreign ?? ''))
    const before = asked.length
    expect((await ask(door, dead ?? '')).status).toBe(404)
    expect(asked.length).toBe(before)
  })

  it('passes low-latency directives on and nothing else of the page’s query', async () => {
    const { gateway: door, urls } = gateway()
    await ask(door, `${door.expose('return-feed', `${master}?a=1`, open)}?_HLS_msn=5&_HLS_part=2&x=y&_HLS_skip=../..`)
    expect(urls()).toEqual([`${master}?a=1&_HLS_msn=5&_HLS_part=2`])
  })
})

describe('streaming token', () => {
  const exposeWithToken = (door: MediaGateway) => door.expose('return-feed', master, { allowPrivateHosts: false, streamingToken: 't/+ ?' })
  const tokened = (url: string) => `${url}${url.includes('?') ? '&' : '?'}streamingToken=t%2F%2B%20%3F`

  it('goes with every request to the service, to nobody else, and never to the page', async () => {
    const withToken = Object.fromEntries(Object.entries(files).map(([url, hop]) => [url.includes('//play.') ? tokened(url) : url, hop]))
    const { gateway: door, urls } = gateway(withToken)
    const first = await ask(door, exposeWithToken(door))
    const [variant, foreign] = await entries(first.clone())
    const second = await ask(door, variant ?? '')
    const [, segment] = await entries(second.clone())
    await ask(door, segment ?? '')
    await ask(door, foreign ?? '')
    expect(urls()).toEqual([
      tokened(master),
      tokened('https://play.example/live/41/720p.m3u8'),
      tokened('https://play.example/live/41/seg-1.m4s?part=1'),
      'https://cdn.example/360p.m3u8?sig=~%2F',
    ])
    expect(`${await first.text()}${await second.text()}${[...first.headers].join()}`).not.toMatch(/token|t%2F/i)
  })

  it('is exchanged for a new one without a word to the page, also where the service writes it into what it names', async () => {
    const playlist = (token: string) => ({ body: `#EXTM3U\n#EXTINF:1,\nseg-1.m4s?part=1&streamingToken=${token}\n` })
    const segment = 'https://play.example/live/41/seg-1.m4s?part=1'
    const { gateway: door, urls } = gateway({ [`${master}?streamingToken=old`]: playlist('old'), [`${master}?streamingToken=new`]: playlist('new') })
    const exposeWith = (streamingToken: string) => door.expose('return-feed', master, { allowPrivateHosts: false, streamingToken })
    const path = exposeWith('old')
    const before = await entries(await ask(door, path))
    expect(exposeWith('new')).toBe(path)
    expect(await entries(await ask(door, path))).toEqual(before)
    await ask(door, before[0] ?? '')
    expect(urls().at(-1)).toBe(`${segment}&streamingToken=new`)
  })

  it('does not follow a redirect to another host', async () => {
    const { gateway: door, urls } = gateway({ [tokened(master)]: { status: 302, headers: { location: 'https://elsewhere.example/a.m3u8' } } })
    await ask(door, exposeWithToken(door))
    expect(urls()).toEqual([tokened(master), 'https://elsewhere.example/a.m3u8'])
  })
})

describe('playing a recording', () => {
  const vod = 'https://vod.example/900.mp4'

  it('passes a range on and its answer back', async () => {
    const { gateway: door, asked } = gateway()
    const response = await ask(door, door.expose('vod', vod, open), { headers: { range: 'bytes=2-5', cookie: 'page=1', 'if-none-match': '"e"' } })
    expect(asked).toEqual([
      { url: vod, method: 'GET', headers: { accept: '*/*', 'accept-encoding': 'identity', range: 'bytes=2-5' }, allowPrivateHosts: false },
    ])
    expect([response.status, await response.text(), Object.fromEntries(response.headers)]).toMatchObject([
      206,
      '2345',
      { 'content-range': 'bytes 2-5/10', 'content-length': '4', 'accept-ranges': 'bytes', 'content-type': 'video/mp4' },
    ])
    expect(response.headers.get('etag')).toBeNull()
  })

  it('answers HEAD without a body and ignores odd ranges', async () => {
    const { gateway: door, asked } = gateway()
    const response = await ask(door, door.expose('vod', vod, open), { method: 'HEAD', headers: { range: 'bytes=0-1,5-6' } })
    expect([asked[0]?.method, asked[0]?.headers.range, response.headers.get('content-length'), response.body]).toEqual(['HEAD', undefined, '4', null])
  })

  it('tells a player that its range is beyond the end', async () => {
    const { gateway: door } = gateway({ [vod]: { status: 416, headers: { 'content-range': 'bytes */10' } } })
    const response = await ask(door, door.expose('vod', vod, open), { headers: { range: 'bytes=99-' } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  })

  it('keeps feed and recording apart', async () => {
    const { gateway: door } = gateway()
    const feed = door.expose('return-feed', master, open)
    const recording = door.expose('vod', vod, open)
    door.expose('return-feed', null, open)
    expect([(await ask(door, feed)).status, (await ask(door, recording)).status]).toEqual([204, 206])
  })
})

describe('what cannot be had', () => {
  it('knows no path that it did not hand out', async () => {
    const { gateway: door, asked } = gateway()
    const entry = door.expose('return-feed', master, open) ?? ''
    const handle = entry.split('/')[2]
    const guesses = [
      '/media/',
      '/media/0/0',
      `/media/${handle}/1`,
      `/media/${handle}/`,
      `/media/${handle}/../${handle}/1`,
      `/media/${handle}/https:%2F%2Fevil.example`,
    ]
    const paths = [...guesses, `/media/${'A'.repeat(22)}/0.m3u8`, `/media/${handle}/__proto__`, '/']
    expect(await Promise.all(paths.map(async (path) => (await ask(door, path)).status))).toEqual(paths.map(() => 404))
    expect(asked).toEqual([])
  })

  it('gives nothing more, and no error, on an old path when something else is exposed, and keeps it while nothing changes', async () => {
    const { gateway: door, asked } = gateway()
    const first = door.expose('return-feed', master, open)
    expect(door.expose('return-feed', master, open)).toBe(first)
    const second = door.expose('return-feed', `${master}?again`, open)
    expect([second === first, (await ask(door, first)).status]).toEqual([false, 204])
    expect(door.expose('return-feed', null, open)).toBeNull()
    expect((await ask(door, second)).status).toBe(204)
    expect(asked).toEqual([])
  })

  it('exposes only what is on the web', () => {
    const { gateway: door } = gateway()
    expect(['file:///etc/passwd', 'rtmp://a/b', 'nonsense', ''].map((url) => door.expose('vod', url, open))).toEqual([null, null, null, null])
  })

  it('only reads', async () => {
    const { gateway: door, asked } = gateway()
    const response = await ask(door, door.expose('return-feed', master, open), { method: 'POST', body: 'x' })
    expect([response.status, response.headers.get('allow'), asked]).toEqual([405, 'GET, HEAD', []])
  })

  it.each<[string, Hop | Error, number]>([
    ['a missing file', { status: 404 }, 404],
    ['a refused file', { status: 403, body: master }, 502],
    ['a broken server', { status: 500, body: master }, 502],
    ['no connection', Object.assign(new Error(`connect ${master}`), { code: 'ECONNREFUSED' }), 502],
    ['an address that is not public', new AddressRefused(master), 502],
    ['a page instead of a playlist', { body: `<html>${master}` }, 502],
    ['a piece of a playlist', { status: 206, body: '#EXTM3U\n' }, 502],
    ['a playlist without end', { body: `#EXTM3U\n${'# fill\n'.repeat(1_400_000)}` }, 502],
    ['a circle', { status: 302, headers: { location: master } }, 502],
    ['a downgrade', { status: 302, headers: { location: 'http://play.example/live/41/720p.m3u8' } }, 502],
    ['a redirect into a file', { status: 302, headers: { location: 'https://[' } }, 502],
  ])('%s is told by its status alone', async (_what, hop, status) => {
    const { gateway: door } = gateway({ [master]: hop })
    const response = await ask(door, door.expose('return-feed', master, open))
    expect([response.status, await response.text()]).toMatchObject([status, expect.not.stringContaining('example')])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('does not wait for ever', async () => {
    const { gateway: door, time } = gateway({ [master]: 'never' })
    const response = ask(door, door.expose('return-feed', master, open))
    await time.advance(10_000)
    expect([(await response).status, time.pending()]).toEqual([504, 0])
  })

  it('ends what is under way when its exposure ends', async () => {
    const { gateway: door, time } = gateway({ [master]: 'never' })
    const response = ask(door, door.expose('return-feed', master, open))
    await time.advance(5)
    door.expose('return-feed', null, open)
    expect((await response).status).toBe(204)
  })

  it('follows a redirect and resolves from where it led', async () => {
    const moved = 'https://play.example/other/place.m3u8'
    const { gateway: door, urls } = gateway({
      [master]: { status: 307, headers: { location: '/other/place.m3u8#x' } },
      [moved]: { headers: { 'content-type': 'audio/mpegurl' }, body: '#EXTM3U\n#EXTINF:1,\nseg.ts' },
    })
    const [segment] = await entries(await ask(door, door.expose('return-feed', master, open)))
    await ask(door, segment ?? '')
    expect(urls()).toEqual([master, moved, 'https://play.example/other/seg.ts'])
  })
})
