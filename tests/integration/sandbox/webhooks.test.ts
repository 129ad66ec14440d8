import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { clientOf, type SandboxClient } from './sandbox-client.ts'

type Delivery = { readonly headers: IncomingHttpHeaders; readonly body: Record<string, unknown> }

describe('webhooks', () => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let sandbox: Sandbox
  let client: SandboxClient
  let receiver: Server
  let url: string
  let answerWith = 204
  const received: Delivery[] = []
  const path = '/__sandbox/webhook'

  beforeEach(async () => {
    dir = await makeTempDir('webhooks')
    const started = await startSandbox({ dataDir: dir.path, ffmpegPath: 'ffmpeg', apiPort: 0, rtmpPort: 0, httpPort: 0 })
    if (!started.ok) throw new Error(JSON.stringify(started.failure))
    sandbox = started.value
    client = clientOf(sandbox)
    received.length = 0
    answerWith = 204
    receiver = createServer((request, response) => {
      let text = ''
      request.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      request.on('end', () => {
        received.push({ headers: request.headers, body: JSON.parse(text) as Record<string, unknown> })
        response.writeHead(answerWith).end()
      })
    }).listen(0, '127.0.0.1')
    await until('the receiver', () => receiver.listening)
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  })
  afterEach(async () => {
    await sandbox[Symbol.asyncDispose]()
    receiver.closeAllConnections()
    receiver.close()
    await dir.remove()
  })

  const report = async () => (await client.call('GET', path)).body as { waiting: number; deliveries: { type: string; status: number | null }[] }
  const delivered = (count: number) =>
    until('deliveries', async () => {
      const found = await report()
      return found.deliveries.length >= count && found.waiting === 0 && found
    })
  const newRoom = () =>
    client.call('POST', '/v2/apps/me/video-rooms', { appUserId: 'creator', type: 'BROADCAST_RTMP', scheduledAt: '2030-01-01T00:00:00Z' })

  it('are delivered once, with Basic credentials, in the envelope that was chosen', async () => {
    expect((await client.call('PUT', path, { url: 'ftp://x', username: 'u', password: 'p' })).status).toBe(400)
    expect((await client.call('PUT', path, { url, username: 'hook', password: 'pa:ss✓' })).body).toEqual({
      webhook: { url, username: 'hook', envelope: 'full' },
      waiting: 0,
      deliveries: [],
    })
    answerWith = 500
    const { id } = (await newRoom()).body
    await delivered(1)
    answerWith = 204
    await client.call('PUT', path, { url, username: 'hook', password: 'pa:ss✓', envelope: 'short' })
    await client.call('POST', '/v2/apps/me/members', { appUserId: 'anna' })
    expect((await delivered(2)).deliveries).toMatchObject([
      { type: 'VIDEO_ROOM_SCHEDULED', status: 500, problem: null },
      { type: 'MEMBER_CREATED', status: 204, problem: null },
    ])
    expect(received.map(({ body }) => body)).toMatchObject([
      {
        id: expect.any(String),
        type: 'VIDEO_ROOM_SCHEDULED',
        app: { name: 'rehearsal', defaultRtmpOutputMode: 'CMAF' },
        data: { videoRoomId: id, videoRoomVideoRoomState: 'SCHEDULED' },
        createdAt: expect.any(String),
      },
      { type: 'MEMBER_CREATED', data: { memberAppUserId: 'anna' } },
    ])
    expect(Object.keys(received[1]?.body ?? {})).toEqual(['type', 'data'])
    for (const { headers } of received) expect(headers.authorization).toBe(`Basic ${Buffer.from('hook:pa:ss✓').toString('base64')}`)
    expect(JSON.stringify(await report())).not.toContain('pa:ss')
  })

  it('that nobody takes are noted, and lost', async () => {
    await client.call('PUT', path, { url, username: 'u', password: 'p' })
    receiver.close()
    await newRoom()
    expect((await delivered(1)).deliveries).toMatchObject([{ type: 'VIDEO_ROOM_SCHEDULED', status: null, problem: 'ECONNREFUSED' }])
    await client.call('DELETE', path)
    await newRoom()
    expect(await report()).toEqual({ webhook: null, waiting: 0, deliveries: [] })
  })
})
