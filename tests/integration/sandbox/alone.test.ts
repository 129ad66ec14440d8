import { readdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findInFiles } from '../../rig/find-in-files.ts'
import { descendantsOf, isFfmpeg, stillRunning } from '../../rig/process-tree.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { killAllAlone, runAlone } from './alone.ts'
import { decode } from './decode.ts'
import { clientOf } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers } from './test-publisher.ts'

describe('npm run sandbox', () => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>

  beforeEach(async () => {
    dir = await makeTempDir('alone')
  })
  afterEach(async () => {
    await stopAllPublishers()
    await killAllAlone()
    await dir.remove()
  })

  it('says one line, keeps everything over a restart, and ends with 0 when told to', async () => {
    const first = await runAlone(['--data-dir', dir.path])
    const facts = await first.ready
    const { protocol, hostname } = new URL(facts.apiUrl)
    expect([protocol, hostname]).toEqual(['http:', '127.0.0.1'])
    const client = clientOf(facts)
    const room = (
      await client.call('POST', '/v2/apps/me/video-rooms', {
        appUserId: 'creator',
        type: 'BROADCAST_RTMP',
        title: '두 번째',
        scheduledAt: '2030-01-01T00:00:00Z',
      })
    ).body
    const key = await client.key()
    first.child.kill('SIGINT')
    expect(await first.exited).toBe(0)
    expect(first.stdout().trimEnd().split('\n')).toHaveLength(1)
    expect(first.stderr()).toBe('')
    expect((await stat(join(dir.path, 'sandbox', 'credentials.json'))).mode & 0o777).toBe(0o600)

    const second = await runAlone(['--data-dir', dir.path])
    const again = await second.ready
    expect(again).toMatchObject({ apiKey: facts.apiKey, apiSecret: facts.apiSecret, appUserId: 'creator', memberId: facts.memberId })
    expect(await clientOf(again).room(room.id as number)).toEqual(room)
    expect(await clientOf(again).key()).toEqual({ ...key, ingestUrl: again.ingestUrl })
    second.child.kill('SIGTERM')
    expect(await second.exited).toBe(0)
  })

  it('is killed on air: no ffmpeg is left, the broadcast can go on, and nothing of it is missing in the archive', async () => {
    const first = await runAlone(['--data-dir', dir.path])
    let client = clientOf(await first.ready)
    const roomId = await client.firstRoom()
    const { ingestUrl, streamKey } = (await client.key()) as { ingestUrl: string; streamKey: string }
    startTestPublisher({ ingestUrl, streamKey, dir: dir.path })
    await client.keyIs('ACTIVE')
    await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/start`)
    const liveAt = performance.now()
    await until('two seconds on air', () => performance.now() - liveAt > 2000, 4000)
    const children = (await descendantsOf(first.child.pid ?? 0)).filter(isFfmpeg)
    expect(children.map(({ args }) => args.join(' ')).filter((line) => line.includes('pipe:0'))).toHaveLength(1)
    expect(await findInFiles(join(dir.path, 'logs'), [streamKey])).toEqual([])
    first.child.kill('SIGKILL')
    await first.exited
    await until('no ffmpeg left', async () => (await stillRunning(children)).length === 0, 3000)
    await stopAllPublishers()

    const second = await runAlone(['--data-dir', dir.path])
    client = clientOf(await second.ready)
    expect(await client.key()).toMatchObject({
      streamKey,
      streamKeyState: 'INACTIVE_LIVE',
      playUrl: null,
      videoRoom: { id: roomId, videoRoomState: 'LIVE_INACTIVE' },
    })
    const publisher = startTestPublisher({ ingestUrl: (await client.key()).ingestUrl as string, streamKey, dir: dir.path })
    await client.keyIs('ACTIVE_LIVE')
    await publisher.stop()
    await client.keyIs('INACTIVE_LIVE')
    await client.setFaults({ archiveDelayMs: 600_000 })
    expect((await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/end`)).body).toMatchObject({
      videoRoomState: 'ENDED',
      vodState: 'NOT_ARCHIVED',
    })
    second.child.kill('SIGKILL')
    await second.exited

    const third = await runAlone(['--data-dir', dir.path])
    client = clientOf(await third.ready)
    const archived = await client.roomIs(roomId, 'ARCHIVED')
    const vod = await decode(archived.vodUrl as string)
    expect(vod.frames).toBeGreaterThan(90) // two seconds before the kill, at least one after
    expect(vod.complaints).toBe('')
    expect(await readdir(join(dir.path, 'sandbox', 'recordings'))).toEqual([])
    third.child.kill('SIGTERM')
    expect(await third.exited).toBe(0)
  })

  it('says in one sentence why it cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const file = join(dir.path, 'a file')
    await writeFile(file, '')
    for (const [args, sentence] of [
      [['--rtmp-port', String(port)], `Port ${port} is in use by another program: choose another one, or 0 for any free one.\n`],
      [['--api-port', String(port)], `Port ${port} is in use by another program: choose another one, or 0 for any free one.\n`],
      [['--api-port', 'seven'], '--api-port takes a number from 0 to 65535, not "seven".\n'],
      [
        ['--data-dir', join(file, 'x')],
        `The folder ${join(file, 'x')} cannot be written: choose another one with --data-dir, or make it writable.\n`,
      ],
    ] as const) {
      const alone = await runAlone(['--data-dir', dir.path, ...args])
      expect([await alone.exited, alone.stderr(), alone.stdout()]).toEqual([1, sentence, ''])
    }
    taken.close()
  })
})
