import { connect, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { conformsToTheDocuments } from '../cloud/conformance.ts'
import { decode } from './decode.ts'
import { clientOf, type SandboxClient } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers, type TestPublisher } from './test-publisher.ts'

let dir: Awaited<ReturnType<typeof makeTempDir>>
let sandbox: Sandbox
let client: SandboxClient
const sockets: Socket[] = []

beforeAll(async () => {
  dir = await makeTempDir('ingest')
  const started = await startSandbox({
    dataDir: dir.path,
    ffmpegPath: resolve('node_modules/@ffmpeg-installer/linux-x64/ffmpeg'),
    apiPort: 0,
    rtmpPort: 0,
    httpPort: 0,
  })
  if (!started.ok) throw new Error(started.failure.detail)
  sandbox = started.value
  client = clientOf(sandbox)
})
afterEach(async () => {
  await client.call('DELETE', '/__sandbox/faults')
  await stopAllPublishers()
  for (const socket of sockets.splice(0)) socket.destroy()
  await client.keyIs('INACTIVE', 10_000)
})
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]()
  await dir?.remove()
})

const publish = async (streamKey?: string): Promise<TestPublisher> =>
  startTestPublisher({ ingestUrl: sandbox.ingestUrl, streamKey: streamKey ?? ((await client.key()).streamKey as string), dir: dir.path })

/** A TCP connection to the ingest with everything that it hears. */
const dial = (): Promise<{ readonly socket: Socket; readonly heard: () => number; readonly closed: Promise<string> }> =>
  new Promise((opened) => {
    const socket = connect(Number(new URL(sandbox.ingestUrl.replace('rtmp:', 'http:')).port), '127.0.0.1')
    sockets.push(socket)
    let bytes = 0
    let how = 'closed'
    socket.on('error', (error: NodeJS.ErrnoException) => {
      how = error.code ?? error.message
    })
    socket.on('data', (chunk) => {
      bytes += chunk.length
    })
    const closed = new Promise<string>((resolved) => socket.once('close', () => resolved(how)))
    const opens = () => opened({ socket, heard: () => bytes, closed })
    socket.once('connect', opens)
    socket.once('close', opens) // a reset may come before the connection is seen
  })

describe('who may publish', () => {
  it('nobody with a wrong key', async () => {
    const before = await client.ingest()
    const publisher = await publish('ThisIsNoKeyOfAnybody')
    expect(await publisher.exited).toBe(1)
    expect(publisher.said()).toContain('The stream key is not known.')
    expect(publisher.said()).not.toContain('ThisIsNoKeyOfAnybody')
    expect(await client.ingest()).toMatchObject({
      publishes: before.publishes,
      disconnects: before.disconnects,
      refused: (before.refused as number) + 1,
    })
    expect(await client.key()).toMatchObject({ streamKeyState: 'INACTIVE' })
  })

  it('nobody while another one does, and the first is not disturbed', async () => {
    await publish()
    await client.keyIs('ACTIVE')
    const { publishes, disconnects } = await client.ingest()
    const second = await publish()
    expect(await second.exited).toBe(1)
    expect(second.said()).toContain('already publishing')
    expect(await client.ingest()).toMatchObject({ publishes, disconnects, publisher: { bytes: expect.any(Number) } })
    expect(await client.key()).toMatchObject({ streamKeyState: 'ACTIVE' })
  })

  it('somebody whose peer has died keeps the key for some seconds only', async () => {
    const publisher = await publish()
    await client.keyIs('ACTIVE')
    process.kill(publisher.pid, 'SIGSTOP')
    const stoppedAt = performance.now()
    expect(await (await publish()).exited).toBe(1)
    await client.keyIs('INACTIVE', 10_000)
    expect(performance.now() - stoppedAt).toBeGreaterThan(5000)
    const next = await publish()
    await client.keyIs('ACTIVE')
    await next.stop()
  })

  it('nobody who does not speak RTMP, and the ingest survives them', async () => {
    for (const garbage of [
      'GET / HTTP/1.1\r\n\r\n'.padEnd(3073, 'x'),
      '\x03'.padEnd(3073, '\0').concat('\x03\0\0\0\0\0\x05\x14\0\0\0\0\x02\0\x07c'),
    ]) {
      const { socket, closed } = await dial()
      socket.write(Buffer.from(garbage, 'latin1'))
      socket.end(Buffer.alloc(5000, 0xff))
      await closed
    }
    await publish()
    await client.keyIs('ACTIVE')
  })
})

describe('ending by force', () => {
  it('stops the publisher, reissues the key and ends the room without an archive', async () => {
    const roomId = await client.firstRoom()
    const publisher = await publish()
    const key = await client.keyIs('ACTIVE')
    await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/start`)
    expect((await client.call('POST', `/v2/apps/me/stream-keys/${key.id}/force-terminate`)).status).toBe(204)
    await publisher.exited
    const after = await client.key()
    expect(after).toMatchObject({ streamKeyState: 'INACTIVE', forciblyTerminated: true, videoRoom: null, playUrl: null })
    expect(after.streamKey).not.toBe(key.streamKey)
    expect(await client.room(roomId)).toMatchObject({
      videoRoomState: 'ENDED',
      forciblyTerminated: true,
      vodState: 'NOT_ARCHIVED',
      vodUrl: null,
      playUrl: null,
    })
    expect(await (await publish(key.streamKey as string)).exited).toBe(1)
    expect((await client.call('POST', '/v2/apps/me/members/creator/stream-key/force-terminate')).status).toBe(204)
    expect(await client.key()).toEqual(after)
  })
})

describe('faults of the ingest', () => {
  it('refuse: the connection is reset', async () => {
    await client.setFaults({ ingestRefuse: true })
    const { closed } = await dial()
    expect(await closed).toBe('ECONNRESET')
  })

  it('silent: the connection stands and nothing answers', async () => {
    await client.setFaults({ ingestSilent: true })
    const { socket, heard } = await dial()
    socket.write(Buffer.alloc(1537, 3))
    const bytes = (await client.ingest()).connections
    await client.setFaults({ ingestSilent: false })
    const answered = await dial()
    answered.socket.write(Buffer.alloc(1537, 3))
    await until('an answer to the second handshake', () => answered.heard() === 3073, 2000)
    expect(heard()).toBe(0)
    expect(socket.destroyed).toBe(false)
    expect((await client.ingest()).connections).toBe((bytes as number) + 1)
  })

  it('stall: nothing is read until it is cleared, then the stream goes on without a disconnect', async () => {
    await publish()
    await client.keyIs('ACTIVE')
    const { disconnects } = await client.ingest()
    await client.setFaults({ ingestStall: true })
    const bytes = (await client.ingest()).bytes
    const stalledAt = performance.now()
    await until('longer than a dead peer is given', () => performance.now() - stalledAt > 7000, 8000)
    expect((await client.ingest()).bytes).toBe(bytes)
    await client.setFaults({ ingestStall: false })
    await until('bytes flow', async () => ((await client.ingest()).bytes as number) > (bytes as number) + 100_000, 3000)
    expect(await client.ingest()).toMatchObject({ disconnects })
    expect(await client.key()).toMatchObject({ streamKeyState: 'ACTIVE' })
  })

  it('convertDelayMs: the key stays ACTIVE_PREP, and a publisher who leaves takes it back to INACTIVE', async () => {
    await client.setFaults({ convertDelayMs: 600_000 })
    const publisher = await publish()
    await client.keyIs('ACTIVE_PREP')
    const started = performance.now()
    await until('long enough to be converted', () => performance.now() - started > 2500, 4000)
    expect(await client.key()).toMatchObject({ streamKeyState: 'ACTIVE_PREP', playUrl: null })
    await publisher.stop()
    await client.keyIs('INACTIVE')
  })

  it.each([
    [
      'archiveFail: the room stays ENDED and says so',
      { archiveFail: true },
      { videoRoomState: 'ENDED', vodState: 'FAILED_ARCHIVING', vodUrl: null, videoPost: { videoPostState: 'FAILED_PROCESSING' } },
      { file: null },
    ],
    [
      'processFail: the original is kept',
      { processFail: true },
      { videoRoomState: 'ARCHIVED', vodState: 'ARCHIVED', vodUrl: expect.any(String), videoPost: { videoPostState: 'FAILED_PROCESSING' } },
      { file: { src: { url: expect.any(String) }, processedSummaries: [], thumbnail: null } },
    ],
  ])('%s', async (title, faults, expectedRoom, expectedPost) => {
    const body = { appUserId: 'creator', type: 'BROADCAST_RTMP', title, scheduledAt: '2030-01-01T00:00:00Z' }
    const roomId = (await client.call('POST', '/v2/apps/me/video-rooms', body)).body.id as number
    await client.setFaults(faults)
    const publisher = await publish()
    await client.keyIs('ACTIVE')
    await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/start`)
    await publisher.stop()
    await client.keyIs('INACTIVE_LIVE')
    await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/end`)
    const room = await until(
      'the archive over',
      async () => {
        const found = await client.room(roomId)
        const post = found.videoPost as { videoPostState: string } | null
        return post?.videoPostState === 'FAILED_PROCESSING' && found
      },
      30_000,
    )
    expect(room).toMatchObject(expectedRoom)
    const post = room.videoPost as { id: number }
    expect((await client.call('GET', `/v2/apps/me/video-posts/${post.id}`)).body).toMatchObject(expectedPost)
  })
})

describe('faults of the API', () => {
  it('status: the route answers what it was told; other routes do not', async () => {
    await client.setFaults({
      apiStatus: { 'GET /v2/apps/me/stream-keys*': { status: 503, body: { errorCode: 'MEDIA_SERVICE_INTERNAL_SERVER_ERROR' } } },
    })
    expect(await client.call('GET', '/v2/apps/me/stream-keys')).toEqual({ status: 503, body: { errorCode: 'MEDIA_SERVICE_INTERNAL_SERVER_ERROR' } })
    expect((await client.call('GET', '/v2/apps/me/members')).status).toBe(200)
    expect(await client.setFaults({ apiDelay: 3 })).toMatchObject({ status: 400, body: { errorCode: 'INVALID_HTTP_MESSAGE_BODY' } })
  })

  it('delay: the same request meanwhile is locked, by whichever path it comes', async () => {
    const roomId = await client.firstRoom().catch(() => Number.NaN)
    const id = Number.isNaN(roomId) ? 1 : roomId
    await client.setFaults({ apiDelayMs: 400 })
    const [first, second] = await Promise.all([
      client.call('POST', `/v2/apps/me/video-rooms/${id}/rtmp-broadcast/state/live`),
      client.call('POST', `/v2/apps/me/video-rooms/${id}/start`),
    ])
    const codes = [first, second].map(({ body }) => body.errorCode)
    expect(codes).toContain('REQUEST_LOCKED')
    expect(codes.filter((code) => code !== 'REQUEST_LOCKED')).toHaveLength(1)
  })
})

describe('what viewers ask for', () => {
  it('is served to any page with the right types, and to nobody who guesses', async () => {
    await publish()
    const { cmafHlsPlayUrl, cmafDashPlayUrl } = (await client.keyIs('ACTIVE')) as { cmafHlsPlayUrl: string; cmafDashPlayUrl: string }
    const head = async (url: string) => {
      const response = await fetch(url)
      await response.arrayBuffer()
      return [response.status, response.headers.get('content-type'), response.headers.get('access-control-allow-origin')]
    }
    const at = (path: string) => new URL(path, cmafHlsPlayUrl).href
    expect(await head(cmafHlsPlayUrl)).toEqual([200, 'application/vnd.apple.mpegurl', '*'])
    expect(await head(cmafDashPlayUrl)).toEqual([200, 'application/dash+xml', '*'])
    expect(await head(at('720p/init.mp4'))).toEqual([200, 'video/mp4', '*'])
    expect(await head(at('360p/1.m4s'))).toEqual([200, 'video/iso.segment', '*'])
    expect((await fetch(cmafHlsPlayUrl)).headers.get('cache-control')).toContain('no-cache')
    for (const path of [
      `${sandbox.playUrl}/live/nothing/master.m3u8`,
      at('720p/9999.m4s'),
      `${sandbox.playUrl}/vod/..%2Fstate.json`,
      `${sandbox.playUrl}/vod/%2e%2e/credentials.json`,
      `${sandbox.playUrl}/vod/`,
    ]) {
      expect([403, 404]).toContain((await fetch(path)).status)
    }
  })

  it('is cut at the same frames in both renditions, without a hole', async () => {
    await publish()
    const { cmafHlsPlayUrl } = (await client.keyIs('ACTIVE')) as { cmafHlsPlayUrl: string }
    const list = async (track: string) => await (await fetch(new URL(`${track}/index.m3u8`, cmafHlsPlayUrl))).text()
    const segments = (text: string) =>
      [...text.matchAll(/PROGRAM-DATE-TIME:(\S+)\n#EXTINF:([\d.]+),\n(\d+)\.m4s/g)].map(([, at, seconds, number]) => ({
        number: Number(number),
        atMs: Date.parse(at ?? ''),
        ms: Math.round(Number(seconds) * 1000),
      }))
    const [large, small] = await until(
      'five segments of both',
      async () => {
        const both = [segments(await list('720p')), segments(await list('360p'))] as const
        return both.every((all) => all.length >= 5) && both
      },
      10_000,
    )
    expect(small.slice(0, 5)).toEqual(large.slice(0, 5))
    for (const [index, segment] of large.entries()) {
      const next = large[index + 1]
      if (next !== undefined) expect(Math.abs(segment.atMs + segment.ms - next.atMs)).toBeLessThanOrEqual(2)
    }
    expect((await decode(cmafHlsPlayUrl, { seconds: 2, video: 1 })).complaints).toBe('')
  })
})

describe('the documents', () => {
  conformsToTheDocuments(() => ({ baseUrl: sandbox.apiUrl, apiKey: sandbox.apiKey, apiSecret: sandbox.apiSecret, appUserId: sandbox.appUserId }))
})
