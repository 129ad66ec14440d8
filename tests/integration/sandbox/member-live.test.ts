import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { listenToEvents } from '../../rig/event-listener.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { ffmpegBuilds, otherBuildInLongForm } from '../relay/test-encoder.ts'
import { decode } from './decode.ts'
import { clientOf, type SandboxClient } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers } from './test-publisher.ts'

type Json = Record<string, unknown>

describe.each(ffmpegBuilds)('a private broadcast with member access, converted by the $name ffmpeg', ({ path: ffmpegPath }) => {
  otherBuildInLongForm(ffmpegPath)
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let sandbox: Sandbox
  let client: SandboxClient

  beforeEach(async () => {
    dir = await makeTempDir('member')
    const started = await startSandbox({ dataDir: dir.path, ffmpegPath, apiPort: 0, rtmpPort: 0, httpPort: 0 })
    if (!started.ok) throw new Error(started.failure.detail)
    sandbox = started.value
    client = clientOf(sandbox)
  })
  afterEach(async () => {
    await stopAllPublishers()
    await sandbox[Symbol.asyncDispose]()
    await dir.remove()
  })

  it('is told as it happens, watched by its member alone, and kept in three formats', async () => {
    await client.setFaults({ accessLevelsOpen: true })
    const tokens = await fetch(`${sandbox.apiUrl}/__sandbox/token-url/creator`, { headers: { 'X-Tally-Test': sandbox.apiKey } })
    const { accessToken, streamingToken } = (await tokens.json()) as { accessToken: string; streamingToken: string }
    const guest = (await client.call('POST', '/v2/apps/me/members/login-as-guest')).body
    const mine = async (method: string, path: string, body?: Json) => {
      const answer = await fetch(`${sandbox.apiUrl}/v2/members/me${path}`, {
        method,
        headers: { authorization: `Bearer ${accessToken}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Json }
    }
    const { id, uuid } = (
      await mine('POST', '/video-rooms', { type: 'BROADCAST_RTMP', title: '비공개', accessLevel: 'PRIVATE', scheduledAt: '2030-01-01T00:00:00Z' })
    ).body
    using events = await listenToEvents(`${sandbox.apiUrl}/v2/members/me/event-sources`, accessToken)
    await mine('POST', `/video-rooms/${id}/channel/join`)
    const told = (state: string) => events.hears(state, ({ data }) => JSON.stringify(data.customData).includes(`State":"${state}"`))

    const key = (await mine('GET', '/stream-key')).body
    const publisher = startTestPublisher({ ingestUrl: key.ingestUrl as string, streamKey: key.streamKey as string, dir: dir.path, mode: 'RTMP_CMAF' })
    await told('ACTIVE')
    expect((await mine('POST', `/video-rooms/${id}/start`)).body).toMatchObject({ videoRoomState: 'LIVE', accessLevel: 'PRIVATE' })
    const { data } = await told('LIVE')
    const live = data.customData as Record<string, string>
    const status = async (url: string, token?: unknown) => {
      const answer = await fetch(token === undefined ? url : `${url}?streamingToken=${token}`)
      await answer.body?.cancel()
      return answer.status
    }
    for (const url of [live.cmafHlsPlayUrl, live.cmafDashPlayUrl, live.httpFlvPlayUrl] as string[]) {
      const got = [await status(url), await status(url, guest.streamingToken), await status(url, accessToken), await status(url, streamingToken)]
      expect(got).toEqual([403, 403, 403, 200])
    }
    await expect(decode(live.rtmpPlayUrl as string, { seconds: 1 })).rejects.toThrow('ffmpeg ended')
    // Players know nothing of tokens: everything that a manifest names carries it.
    for (const url of [live.cmafHlsPlayUrl, live.cmafDashPlayUrl, live.rtmpPlayUrl, live.httpFlvPlayUrl])
      expect((await decode(`${url}?streamingToken=${streamingToken}`, { seconds: 1 })).frames).toBeGreaterThan(20)

    await publisher.stop()
    await told('INACTIVE_LIVE')
    expect((await mine('POST', `/video-rooms/${id}/end`)).body).toMatchObject({ videoRoomState: 'ENDED', vodState: 'NOT_ARCHIVED' })
    await client.setFaults({ processDelayMs: 1500 })
    const post = await until('a post that is PROCESSING, its original there', async () => {
      const [found] = (await client.call('GET', '/v2/apps/me/video-posts?keyword=비공개')).body.content as Json[]
      return found?.videoPostState === 'PROCESSING' && found.file !== null && found
    })
    expect(post).toMatchObject({ file: { processedSummaries: [] }, accessLevel: 'PRIVATE' })
    expect((await mine('GET', `/video-rooms/uuid/${uuid}`)).body).toMatchObject({ videoRoomState: 'ENDED', vodState: 'ARCHIVING', vodUrl: null })
    await told('ARCHIVED')
    const done = (await client.call('GET', `/v2/apps/me/video-posts/${post.id}`)).body as {
      file: { src: { url: string; size: number }; processedSummaries: { format: string; size: number; url: string }[]; thumbnail: { url: string } }
    }
    const { src, processedSummaries, thumbnail } = done.file
    expect(processedSummaries.map(({ format }) => format)).toEqual(['MP4', 'CMAF_HLS', 'CMAF_MPEG_DASH'])
    for (const { url } of [...processedSummaries, thumbnail]) expect([await status(url), await status(url, streamingToken)]).toEqual([403, 200])
    const [mp4, ...cmaf] = await Promise.all(processedSummaries.map(({ url }) => decode(`${url}?streamingToken=${streamingToken}`)))
    for (const found of cmaf) expect(found).toMatchObject({ frames: mp4?.frames, width: 1280, height: 720, hasSound: true, complaints: '' })

    const url = `${src.url}?streamingToken=${streamingToken}`
    const whole = await fetch(url)
    expect([whole.headers.get('content-length'), whole.headers.get('accept-ranges')]).toEqual([String(src.size), 'bytes'])
    const bytes = Buffer.from(await whole.arrayBuffer())
    const part = await fetch(url, { headers: { range: `bytes=${src.size - 100}-` } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${src.size - 100}-${src.size - 1}/${src.size}`])
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(-100))).toBe(true)

    expect((await client.call('PATCH', `/v2/apps/me/video-posts/${post.id}`, { title: '새 제목' })).body).toMatchObject({ title: '새 제목' })
    expect((await client.call('DELETE', `/v2/apps/me/video-posts/${post.id}`)).status).toBe(204)
    expect((await client.call('GET', `/v2/apps/me/video-posts/${post.id}`)).body).toMatchObject({ errorCode: 'VIDEO_POST_NOT_FOUND' })
    expect((await mine('GET', `/video-rooms/${id}`)).body).toMatchObject({ vodState: 'ARCHIVED', vodUrl: null, videoPost: null })
    await until('its files gone', async () => (await readdir(join(dir.path, 'vod'))).length === 0)
    await client.setFaults({ tokensRevoked: true })
    await until('the end of the events', () => events.ended() === 'closed')
    expect(await mine('GET', '')).toMatchObject({ status: 401, body: { errorCode: 'INVALID_MEMBER_ACCESS_TOKEN' } })
  })
})
