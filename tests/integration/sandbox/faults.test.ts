import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { clientOf, type SandboxClient } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers } from './test-publisher.ts'

let dir: Awaited<ReturnType<typeof makeTempDir>>
let sandbox: Sandbox
let client: SandboxClient

beforeAll(async () => {
  dir = await makeTempDir('faults')
  const ffmpegPath = resolve('node_modules/@ffmpeg-installer/linux-x64/ffmpeg')
  const started = await startSandbox({ dataDir: dir.path, ffmpegPath, apiPort: 0, rtmpPort: 0, httpPort: 0 })
  if (!started.ok) throw new Error(started.failure.detail)
  sandbox = started.value
  client = clientOf(sandbox)
})
afterEach(async () => {
  await stopAllPublishers()
  await client.call('DELETE', '/__sandbox/faults')
  await client.call('POST', '/v2/apps/me/members/creator/stream-key/force-terminate')
  await client.keyIs('INACTIVE')
})
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]()
  await dir?.remove()
})

/** Without conversion: what these faults are about does not need it. */
const publish = async () =>
  startTestPublisher({ ingestUrl: sandbox.ingestUrl, streamKey: (await client.key()).streamKey as string, dir: dir.path, mode: 'RTMP' })

const members = '/v2/apps/me/members'
const membersUrl = () => `${sandbox.apiUrl}${members}`
const authorized = () => ({ authorization: `Basic ${Buffer.from(`${sandbox.apiKey}:${sandbox.apiSecret}`).toString('base64')}` })

describe('faults of the ingest', () => {
  it('ingestHold: a key whose publisher has gone stays held until the service notices, or the fault is cleared', async () => {
    await client.setFaults({ ingestHold: 600_000 })
    const first = await publish()
    await client.keyIs('ACTIVE')
    await first.stop()
    await until('the connection gone', async () => (await client.ingest()).publisher === null, 3000)
    const second = await publish()
    expect([await second.exited, second.said()]).toEqual([1, expect.stringContaining('already publishing')])
    expect(await client.key()).toMatchObject({ streamKeyState: 'ACTIVE', rtmpPlayUrl: expect.any(String) })
    await client.setFaults({ ingestHold: 0 })
    expect((await client.key()).streamKeyState).toBe('INACTIVE')

    await client.setFaults({ ingestHold: 300 })
    const third = await publish()
    await client.keyIs('ACTIVE')
    await third.stop()
    await client.keyIs('INACTIVE', 3000)
  })

  it('ingestHold does not keep what is terminated by force', async () => {
    await client.setFaults({ ingestHold: 600_000 })
    await publish()
    await client.keyIs('ACTIVE')
    await client.call('POST', '/v2/apps/me/members/creator/stream-key/force-terminate')
    await publish()
    await client.keyIs('ACTIVE')
  })

  it('ingestSlowKbps: no more is read than that', async () => {
    await client.setFaults({ ingestSlowKbps: 800 })
    await publish()
    const read = async (bytes: number) =>
      until(
        `${bytes} bytes`,
        async () => (((await client.ingest()).publisher as { bytes: number } | null)?.bytes ?? 0) >= bytes && performance.now(),
        8000,
        5,
      )
    const startedAt = await read(20_000)
    const kbps = (120_000 * 8) / ((await read(140_000)) - startedAt)
    expect(kbps).toBeLessThan(1400) // what was read at once weighs in
    expect(kbps).toBeGreaterThan(200)
  })
})

describe('faults of the conversion', () => {
  it('playUrlsDelayMs: ACTIVE and LIVE come first, their play URLs later, each on its own', async () => {
    const roomId = await client.firstRoom()
    await client.setFaults({ playUrlsDelayMs: 400 })
    await publish()
    expect(await client.keyIs('ACTIVE')).toMatchObject({ playUrl: null, httpFlvPlayUrl: null })
    const { playUrl } = await until('the play URLs of the key', async () => {
      const key = await client.key()
      return key.playUrl !== null && key
    })
    expect(await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/start`)).toMatchObject({
      status: 200,
      body: { videoRoomState: 'LIVE', playUrl: null },
    })
    expect((await client.key()).playUrl).toBe(playUrl)
    await until('the play URLs of the room', async () => (await client.room(roomId)).playUrl === playUrl)
  })

  it('convertFail: the key says what went wrong, and the publisher is let go, now and at the next attempt', async () => {
    const failed = { streamKeyState: 'INACTIVE', error: { code: 'CONVERSION_FAILED', message: expect.any(String), occurredAt: expect.any(String) } }
    const running = await publish()
    await client.keyIs('ACTIVE')
    await client.setFaults({ convertFail: true })
    await running.exited
    expect(await client.keyIs('INACTIVE')).toMatchObject(failed)
    await (await publish()).exited
    expect(await client.keyIs('INACTIVE')).toMatchObject(failed)
    await client.setFaults({ convertFail: false })
    await publish()
    expect(await client.keyIs('ACTIVE')).toMatchObject({ error: null })
  })
})

describe('faults of the API', () => {
  it('an answer of a route with headers, or the real one with headers and late', async () => {
    const body = { errorCode: 'TOO_MANY_REQUESTS' }
    await client.setFaults({ apiStatus: { [`GET ${members}`]: { status: 429, headers: { 'Retry-After': '7' }, body } } })
    const refused = await fetch(membersUrl(), { headers: authorized() })
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([429, '7', body])

    await client.setFaults({ apiStatus: { [`GET ${members}`]: { delayMs: 250, headers: { 'x-slow': 'yes' } } } })
    const askedAt = performance.now()
    const late = await fetch(membersUrl(), { headers: authorized() })
    expect([late.status, late.headers.get('x-slow')]).toEqual([200, 'yes'])
    expect(performance.now() - askedAt).toBeGreaterThan(240)
    for (const wrong of [{ body: {} }, { cut: 'before' }, { headers: { 'a b': 'c' } }, { headers: { a: 'b\r\nc' } }, { delay: 1 }])
      expect((await client.setFaults({ apiStatus: { [members]: wrong } })).status).toBe(400)
  })

  it('cut: no answer at all, before anything is done or after', async () => {
    const register = (appUserId: string) => client.call('POST', members, { appUserId })
    await client.setFaults({ apiStatus: { [`POST ${members}`]: { cut: true } } })
    await expect(register('lost')).rejects.toThrow('fetch failed')
    await client.setFaults({ apiStatus: { [`POST ${members}`]: { cut: 'after' } } })
    await expect(register('found')).rejects.toThrow('fetch failed')
    const statusOf = async (appUserId: string) => (await client.call('GET', `${members}/${appUserId}`)).status
    expect([await statusOf('lost'), await statusOf('found')]).toEqual([404, 200])
  })

  it('clockOffsetMs: Date headers and stamps are off, on both servers', async () => {
    const hour = 3_600_000
    await client.setFaults({ clockOffsetMs: -hour })
    const [api, play] = await Promise.all([fetch(membersUrl(), { headers: authorized() }), fetch(`${sandbox.playUrl}/live/x/y`)])
    const { body } = await client.call('POST', members, { appUserId: 'early' })
    const stamps = [api.headers.get('date'), play.headers.get('date'), body.createdAt as string]
    for (const stamp of stamps) expect(Math.abs(Date.parse(stamp ?? '') + hour - Date.now())).toBeLessThan(30_000)
  })
})
