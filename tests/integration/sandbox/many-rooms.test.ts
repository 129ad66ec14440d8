import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { accessLevels, roomTypes } from '../../../shared/capabilities.ts'
import { roomStates } from '../../../shared/states.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { clientOf, type SandboxClient } from './sandbox-client.ts'

type Room = { readonly id: number; readonly title: string | null; readonly createdAt: string; readonly type: string; readonly videoRoomState: string }
type Page = { readonly content: readonly Room[]; readonly totalElements: number; readonly totalPages: number }

describe('five thousand rooms', () => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let sandbox: Sandbox
  let client: SandboxClient
  const rooms = '/v2/apps/me/video-rooms'
  const open = async () => {
    const started = await startSandbox({ dataDir: dir.path, ffmpegPath: 'ffmpeg', apiPort: 0, rtmpPort: 0, httpPort: 0 })
    if (!started.ok) throw new Error(JSON.stringify(started.failure))
    sandbox = started.value
    client = clientOf(sandbox)
  }
  const list = async (query: string) => (await client.call('GET', `${rooms}?${query}`)).body as unknown as Page
  /** What it costs this process, in ms: the best of several turns, as a busy machine makes all of them dearer. */
  const cpuMs = async (act: () => Promise<unknown>) => {
    let best = Number.POSITIVE_INFINITY
    for (let turn = 0; turn < 10; turn += 1) {
      const before = process.cpuUsage()
      await act()
      const { user, system } = process.cpuUsage(before)
      best = Math.min(best, (user + system) / 1000)
    }
    return best
  }

  beforeAll(async () => {
    dir = await makeTempDir('many rooms')
    await open()
    expect(await client.call('POST', '/__sandbox/rooms', { count: 5000 })).toEqual({ status: 201, body: { count: 5000 } })
  })
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]()
    await dir.remove()
  })

  it('are of all kinds, and survive a restart', async () => {
    const before = await list('pageSize=50&page=2')
    await sandbox[Symbol.asyncDispose]()
    await open()
    expect(await list('pageSize=50&page=2')).toEqual(before)
    expect(before).toMatchObject({ totalElements: 5001, totalPages: 101 })
    for (const [name, values] of [
      ['videoRoomState', roomStates],
      ['type', roomTypes],
      ['accessLevel', accessLevels],
    ] as const)
      for (const value of values) expect([value, (await list(`${name}=${value}&pageSize=1`)).totalElements > 20]).toEqual([value, true])
    for (const level of accessLevels)
      expect([level, (await list(`type=BROADCAST_RTMP&videoRoomState=SCHEDULED&accessLevel=${level}`)).totalElements > 0]).toEqual([level, true])
    const onAir = await Promise.all(['LIVE', 'LIVE_INACTIVE'].map((state) => list(`type=BROADCAST_RTMP&videoRoomState=${state}`)))
    expect(onAir.map(({ totalElements }) => totalElements)).toEqual([0, 0])
    const ids = new Set<number>()
    for (let page = 1; page <= 3; page += 1) for (const { id } of (await list(`page=${page}&pageSize=50&keyword=라이브`)).content) ids.add(id)
    expect(ids.size).toBe(150)
  })

  it('do not go on air unless they are broadcasts', async () => {
    const [conference] = (await list('type=VIDEO_CONFERENCE&videoRoomState=SCHEDULED')).content
    expect((await client.call('POST', `${rooms}/${conference?.id}/start`)).body).toMatchObject({ errorCode: 'VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP' })
  })

  it.each([
    'pageSize=50',
    'pageSize=50&page=100&sortBy=CREATED_AT_ASC',
    'pageSize=50&sortBy=LAST_MODIFIED_AT_DESC',
    'pageSize=50&keyword=collection&videoRoomState=ARCHIVED&type=BROADCAST_RTMP&accessLevel=PUBLIC&appUserId=creator',
  ])('answer a page within 20 ms: %s', async (query) => {
    await expect(cpuMs(() => list(query))).resolves.toBeLessThan(20)
  })

  it('do not slow a change down: it is written alone', async () => {
    const [room] = (await list('videoRoomState=SCHEDULED&type=BROADCAST_RTMP')).content
    const sizes = async () => Promise.all(['state.json', 'state.journal'].map(async (name) => (await stat(join(dir.path, name))).size))
    const [whole, journal = 0] = await sizes()
    await expect(cpuMs(() => client.call('PATCH', `${rooms}/${room?.id}`, { title: 'new' }))).resolves.toBeLessThan(20)
    const [wholeAfter, journalAfter = 0] = await sizes()
    expect(wholeAfter).toBe(whole)
    expect(journalAfter - journal).toBeLessThan(20_000) // ten changes
  })
})
