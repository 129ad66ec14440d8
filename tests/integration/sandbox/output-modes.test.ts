import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { descendantsOf } from '../../rig/process-tree.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { decode } from './decode.ts'
import { type FlvTag, flvTags, watchFlv } from './flv-viewer.ts'
import { clientOf, type SandboxClient } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers, type TestPublisherOptions } from './test-publisher.ts'

const bundled = resolve('node_modules/@ffmpeg-installer/linux-x64/ffmpeg')
const noPlayUrls = { playUrl: null, cmafHlsPlayUrl: null, cmafDashPlayUrl: null, rtmpPlayUrl: null, httpFlvPlayUrl: null }
type PlayUrls = { readonly [K in keyof typeof noPlayUrls]: string | null }
type Mode = 'RTMP' | 'CMAF' | 'RTMP_CMAF'
type Case = {
  readonly mode: Mode
  readonly shape: 'landscape' | 'portrait'
  /** What is pushed. */
  readonly size: string
  /** What the publish URL says. */
  readonly asked?: null
  readonly vod?: string
}

const cases: readonly Case[] = [
  { mode: 'RTMP', shape: 'landscape', size: '1280x720', vod: '1280x720' },
  { mode: 'CMAF', shape: 'landscape', size: '1280x720', asked: null },
  { mode: 'RTMP_CMAF', shape: 'landscape', size: '1280x720' },
  { mode: 'CMAF', shape: 'portrait', size: '720x1280' },
  { mode: 'RTMP', shape: 'portrait', size: '720x1280' },
  { mode: 'RTMP_CMAF', shape: 'portrait', size: '640x360', vod: '720x1280' },
]
const renditions = { landscape: ['1280x720', '640x360'], portrait: ['720x1280', '360x640'] } as const

let dir: Awaited<ReturnType<typeof makeTempDir>>
let sandbox: Sandbox
let client: SandboxClient
const played = new Set<string>()

beforeAll(async () => {
  dir = await makeTempDir('modes')
  const started = await startSandbox({ dataDir: dir.path, ffmpegPath: bundled, apiPort: 0, rtmpPort: 0, httpPort: 0 })
  if (!started.ok) throw new Error(started.failure.detail)
  sandbox = started.value
  client = clientOf(sandbox)
})
afterEach(stopAllPublishers)
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]()
  await dir?.remove()
})

const publish = async (more: Partial<TestPublisherOptions>) =>
  startTestPublisher({ ingestUrl: sandbox.ingestUrl, streamKey: (await client.key()).streamKey as string, dir: dir.path, ...more })

const choose = async (shape: string): Promise<void> => {
  const profiles = (await client.call('GET', `/v2/apps/me/transcoding-profiles?name=${shape}`)).body.content as { id: number }[]
  const { id } = await client.key()
  expect(await client.call('PATCH', `/v2/apps/me/stream-keys/${id}`, { profileId: profiles[0]?.id })).toMatchObject({
    status: 200,
    body: { profile: { name: shape } },
  })
}

const newRoom = async (): Promise<number> => {
  const body = { appUserId: 'creator', type: 'BROADCAST_RTMP', title: 'modes', scheduledAt: '2030-01-01T00:00:00Z' }
  return (await client.call('POST', '/v2/apps/me/video-rooms', body)).body.id as number
}

const packagers = async () => (await descendantsOf(process.pid)).filter(({ args }) => args.includes('0:v:0') && args.includes(bundled))
const playUrlsOf = (answer: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(noPlayUrls).map((name) => [name, answer[name]])) as unknown as PlayUrls
const sizeOf = ({ width, height }: { readonly width: number; readonly height: number }) => `${width}x${height}`
const timesOf = (tags: readonly FlvTag[], type: number) =>
  tags.filter((tag) => tag.type === type && !tag.isHeader).map(({ timestampMs }) => timestampMs)

/** Headers first, the picture at 0, then both tracks forward only. */
function looksLikeAFile(bytes: Buffer): void {
  expect(bytes.subarray(0, 13).toString('hex')).toBe('464c5601050000000900000000')
  const tags = flvTags(bytes)
  expect(tags.slice(0, 4).map(({ type, isHeader, isKeyframe, timestampMs }) => [type, isHeader, isKeyframe, timestampMs])).toEqual([
    [18, false, false, 0],
    [9, true, false, 0],
    [8, true, false, 0],
    [9, false, true, 0],
  ])
  for (const type of [8, 9]) {
    const times = timesOf(tags, type)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(-1)).toBeLessThan(6000) // not the publisher's clock
  }
}

async function watchesDirectly({ rtmpPlayUrl, httpFlvPlayUrl }: PlayUrls, name: string, size: string): Promise<void> {
  const viewer = await watchFlv(httpFlvPlayUrl ?? '')
  expect([viewer.response.status, ...['content-type', 'access-control-allow-origin'].map((header) => viewer.response.headers.get(header))]).toEqual([
    ...[200, 'video/x-flv', '*'],
  ])
  const [byRtmp, bytes] = await Promise.all([
    decode(rtmpPlayUrl ?? '', { seconds: 0.7, ...(name.includes('portrait') ? { ffmpegPath: bundled } : {}) }),
    viewer.sees(800),
  ])
  viewer.leave()
  looksLikeAFile(bytes)
  const file = join(dir.path, `${name}.flv`)
  writeFileSync(file, bytes)
  const byHttp = await decode(file)
  expect([sizeOf(byRtmp), byRtmp.hasSound, byRtmp.complaints]).toEqual([size, true, ''])
  expect([sizeOf(byHttp), byHttp.hasSound]).toEqual([size, true])
  for (const { frames } of [byRtmp, byHttp]) expect(frames).toBeGreaterThan(18)
}

async function watchesCmaf({ cmafHlsPlayUrl }: PlayUrls, sizes: readonly string[]): Promise<void> {
  const seen = await Promise.all(sizes.map((_, video) => decode(cmafHlsPlayUrl ?? '', { seconds: 0.7, video })))
  expect(seen.map(sizeOf)).toEqual(sizes)
  for (const { frames, hasSound, complaints } of seen) expect([frames > 18, hasSound, complaints]).toEqual([true, true, ''])
}

describe.each(cases)('$mode in $shape, pushed $size', ({ mode, shape, size, asked, vod }) => {
  it('serves what the mode promises, and nothing after the end', async () => {
    await choose(shape)
    const publisher = await publish({ size, mode: asked === null ? null : mode })
    const active = await client.keyIs('ACTIVE')
    expect(active.mode).toBe(mode)
    const urls = playUrlsOf(active)
    expect(Object.entries(urls).flatMap(([name, url]) => (url === null ? [] : [name]))).toEqual([
      'playUrl',
      ...(mode === 'RTMP' ? [] : ['cmafHlsPlayUrl', 'cmafDashPlayUrl']),
      ...(mode === 'CMAF' ? [] : ['rtmpPlayUrl', 'httpFlvPlayUrl']),
    ])
    expect(urls.playUrl).toBe(urls.cmafHlsPlayUrl ?? urls.rtmpPlayUrl)
    // That of the ingest before may still be finishing; its key is free sooner.
    await until('the packagers of this ingest alone', async () => (await packagers()).length === (mode === 'RTMP' ? 0 : 1))
    for (const url of new Set(Object.values(urls))) {
      if (url === null) continue
      expect(played.has(url)).toBe(false)
      expect(url).not.toContain(active.streamKey)
      played.add(url)
    }
    const roomId = vod === undefined ? null : await newRoom()
    if (roomId !== null) {
      expect(playUrlsOf(await client.room(roomId))).toEqual(noPlayUrls)
      const live = await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/start`)
      expect(live).toMatchObject({ status: 200, body: { videoRoomState: 'LIVE', format: mode, ...urls } })
    }
    await Promise.all([
      mode === 'CMAF' ? null : watchesDirectly(urls, `${mode}-${shape}`, size),
      mode === 'RTMP' ? null : watchesCmaf(urls, renditions[shape]),
    ])

    await publisher.stop()
    expect(await client.keyIs(roomId === null ? 'INACTIVE' : 'INACTIVE_LIVE')).toMatchObject({ mode: null, ...noPlayUrls })
    if (urls.httpFlvPlayUrl !== null) expect((await fetch(urls.httpFlvPlayUrl)).status).toBe(404)
    if (roomId === null) return
    await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/end`)
    expect(sizeOf(await decode((await client.roomIs(roomId, 'ARCHIVED', 30_000)).vodUrl as string))).toBe(vod)
  })
})

describe('viewers of RTMP and HTTP-FLV', () => {
  it('come and go without a trace; a forced end closes them all', async () => {
    await publish({ mode: 'RTMP' })
    const { id, rtmpPlayUrl, httpFlvPlayUrl } = (await client.keyIs('ACTIVE')) as { id: number; rtmpPlayUrl: string; httpFlvPlayUrl: string }
    const viewers = async () => (await client.ingest()).viewers
    const [stays, leaves] = await Promise.all([watchFlv(httpFlvPlayUrl), watchFlv(httpFlvPlayUrl)])
    const player = spawn('ffmpeg', ['-nostdin', '-v', 'error', '-i', rtmpPlayUrl, '-c', 'copy', '-f', 'null', '-'], {
      stdio: 'ignore',
      timeout: 20_000,
    })
    const played = new Promise((resolved) => player.once('exit', resolved))
    await until('three viewers', async () => JSON.stringify(await viewers()) === '{"rtmp":1,"httpFlv":2}', 5000)
    leaves.leave()
    await until('two viewers', async () => JSON.stringify(await viewers()) === '{"rtmp":1,"httpFlv":1}', 2000)
    const second = await publish({ mode: 'RTMP' })
    expect(await second.exited).toBe(1)
    await stays.sees(500)

    await client.call('POST', `/v2/apps/me/stream-keys/${id}/force-terminate`)
    expect([await stays.over, await played]).toEqual(['ended', 0])
    expect(await viewers()).toEqual({ rtmp: 0, httpFlv: 0 })
    expect((await fetch(httpFlvPlayUrl)).status).toBe(404)
    await expect(decode(rtmpPlayUrl)).rejects.toThrow(/no such stream|Input\/output error|StreamNotFound/i)
  })

  it('cannot be published to, and a mode that nobody knows is refused', async () => {
    const { streamKey } = (await client.key()) as { streamKey: string }
    const wrongApp = await publish({ ingestUrl: sandbox.ingestUrl.replace('/live', '/play'), mode: 'RTMP' })
    expect(await wrongApp.exited).toBe(1)
    const wrongMode = await publish({ streamKey: `${streamKey}?mode=SRT`, mode: null })
    expect(await wrongMode.exited).toBe(1)
    expect(wrongMode.said()).toContain('The output mode is not known.')
  })
})
