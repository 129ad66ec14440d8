import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { descendantsOf, isFfmpeg, listProcesses } from '../../rig/process-tree.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { ffmpegBuilds, otherBuildInLongForm } from '../relay/test-encoder.ts'
import { decode, pictureSteps } from './decode.ts'
import { clientOf, type SandboxClient } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers, type TestPublisher } from './test-publisher.ts'

describe.each(ffmpegBuilds)('a broadcast through the local FlipFlop Cloud with the $name ffmpeg', ({ path: ffmpegPath }) => {
  otherBuildInLongForm(ffmpegPath)
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let sandbox: Sandbox
  let client: SandboxClient

  beforeAll(async () => {
    dir = await makeTempDir('sandbox')
    const started = await startSandbox({ dataDir: dir.path, ffmpegPath, apiPort: 0, rtmpPort: 0, httpPort: 0 })
    if (!started.ok) throw new Error(started.failure.detail)
    sandbox = started.value
    client = clientOf(sandbox)
  })
  afterEach(stopAllPublishers)
  afterAll(async () => {
    await sandbox?.[Symbol.asyncDispose]()
    // its own: other tests run ffmpeg at the same time
    expect((await descendantsOf(process.pid)).filter(isFfmpeg)).toEqual([])
    await dir?.remove()
  })

  const publish = async (): Promise<TestPublisher> => {
    const key = await client.key()
    return startTestPublisher({ ingestUrl: key.ingestUrl as string, streamKey: key.streamKey as string, dir: dir.path })
  }

  it('goes from the first byte to the archived video, through an interruption, as the documents say', async () => {
    const roomId = await client.firstRoom()
    const { streamKey } = await client.key()
    expect(await client.key()).toMatchObject({ streamKeyState: 'INACTIVE', mode: null, playUrl: null, videoRoom: null })

    const seen: string[] = []
    const startedAt = performance.now()
    let firstByteAt = 0
    const first = await publish()
    const active = await until(
      'the key ACTIVE',
      async () => {
        if (firstByteAt === 0 && ((await client.ingest()).bytes as number) > 0) firstByteAt = performance.now()
        const key = await client.key()
        if (seen.at(-1) !== key.streamKeyState) seen.push(key.streamKeyState as string)
        return key.streamKeyState === 'ACTIVE' && key
      },
      15_000,
      5,
    )
    console.log(
      `first RTMP byte → ACTIVE: ${(performance.now() - firstByteAt).toFixed(0)} ms; start → ${(performance.now() - startedAt).toFixed(0)} ms`,
    )
    expect(seen.filter((state) => state !== 'INACTIVE')).toEqual(['ACTIVE_PREP', 'ACTIVE'])
    expect(active).toMatchObject({ mode: 'CMAF', rtmpPlayUrl: null, httpFlvPlayUrl: null })
    for (const url of [active.playUrl, active.cmafHlsPlayUrl, active.cmafDashPlayUrl]) expect(url).not.toContain(streamKey)

    expect(await decode(active.cmafHlsPlayUrl as string, { seconds: 3, video: 0 })).toMatchObject({
      width: 1280,
      height: 720,
      hasSound: true,
      complaints: '',
    })
    expect(await decode(active.cmafHlsPlayUrl as string, { seconds: 3, video: 1 })).toMatchObject({
      width: 640,
      height: 360,
      hasSound: true,
      complaints: '',
    })
    expect(await decode(active.cmafDashPlayUrl as string, { seconds: 3, video: 0 })).toMatchObject({
      width: 640,
      height: 360,
      hasSound: true,
      complaints: '',
    })
    expect(await decode(active.cmafDashPlayUrl as string, { seconds: 3, video: 1 })).toMatchObject({
      width: 1280,
      height: 720,
      hasSound: true,
      complaints: '',
    })
    const carriers = (await listProcesses()).filter(({ args }) => args.some((arg) => arg.includes(streamKey as string)))
    expect(carriers).toEqual([])

    expect((await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/rtmp-broadcast/state/live`)).status).toBe(200)
    const liveAt = performance.now()
    expect(await client.key()).toMatchObject({ streamKeyState: 'ACTIVE_LIVE', videoRoom: { id: roomId, videoRoomState: 'LIVE' } })
    expect(await client.room(roomId)).toMatchObject({
      videoRoomState: 'LIVE',
      format: 'CMAF',
      playUrl: active.playUrl,
      liveStartedAt: expect.any(String),
    })
    expect(await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/end`)).toMatchObject({
      status: 400,
      body: { errorCode: 'VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE' },
    })
    await until('four seconds on air', () => performance.now() - liveAt > 4000, 6000)

    await client.setFaults({ ingestReset: true })
    const resetAt = performance.now()
    expect(await client.keyIs('INACTIVE_LIVE', 2000)).toMatchObject({ playUrl: null, mode: null })
    expect(await client.room(roomId)).toMatchObject({ videoRoomState: 'LIVE_INACTIVE', playUrl: null, cmafHlsPlayUrl: null })
    await first.exited
    const publishedAt = performance.now()
    const second = await publish()
    const again = await client.keyIs('ACTIVE_LIVE')
    const secondAt = performance.now()
    expect(again.playUrl).not.toBe(active.playUrl)
    expect(await client.room(roomId)).toMatchObject({ videoRoomState: 'LIVE', playUrl: again.playUrl })
    await until('three more seconds on air', () => performance.now() - secondAt > 3000, 5000)

    await second.stop()
    const stoppedAt = performance.now()
    await client.keyIs('INACTIVE_LIVE', 3000)
    const ended = await client.call('POST', `/v2/apps/me/video-rooms/${roomId}/rtmp-broadcast/state/ended`)
    expect(ended).toMatchObject({ status: 200, body: { videoRoomState: 'ENDED', playUrl: null, liveEndedAt: expect.any(String) } })
    expect(await client.key()).toMatchObject({ streamKeyState: 'INACTIVE', videoRoom: null })
    const archived = await client.roomIs(roomId, 'ARCHIVED')
    expect(archived).toMatchObject({ vodState: 'ARCHIVED', videoPost: { videoPostState: 'PROCESSED', type: 'LIVE_RECORDED' } })

    const vod = await decode(archived.vodUrl as string)
    const onAirSeconds = (resetAt - liveAt) / 1000 + 3
    expect(vod).toMatchObject({ width: 1280, height: 720, hasSound: true, complaints: '' })
    expect(vod.frames / 30).toBeGreaterThan(onAirSeconds)
    // Both ingests whole, with the group of pictures before the first.
    expect(vod.frames / 30).toBeLessThan((resetAt - liveAt + stoppedAt - publishedAt) / 1000 + 2)
    const steps = await pictureSteps(archived.vodUrl as string)
    expect(Math.min(...steps)).toBeGreaterThan(15) // nothing twice
    expect(Math.max(...steps)).toBeLessThan(70) // no hole where the ingest was interrupted
    const head = await fetch(archived.vodUrl as string, { headers: { range: 'bytes=0-99' } })
    expect(head.status).toBe(206)
    expect(head.headers.get('content-type')).toBe('video/mp4')
    expect(await client.ingest()).toMatchObject({ publishes: 2, disconnects: 2, publisher: null })
  })
})
