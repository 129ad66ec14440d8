import { describe, expect, it } from 'vitest'
import type { AppUserId, RoomId, StreamKeyId, VideoPostId } from '../../../shared/ids.ts'
import { fakeService, networkError } from './fake-service.ts'
import { pageJson, roomJson, streamKeyJson, videoPostJson } from './wire-samples.ts'

const member = 'creator1' as AppUserId
const room = '900' as RoomId
const key = '41' as StreamKeyId
const app = '/v2/apps/me'

describe('reading', () => {
  it('asks with app access and reads the documented stream key, nulls and all', async () => {
    const service = fakeService(() => ({ json: streamKeyJson }))
    const answer = await service.connection.api.getStreamKey(member)
    expect(service.asked).toMatchObject([
      { method: 'GET', path: `${app}/members/creator1/stream-key`, authorization: `Basic ${Buffer.from('app-key:very-secret').toString('base64')}` },
    ])
    expect(answer).toMatchObject({
      ok: true,
      value: {
        id: '41',
        streamKeyState: 'ACTIVE',
        ingestUrl: 'rtmp://media.example/live',
        mode: 'CMAF',
        cmafHlsPlayUrl: streamKeyJson.cmafHlsPlayUrl,
      },
    })
    expect(answer.ok && answer.value.playUrl).toBeUndefined()
  })

  it('reads the other spelling of the ingest, an unknown state, absent fields and ids beyond 2^53', async () => {
    const { connection } = fakeService(() => ({
      text: '{"id":9223372036854775807,"streamKeyState":"ACTIVE_DREAMING","ingestURL":"rtmp://a/live","streamKey":"k+/=?&","mode":"HOLOGRAM","new":{}}',
    }))
    expect(await connection.api.getStreamKey(member)).toMatchObject({
      ok: true,
      value: {
        id: '9223372036854775807',
        streamKeyState: { unknown: 'ACTIVE_DREAMING' },
        ingestUrl: 'rtmp://a/live',
        streamKey: 'k+/=?&',
        mode: { unknown: 'HOLOGRAM' },
      },
    })
  })

  it('encodes what it puts into a path', async () => {
    const service = fakeService(() => ({ json: streamKeyJson }))
    await service.connection.api.getStreamKey('../a b/ü?x' as AppUserId)
    expect(service.paths()).toEqual([`GET ${app}/members/..%2Fa%20b%2F%C3%BC%3Fx/stream-key`])
  })

  it('lists rooms newest first, pages counting from 1, with or without pageable', async () => {
    const {
      pageable: _,
      sort: __,
      ...bare
    } = pageJson([roomJson, { ...roomJson, id: 901, videoPostId: 77, videoRoomState: 'ARCHIVED' }], { totalPages: 3, number: 1 })
    const service = fakeService(() => ({ json: bare }))
    const answer = await service.connection.api.listRooms({ member, page: 2 })
    expect(service.paths()).toEqual([`GET ${app}/video-rooms?appUserId=creator1&pageSize=50&sortBy=CREATED_AT_DESC&page=2`])
    expect(answer).toMatchObject({
      ok: true,
      value: {
        page: 2,
        totalPages: 3,
        items: [
          { id: '900', title: 'First show' },
          { id: '901', videoPostId: '77', videoRoomState: 'ARCHIVED' },
        ],
      },
    })
  })

  it('learns from the first answer that a server counts pages from 0', async () => {
    const pages = [[roomJson], [{ ...roomJson, id: 902 }]]
    const service = fakeService(({ path }) => {
      const number = Number(/[?&]page=(\d+)/.exec(path)?.[1])
      return { json: pageJson(pages[number] ?? [], { number, totalPages: 2, first: number === 0 }) }
    })
    const { listRooms } = service.connection.api
    expect(await listRooms({ page: 1 })).toMatchObject({ ok: true, value: { page: 1, items: [{ id: '900' }] } })
    expect(await listRooms({ page: 2 })).toMatchObject({ ok: true, value: { page: 2, items: [{ id: '902' }] } })
    expect(service.asked.map(({ path }) => /page=(\d)/.exec(path)?.[1])).toEqual(['1', '0', '1'])
  })

  it('reads a video post that is still being made', async () => {
    const { connection } = fakeService(() => ({
      json: { ...videoPostJson, videoPostState: 'QUEUEED', file: { ...videoPostJson.file, processedSummaries: null } },
    }))
    expect(await connection.api.getVideoPost('5000' as VideoPostId)).toMatchObject({
      ok: true,
      value: { id: '5000', videoPostState: 'QUEUED' },
    })
  })
})

describe('acting', () => {
  it('creates a public broadcast room', async () => {
    const service = fakeService(() => ({ status: 201, json: roomJson }))
    expect(await service.connection.api.createRoom({ member, title: '첫 방송', scheduledAt: '2030-01-02T10:00:00Z' })).toMatchObject({
      ok: true,
      value: { id: '900' },
    })
    expect(service.asked).toMatchObject([
      {
        method: 'POST',
        path: `${app}/video-rooms`,
        body: { appUserId: 'creator1', type: 'BROADCAST_RTMP', title: '첫 방송', accessLevel: 'PUBLIC', scheduledAt: '2030-01-02T10:00:00Z' },
      },
    ])
  })

  it('has a stream key reissued and hides the new one from the logs before anybody has it', async () => {
    const service = fakeService(() => ({ json: { ...streamKeyJson, streamKeyState: 'INACTIVE', streamKey: 'k-brand-new' } }))
    expect(await service.connection.api.reissueKey(key)).toMatchObject({ ok: true, value: { streamKey: 'k-brand-new' } })
    expect(service.paths()).toEqual([`POST ${app}/stream-keys/41/reissue`])
    expect(service.hidden).toContain('k-brand-new')
  })

  it('says why a key that is in use is not reissued, and asks no second time', async () => {
    const service = fakeService(() => ({ status: 400, json: { errorCode: 'STREAM_KEY_STATE_NOT_INACTIVE', errorMessage: 'in use' } }))
    expect(await service.connection.api.reissueKey(key)).toMatchObject({ ok: false, failure: { code: 'stream-key-not-inactive' } })
    expect(service.asked).toHaveLength(1)
  })

  it('lists the profiles that a broadcast can have, and chooses one by its number', async () => {
    const service = fakeService(({ method }) => ({ json: method === 'GET' ? pageJson([streamKeyJson.profile]) : streamKeyJson }))
    expect(await service.connection.api.listProfiles()).toMatchObject({ ok: true, value: { items: [{ id: '3', name: 'landscape' }] } })
    expect(await service.connection.api.chooseProfile(key, '3')).toMatchObject({ ok: true, value: { profile: { id: '3' } } })
    await service.connection.api.chooseProfile(key, '9223372036854775807')
    expect(service.asked).toMatchObject([
      { method: 'GET', path: `${app}/transcoding-profiles?type=BROADCAST_RTMP&pageSize=100&page=1` },
      { method: 'PATCH', path: `${app}/stream-keys/41`, body: { profileId: 3 } },
      { method: 'PATCH', path: `${app}/stream-keys/41`, body: { profileId: '9223372036854775807' } },
    ])
  })

  it('starts and ends by the documented paths', async () => {
    const service = fakeService(() => ({ json: { ...roomJson, videoRoomState: 'LIVE' } }))
    expect(await service.connection.api.startRoom(room)).toMatchObject({ ok: true, value: { videoRoomState: 'LIVE' } })
    await service.connection.api.endRoom(room)
    expect(service.paths()).toEqual([
      `POST ${app}/video-rooms/900/rtmp-broadcast/state/live`,
      `POST ${app}/video-rooms/900/rtmp-broadcast/state/ended`,
    ])
  })

  it('tries the other spelling where the documented path does not exist, and remembers it', async () => {
    const service = fakeService(({ path }) => (path.includes('rtmp-broadcast') ? { status: 404, text: '<html>' } : { json: roomJson }))
    expect((await service.connection.api.startRoom(room)).ok).toBe(true)
    expect((await service.connection.api.endRoom(room)).ok).toBe(true)
    expect(service.paths()).toEqual([
      `POST ${app}/video-rooms/900/rtmp-broadcast/state/live`,
      `POST ${app}/video-rooms/900/start`,
      `POST ${app}/video-rooms/900/end`,
    ])
  })

  it('takes a 404 with an errorCode for what it is: no such room', async () => {
    const service = fakeService(() => ({ status: 404, json: { errorCode: 'VIDEO_ROOM_NOT_FOUND', errorMessage: 'no room' } }))
    expect(await service.connection.api.startRoom(room)).toMatchObject({
      ok: false,
      failure: { code: 'room-not-found', serviceCode: 'VIDEO_ROOM_NOT_FOUND' },
    })
    expect(service.asked).toHaveLength(1)
  })

  it('does not take an action that was done for one that failed when its answer is no room', async () => {
    const service = fakeService(({ method }) => (method === 'POST' ? { status: 200 } : { json: { ...roomJson, videoRoomState: 'LIVE' } }))
    expect(await service.connection.api.startRoom(room)).toMatchObject({ ok: true, value: { videoRoomState: 'LIVE' } })
    expect(service.paths()).toEqual([`POST ${app}/video-rooms/900/rtmp-broadcast/state/live`, `GET ${app}/video-rooms/900`])
  })

  it('never repeats an action', async () => {
    const service = fakeService(() => networkError('ECONNRESET'))
    expect(await service.connection.api.endRoom(room)).toMatchObject({
      ok: false,
      failure: { code: 'cloud-unreachable', params: { host: 'api.example' } },
    })
    expect(service.asked).toHaveLength(1)
  })
})

describe('when the service does not answer well', () => {
  it.each([
    ['a captive portal', { text: '<html>log in</html>', headers: { 'content-type': 'text/html' } }, 'cloud-not-an-api'],
    ['a redirect', { status: 302, headers: { location: 'https://login.example/' } }, 'cloud-not-an-api'],
    ['broken JSON', { text: '{"id":', headers: { 'content-type': 'application/json' } }, 'cloud-malformed-answer'],
    ['wrong credentials', { status: 401, json: { errorCode: 'INVALID_APP_CREDENTIALS', errorMessage: 'no' } }, 'credentials-rejected'],
    [
      'a page that is too long',
      { text: `"${'x'.repeat(9 * 1024 * 1024)}"`, headers: { 'content-type': 'application/json' } },
      'cloud-malformed-answer',
    ],
  ])('%s is said and not asked again', async (_what, answer, code) => {
    const service = fakeService(() => answer)
    expect(await service.connection.api.getRoom(room)).toMatchObject({ ok: false, failure: { code } })
    expect(service.asked).toHaveLength(1)
  })

  it('names the fields of a malformed answer, never their values', async () => {
    const { connection } = fakeService(() => ({ json: { ...streamKeyJson, streamKey: 12345678, ingestUrl: null } }))
    const answer = await connection.api.getStreamKey(member)
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'cloud-malformed-answer', detail: 'GET /v2/apps/me/members/creator1/stream-key: streamKey: invalid_type' },
    })
    expect(JSON.stringify(answer)).not.toContain('12345678')
  })

  it('hides the secret, its header form and every stream key', async () => {
    const service = fakeService(({ path }) =>
      path.includes('stream-key')
        ? { json: streamKeyJson }
        : {
            status: 400,
            json: { errorCode: 'ODD', errorMessage: `very-secret of k-3f2a9c, ${Buffer.from('app-key:very-secret').toString('base64')}` },
          },
    )
    await service.connection.api.getStreamKey(member)
    await service.connection.api.getStreamKey(member)
    expect(service.hidden).toEqual(['very-secret', Buffer.from('app-key:very-secret').toString('base64'), 'k-3f2a9c'])
    expect(await service.connection.api.getRoom(room)).toMatchObject({ failure: { detail: 'HTTP 400: ••• of •••, •••' } })
  })

  it('reads again at most twice, later each time, with jitter', async () => {
    const service = fakeService(() => networkError('ECONNREFUSED'), { random: () => 0.75 })
    const answer = service.connection.api.getRoom(room)
    await service.time.advance(5_000)
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cloud-unreachable', detail: 'ECONNREFUSED' } })
    const [first = 0, second = 0, third = 0, ...more] = service.asked.map(({ atMs }) => atMs)
    expect([second - first, third - second, more]).toEqual([312.5, 625, []])
  })

  it('waits as long as a busy service asks, but not beyond the deadline', async () => {
    const seconds = ['2', '30']
    const service = fakeService(() => ({ status: 429, headers: { 'retry-after': seconds.shift() ?? '' } }))
    const answer = service.connection.api.getRoom(room)
    await service.time.advance(2_000)
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cloud-rate-limited', params: { seconds: 30 } } })
    expect(service.asked.map(({ atMs }) => atMs - 1_000)).toEqual([0, 2_000])
  })

  it('succeeds when a later answer is good', async () => {
    const answers = [{ status: 502, text: '<html>' }, { json: roomJson }]
    const service = fakeService(() => answers.shift() ?? networkError('EXTRA'))
    const answer = service.connection.api.getRoom(room)
    await service.time.advance(1_000)
    expect(await answer).toMatchObject({ ok: true, value: { id: '900' } })
  })

  it('gives up after ten seconds on a server that says nothing', async () => {
    const service = fakeService(() => 'never')
    let done = false
    const answer = service.connection.api.getRoom(room).finally(() => {
      done = true
    })
    await service.time.advance(9_999)
    expect(done).toBe(false)
    await service.time.advance(1)
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cloud-timeout', params: { host: 'api.example' } } })
    expect(service.time.pending()).toBe(0)
  })

  it('ends at once when cancelled, also before it began', async () => {
    const service = fakeService(() => 'never')
    const cancel = new AbortController()
    const answer = service.connection.api.getRoom(room, cancel.signal)
    await service.time.advance(10)
    cancel.abort()
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cloud-timeout', detail: 'cancelled' } })
    expect(await service.connection.api.getRoom(room, cancel.signal)).toMatchObject({ ok: false })
    expect([service.asked.length, service.time.pending()]).toEqual([1, 0])
  })

  it('says so when the address cannot be one', async () => {
    const service = fakeService(() => ({ json: roomJson }), { baseUrl: 'not an address' })
    const answer = service.connection.api.endRoom(room)
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cloud-unreachable', params: { host: 'not an address' } } })
  })
})

it('measures the service’s clock', async () => {
  const service = fakeService(() => ({ json: roomJson, headers: { date: 'Fri, 01 Mar 2030 10:01:00 GMT' } }))
  expect(service.connection.api.clockOffsetMs()).toBeNull()
  await service.connection.api.getRoom(room)
  // Asked at 10:00:00; the date stands for the second that it begins.
  expect(service.connection.api.clockOffsetMs()).toBe(60_500)
})
