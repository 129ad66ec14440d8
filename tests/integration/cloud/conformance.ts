import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** An app of FlipFlop Cloud and one of its members who is not sending. */
export type ConformanceTarget = { readonly baseUrl: string; readonly apiKey: string; readonly apiSecret: string; readonly appUserId: string }

type Json = Readonly<Record<string, unknown>>
type Answer = { readonly status: number; readonly body: Json }

const deadlineMs = 10_000
const id = expect.any(Number)
const text = expect.any(String)
/** The instant that the documents show: ISO 8601, UTC. */
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
/** No member, room or post of a test account reaches this number. */
const nobody = 999_999_999

/** Fields that the documents mark with `?`: null or absent. */
const empty = (body: Json, fields: readonly string[]) =>
  expect(fields.filter((field) => body[field] !== null && body[field] !== undefined)).toEqual([])

/**
 * What the documents of FlipFlop Cloud promise of app access while nothing is sent, written by hand: nothing of the
 * program is imported, so that program and simulator cannot be wrong together. Registers its tests with the runner;
 * makes rooms in the target's account and deletes them.
 */
export function conformsToTheDocuments(target: () => ConformanceTarget): void {
  const made: number[] = []

  async function call(
    method: string,
    path: string,
    options: { readonly body?: unknown; readonly authorization?: string | null } = {},
  ): Promise<Answer> {
    const { baseUrl, apiKey, apiSecret } = target()
    const { authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`, body } = options
    const headers: Record<string, string> = { accept: 'application/json' }
    if (authorization !== null) headers.authorization = authorization
    if (body !== undefined) headers['content-type'] = 'application/json'
    const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await fetch(`${baseUrl}${path}`, { method, headers, ...payload, signal: AbortSignal.timeout(deadlineMs) })
    const answer = await response.text()
    if (answer !== '') expect(response.headers.get('content-type')).toMatch(/application\/json/)
    return { status: response.status, body: answer === '' ? {} : (JSON.parse(answer) as Json) }
  }

  const refused = (status: number, errorCode: string) => ({ status, body: { errorCode, errorMessage: text } })

  async function createRoom(title: string): Promise<Json> {
    const body = { appUserId: target().appUserId, type: 'BROADCAST_RTMP', title, accessLevel: 'PUBLIC', scheduledAt: '2030-01-01T09:30:00Z' }
    const answer = await call('POST', '/v2/apps/me/video-rooms', { body })
    expect(answer.status).toBe(201)
    made.push(answer.body.id as number)
    return answer.body
  }

  afterAll(async () => {
    for (const room of made) await call('DELETE', `/v2/apps/me/video-rooms/${room}`)
  })

  describe('credentials', () => {
    it.each([
      ['none', null, 'EMPTY_APP_CREDENTIALS'],
      ['wrong ones', `Basic ${Buffer.from('nobody:nothing').toString('base64')}`, 'INVALID_APP_CREDENTIALS'],
    ])('%s are refused everywhere', async (_which, authorization, errorCode) => {
      for (const path of ['members', 'stream-keys', 'video-rooms', 'video-posts', 'transcoding-profiles']) {
        expect(await call('GET', `/v2/apps/me/${path}`, { authorization })).toMatchObject(refused(401, errorCode))
      }
    })
  })

  describe('members', () => {
    it('are listed in pages and read by their appUserId', async () => {
      const list = await call('GET', '/v2/apps/me/members')
      const member = {
        id,
        state: 'ACTIVE',
        app: { id, state: 'ACTIVE', name: text },
        appUserId: target().appUserId,
        createdAt: instant,
        lastModifiedAt: instant,
      }
      expect(list).toMatchObject({
        status: 200,
        body: { content: expect.arrayContaining([expect.objectContaining({ appUserId: target().appUserId })]) },
      })
      expect(await call('GET', `/v2/apps/me/members/${target().appUserId}`)).toMatchObject({ status: 200, body: member })
    })

    it('that do not exist are not found', async () => {
      expect(await call('GET', '/v2/apps/me/members/nobodyhere')).toMatchObject(refused(404, 'MEMBER_NOT_FOUND'))
      expect(await call('GET', '/v2/apps/me/members/nobodyhere/stream-key')).toMatchObject(refused(404, 'MEMBER_NOT_FOUND'))
    })

    it('need an appUserId of letters and digits', async () => {
      expect(await call('POST', '/v2/apps/me/members', { body: {} })).toMatchObject(refused(400, 'EMPTY_APP_USER_ID'))
      expect(await call('POST', '/v2/apps/me/members', { body: { appUserId: 'a b' } })).toMatchObject(refused(400, 'INVALID_APP_USER_ID_FORMAT'))
    })
  })

  describe('the stream key of a member who is not sending', () => {
    it('is INACTIVE, names the ingest and has nothing to play', async () => {
      const { status, body } = await call('GET', `/v2/apps/me/members/${target().appUserId}/stream-key`)
      expect({ status, body }).toMatchObject({
        status: 200,
        body: {
          id,
          streamKeyState: 'INACTIVE',
          app: { id, name: text, defaultRtmpOutputMode: expect.stringMatching(/^(?:RTMP|CMAF|RTMP_CMAF)$/) },
          member: { id, appUserId: target().appUserId },
          streamKey: expect.stringMatching(/.+/),
          profile: {
            id,
            type: 'BROADCAST_RTMP',
            name: text,
            profile: { videoStreams: expect.arrayContaining([expect.objectContaining({ width: expect.any(Number), height: expect.any(Number) })]) },
          },
          createdAt: instant,
          lastModifiedAt: instant,
        },
      })
      expect(body.ingestUrl ?? body.ingestURL).toMatch(/^rtmps?:\/\/[^/]+\/live$/)
      empty(body, ['videoRoom', 'mode', 'playUrl', 'cmafHlsPlayUrl', 'cmafDashPlayUrl', 'rtmpPlayUrl', 'httpFlvPlayUrl'])
    })

    it('is the same by every way to it', async () => {
      const { body } = await call('GET', `/v2/apps/me/members/${target().appUserId}/stream-key`)
      expect(await call('GET', `/v2/apps/me/stream-keys/${body.id}`)).toEqual({ status: 200, body })
      expect(await call('GET', `/v2/apps/me/stream-keys?appUserId=${target().appUserId}`)).toMatchObject({ status: 200, body: { content: [body] } })
    })

    it('is not found by a wrong id', async () => {
      expect(await call('GET', `/v2/apps/me/stream-keys/${nobody}`)).toMatchObject(refused(404, 'STREAM_KEY_NOT_FOUND'))
    })
  })

  describe('video rooms', () => {
    it('are created SCHEDULED, without anything to play or an archive', async () => {
      const room = await createRoom('conformance: created')
      expect(room).toMatchObject({
        id,
        state: 'ACTIVE',
        type: 'BROADCAST_RTMP',
        videoRoomState: 'SCHEDULED',
        vodState: 'NOT_ARCHIVED',
        accessLevel: 'PUBLIC',
        title: 'conformance: created',
        member: { id, appUserId: target().appUserId },
        scheduledAt: expect.stringMatching(/^2030-01-01T09:30:00(?:\.0+)?Z$/),
        createdAt: instant,
        lastModifiedAt: instant,
      })
      empty(room, [
        'liveStartedAt',
        'liveEndedAt',
        'vodArchivedAt',
        'vodUrl',
        'playUrl',
        'cmafHlsPlayUrl',
        'cmafDashPlayUrl',
        'videoPost',
        'videoPostId',
      ])
      expect(await call('GET', `/v2/apps/me/video-rooms/${room.id}`)).toMatchObject({
        status: 200,
        body: { id: room.id, videoRoomState: 'SCHEDULED' },
      })
    })

    it.each([
      ['a member', { type: 'BROADCAST_RTMP', scheduledAt: '2030-01-01T09:30:00Z' }, 'EMPTY_VIDEO_ROOM_APP_USER_ID'],
      ['a type', { appUserId: 'MEMBER', scheduledAt: '2030-01-01T09:30:00Z' }, 'EMPTY_VIDEO_ROOM_TYPE'],
      ['a time', { appUserId: 'MEMBER', type: 'BROADCAST_RTMP' }, 'EMPTY_VIDEO_ROOM_SCHEDULED_AT'],
    ])('cannot be created without %s', async (_what, body, errorCode) => {
      const withMember = 'appUserId' in body ? { ...body, appUserId: target().appUserId } : body
      expect(await call('POST', '/v2/apps/me/video-rooms', { body: { title: 'conformance', ...withMember } })).toMatchObject(refused(400, errorCode))
    })

    it('cannot be created for nobody, or from what is not JSON', async () => {
      const body = { appUserId: 'nobodyhere', type: 'BROADCAST_RTMP', title: 'conformance', scheduledAt: '2030-01-01T09:30:00Z' }
      expect(await call('POST', '/v2/apps/me/video-rooms', { body })).toMatchObject(refused(404, 'MEMBER_NOT_FOUND'))
      expect(await call('POST', '/v2/apps/me/video-rooms', { body: '{"title":' })).toMatchObject(refused(400, 'INVALID_HTTP_MESSAGE_BODY'))
    })

    it.each(['GET', 'DELETE'])('that do not exist are not found (%s)', async (method) => {
      expect(await call(method, `/v2/apps/me/video-rooms/${nobody}`)).toMatchObject(refused(404, 'VIDEO_ROOM_NOT_FOUND'))
    })

    it('are gone once deleted', async () => {
      const room = await createRoom('conformance: deleted')
      expect((await call('DELETE', `/v2/apps/me/video-rooms/${room.id}`)).status).toBe(204)
      made.splice(made.indexOf(room.id as number), 1)
      expect(await call('GET', `/v2/apps/me/video-rooms/${room.id}`)).toMatchObject({ status: 404 })
    })
  })

  describe('pages', () => {
    let newest: readonly unknown[] = []
    const list = (query: string) => call('GET', `/v2/apps/me/video-rooms?appUserId=${target().appUserId}&pageSize=2&sortBy=CREATED_AT_DESC${query}`)
    const ids = ({ body }: Answer) => (body.content as Json[]).map((room) => room.id)

    beforeAll(async () => {
      const rooms = [await createRoom('conformance: page 1'), await createRoom('conformance: page 2'), await createRoom('conformance: page 3')]
      newest = rooms.map((room) => room.id).reverse()
    })

    it('count from 1 in the question and from 0 in the answer', async () => {
      const [first, second] = [await list('&page=1'), await list('&page=2')]
      expect(first.body).toMatchObject({
        totalPages: expect.any(Number),
        totalElements: expect.any(Number),
        numberOfElements: 2,
        number: 0,
        size: 2,
        first: true,
        last: false,
        empty: false,
      })
      expect(second.body).toMatchObject({ number: 1, size: 2, first: false })
      expect([...ids(first), ...ids(second)].slice(0, 3)).toEqual(newest)
      expect(ids(await list(''))).toEqual(ids(first))
    })

    it('sort the other way round, and filter', async () => {
      const oldestFirst = await call(
        'GET',
        `/v2/apps/me/video-rooms?appUserId=${target().appUserId}&pageSize=100&sortBy=CREATED_AT_ASC&keyword=conformance: page`,
      )
      expect(ids(oldestFirst)).toEqual([...newest].reverse())
      expect(await list('&videoRoomState=CANCELLED&keyword=conformance: page')).toMatchObject({
        status: 200,
        body: { content: [], totalElements: 0, empty: true },
      })
    })
  })

  describe('going live and ending while nothing is sent', () => {
    const act = (room: unknown, action: string) => call('POST', `/v2/apps/me/video-rooms/${room}/rtmp-broadcast/state/${action}`)

    it('is refused, and changes nothing', async () => {
      const room = await createRoom('conformance: not sent')
      expect(await act(room.id, 'live')).toMatchObject(refused(400, 'STREAM_KEY_STATE_NOT_ACTIVE'))
      expect(await act(room.id, 'ended')).toMatchObject(refused(400, 'VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE'))
      const after = await call('GET', `/v2/apps/me/video-rooms/${room.id}`)
      expect(after.body).toMatchObject({ videoRoomState: 'SCHEDULED', lastModifiedAt: room.lastModifiedAt })
      const key = await call('GET', `/v2/apps/me/members/${target().appUserId}/stream-key`)
      expect(key.body).toMatchObject({ streamKeyState: 'INACTIVE' })
    })

    it('knows no room that does not exist', async () => {
      expect(await act(nobody, 'live')).toMatchObject(refused(404, 'VIDEO_ROOM_NOT_FOUND'))
      expect(await act(nobody, 'ended')).toMatchObject(refused(404, 'VIDEO_ROOM_NOT_FOUND'))
    })

    it('is over for a cancelled room', async () => {
      const room = await createRoom('conformance: cancelled')
      expect((await act(room.id, 'cancelled')).status).toBe(200)
      expect((await call('GET', `/v2/apps/me/video-rooms/${room.id}`)).body).toMatchObject({ videoRoomState: 'CANCELLED', cancelledAt: instant })
      expect(await act(room.id, 'live')).toMatchObject(refused(400, 'VIDEO_ROOM_STATE_NOT_SCHEDULED'))
    })
  })

  describe('transcoding profiles', () => {
    it('include one for broadcasts, with the sizes that viewers get', async () => {
      const { status, body } = await call('GET', '/v2/apps/me/transcoding-profiles?type=BROADCAST_RTMP')
      expect({ status, body }).toMatchObject({ status: 200, body: { content: expect.any(Array) } })
      const profiles = body.content as Json[]
      expect(profiles.length).toBeGreaterThan(0)
      for (const profile of profiles)
        expect(profile).toMatchObject({ id, state: text, type: 'BROADCAST_RTMP', creatorType: expect.stringMatching(/^(?:SYSTEM|APP)$/), name: text })
      expect(await call('GET', `/v2/apps/me/transcoding-profiles/${profiles[0]?.id}`)).toMatchObject({ status: 200, body: { id: profiles[0]?.id } })
    })
  })

  it('refuses a method that a path does not have', async () => {
    expect(await call('DELETE', '/v2/apps/me/video-rooms')).toMatchObject(refused(400, 'UNSUPPORTED_HTTP_METHOD'))
  })
}
