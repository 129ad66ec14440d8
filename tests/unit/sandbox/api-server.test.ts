import { afterEach, describe, expect, it } from 'vitest'
import { matchesRoute } from '../../../electron/sandbox/faults.ts'
import { basic, bearer, error, serveInMemory } from './api-in-memory.ts'
import { only } from './sample-state.ts'

const member = '/v2/apps/me/members'
let close: () => Promise<unknown> = async () => {}
afterEach(() => close())

function serve() {
  const served = serveInMemory()
  close = served.close
  return served
}

describe('the door', () => {
  it('asks for the credentials of the app', async () => {
    const { call } = serve()
    expect(await call('GET', member, undefined, {})).toEqual([401, error('EMPTY_APP_CREDENTIALS')])
    for (const wrong of [basic('k:other'), basic('k'), { authorization: 'Bearer abc' }, { authorization: 'Basic %%%' }])
      expect(await call('GET', member, undefined, wrong)).toEqual([401, error('INVALID_APP_CREDENTIALS')])
    expect(await call('GET', '/__sandbox/faults', undefined, {})).toEqual([401, error('EMPTY_APP_CREDENTIALS')])
    expect((await call('GET', member))[0]).toBe(200)
  })

  it('tells an unknown path from an unknown thing, and a wrong method from both', async () => {
    const { call } = serve()
    expect(await call('POST', '/v2/apps/me/video-rooms/7/begin')).toEqual([
      404,
      { status: 404, error: 'Not Found', path: '/v2/apps/me/video-rooms/7/begin' },
    ])
    expect(await call('GET', '/v2/members/me/friends')).toEqual([404, { status: 404, error: 'Not Found', path: '/v2/members/me/friends' }])
    expect(await call('GET', '/v2/apps/me/video-rooms/7')).toEqual([404, error('VIDEO_ROOM_NOT_FOUND')])
    expect(await call('GET', '/v2/apps/me/video-rooms/x')).toEqual([404, error('VIDEO_ROOM_NOT_FOUND')])
    expect(await call('DELETE', '/v2/apps/me/stream-keys')).toEqual([400, error('UNSUPPORTED_HTTP_METHOD')])
  })

  it('takes no body that it cannot read, and none where none is needed', async () => {
    const { call } = serve()
    const json = { ...basic('k:s:ecret'), 'content-type': 'application/json' }
    expect(await call('POST', member, '{"appUserId":', json)).toEqual([400, error('INVALID_HTTP_MESSAGE_BODY')])
    expect(await call('POST', member, '[]', json)).toEqual([400, error('INVALID_HTTP_MESSAGE_BODY')])
    expect(await call('POST', '/v2/apps/me/video-rooms/1005/start', '', json)).toEqual([400, error('STREAM_KEY_STATE_NOT_ACTIVE')])
    expect(await call('POST', '/v2/apps/me/video-rooms/1005/rtmp-broadcast/state/live')).toEqual([400, error('STREAM_KEY_STATE_NOT_ACTIVE')])
  })

  it('hides a bug behind INTERNAL_SERVER_ERROR', async () => {
    const { call } = serve()
    expect(await call('POST', '/v2/apps/me/video-rooms/1005/end')).toEqual([500, error('INTERNAL_SERVER_ERROR')])
  })
})

describe('members', () => {
  it('are registered with a key of their own, updated by the same call, and gone with it', async () => {
    const { call, terminated, db } = serve()
    expect(await call('POST', member, { appUserId: 'anna1', appUserName: 'Anna', customData: { team: 'blue' } })).toMatchObject([
      201,
      { appUserId: 'anna1', appUserName: 'Anna', customData: { team: 'blue' } },
    ])
    expect(await call('POST', member, { appUserId: 'anna1', appUserName: 'Anna B' })).toMatchObject([
      201,
      { appUserName: 'Anna B', customData: { team: 'blue' } },
    ])
    expect(await call('GET', `${member}/anna1/stream-key`)).toMatchObject([
      200,
      { streamKeyState: 'INACTIVE', streamKey: 'B'.repeat(32), member: { appUserId: 'anna1' } },
    ])
    expect(await call('PATCH', `${member}/anna1`, { appUserName: null })).toMatchObject([200, { appUserName: null }])
    expect(await call('POST', `${member}/login`, { appUserId: 'anna1' })).toEqual([
      200,
      { accessToken: expect.any(String), refreshToken: expect.any(String), streamingToken: expect.any(String) },
    ])
    expect(await call('DELETE', `${member}/anna1,nobody`)).toEqual([404, error('MEMBER_NOT_FOUND')])
    expect(await call('DELETE', `${member}/anna1`)).toEqual([204, null])
    expect(terminated).toEqual([db().streamKeys.find(({ streamKey }) => streamKey.startsWith('B'))?.id])
    expect(await call('GET', `${member}/anna1/stream-key`)).toEqual([404, error('MEMBER_NOT_FOUND')])
  })

  it.each([
    [{}, 'EMPTY_APP_USER_ID'],
    [{ appUserId: 'no spaces' }, 'INVALID_APP_USER_ID_FORMAT'],
    [{ appUserId: 'a', customType: 'x'.repeat(51) }, 'CUSTOM_TYPE_SIZE_UPPER_LIMIT_EXCEEDED'],
    [{ appUserId: 'a', customData: Object.fromEntries([...'abcdefghijk'].map((name) => [name, ''])) }, 'CUSTOM_DATA_ITEM_COUNT_UPPER_LIMIT_EXCEEDED'],
    [{ appUserId: 'a', customData: { ['n'.repeat(51)]: '' } }, 'CUSTOM_DATA_ITEM_NAME_SIZE_UPPER_LIMIT_EXCEEDED'],
    [{ appUserId: 'a', customData: { n: 'v'.repeat(51) } }, 'CUSTOM_DATA_ITEM_VALUE_SIZE_UPPER_LIMIT_EXCEEDED'],
  ])('are refused: %j', async (body, code) => {
    expect(await serve().call('POST', member, body)).toEqual([400, error(code)])
  })
})

describe('stream keys', () => {
  it('are reissued only at rest, and take only profiles that exist', async () => {
    const { call, db } = serve()
    const path = '/v2/apps/me/stream-keys/1004'
    expect(await call('POST', `${path}/reissue`)).toMatchObject([200, { streamKey: 'B'.repeat(32) }])
    expect(await call('PATCH', path, { profileId: 5 })).toEqual([404, error('TRANSCODING_PROFILE_NOT_FOUND')])
    expect(await call('PATCH', path, {})).toEqual([400, error('INVALID_HTTP_MESSAGE_BODY')])
    expect(await call('PATCH', path, { profileId: 1006 })).toMatchObject([200, { profile: { id: 1006, name: 'portrait' } }])
    only(db().streamKeys).streamKeyState = 'INACTIVE_LIVE'
    expect(await call('POST', `${path}/reissue`)).toEqual([400, error('STREAM_KEY_STATE_NOT_INACTIVE')])
    expect(await call('PATCH', path, { profileId: 1002 })).toEqual([400, error('STREAM_KEY_STATE_NOT_INACTIVE')])
    expect(await call('GET', '/v2/apps/me/stream-keys?appUserName=Creator&memberId=1003')).toMatchObject([200, { totalElements: 1 }])
    expect(await call('GET', '/v2/apps/me/stream-keys?videoRoomId=1005')).toMatchObject([200, { totalElements: 0 }])
  })
})

describe('video rooms', () => {
  it('are public only, unless a fault says otherwise', async () => {
    const { call } = serve()
    const path = '/v2/apps/me/video-rooms'
    const body = { appUserId: 'creator', type: 'BROADCAST_RTMP', scheduledAt: '2030-01-01T00:00:00Z', accessLevel: 'PRIVATE' }
    const refusal = [400, error('VIDEO_ROOM_ACCESS_LEVEL_NOT_AVAILABLE')]
    expect(await call('POST', path, body)).toEqual(refusal)
    expect(await call('PATCH', `${path}/1005`, { accessLevel: 'MEMBER' })).toEqual(refusal)
    await call('PUT', '/__sandbox/faults', { accessLevelsOpen: true })
    expect(await call('POST', path, body)).toMatchObject([201, { accessLevel: 'PRIVATE', creatorType: 'APP', creatorId: 1001 }])
    expect(await call('PATCH', `${path}/1005`, { accessLevel: 'MEMBER' })).toMatchObject([200, { accessLevel: 'MEMBER' }])
  })

  it('are changed, and deleted unless they are on air', async () => {
    const { call, db } = serve()
    const path = '/v2/apps/me/video-rooms/1005'
    expect(await call('PATCH', path, { title: '새 제목', scheduledAt: '2030-01-01T09:00:00+09:00' })).toMatchObject([
      200,
      { title: '새 제목', scheduledAt: '2030-01-01T00:00:00.000Z', description: null },
    ])
    expect(await call('PATCH', path, { scheduledAt: 'soon' })).toEqual([400, error('INVALID_HTTP_MESSAGE_BODY')])
    only(db().rooms).videoRoomState = 'LIVE_INACTIVE'
    expect(await call('DELETE', path)).toEqual([400, error('VIDEO_ROOM_STATE_LIVE')])
    only(db().rooms).videoRoomState = 'ENDED'
    expect(await call('DELETE', path)).toEqual([204, null])
    expect(await call('GET', path)).toEqual([404, error('VIDEO_ROOM_NOT_FOUND')])
  })
})

describe('member access', () => {
  const mine = '/v2/members/me'
  const creator = bearer('access-1003')

  it('takes the token of a member who is still there', async () => {
    const { call, tokens } = serve()
    expect(await call('GET', mine, undefined, {})).toEqual([401, error('EMPTY_MEMBER_CREDENTIALS')])
    expect(await call('GET', mine, undefined, { authorization: 'Bearer ' })).toEqual([401, error('EMPTY_MEMBER_CREDENTIALS')])
    for (const wrong of [bearer('no-such'), bearer('streaming-1003'), bearer('access-77'), basic('k:s:ecret')])
      expect(await call('GET', mine, undefined, wrong)).toEqual([401, error('INVALID_MEMBER_ACCESS_TOKEN')])
    for (const path of ['', '/stream-key', '/video-rooms'])
      expect(await call('GET', mine + path, undefined, bearer('access-guest'))).toEqual([403, error('GUEST_NOT_ALLOWED')])
    expect(await call('GET', mine, undefined, creator)).toMatchObject([
      200,
      { id: 1003, appUserId: 'creator', email: null, country: null, lang: null },
    ])
    expect(await call('GET', `${mine}/stream-key`, undefined, creator)).toMatchObject([200, { id: 1004, member: { appUserId: 'creator' } }])
    expect((await call('GET', member, undefined, creator))[0]).toBe(401)
    tokens.revokeAll()
    expect(await call('GET', mine, undefined, creator)).toEqual([401, error('INVALID_MEMBER_ACCESS_TOKEN')])
  })

  it('shows and moves the own rooms alone', async () => {
    const { call, db } = serve()
    const rooms = `${mine}/video-rooms`
    const body = { type: 'BROADCAST_RTMP', title: '내 방송', scheduledAt: '2030-01-01T00:00:00Z' }
    await call('POST', member, { appUserId: 'anna' })
    const anna = bearer(`access-${db().members.find(({ appUserId }) => appUserId === 'anna')?.id}`)
    const [status, room] = await call('POST', rooms, body, anna)
    expect([status, room]).toMatchObject([201, { title: '내 방송', creatorType: 'MEMBER', member: { appUserId: 'anna' } }])
    expect(await call('GET', `${rooms}?appUserId=creator&keyword=방송`, undefined, anna)).toMatchObject([
      200,
      { content: [{ id: room.id }], totalElements: 1 },
    ])
    expect(await call('GET', `${rooms}/uuid/${room.uuid}`, undefined, anna)).toEqual([200, room])
    expect(await call('PATCH', `${rooms}/${room.id}`, { title: '바뀐 제목' }, anna)).toMatchObject([200, { title: '바뀐 제목' }])
    expect(await call('POST', `${rooms}/${room.id}/start`, undefined, anna)).toEqual([400, error('STREAM_KEY_STATE_NOT_ACTIVE')])
    for (const [method, path] of [
      ['GET', room.id],
      ['GET', `uuid/${room.uuid}`],
      ['PATCH', room.id],
      ['DELETE', room.id],
      ['POST', `${room.id}/start`],
      ['POST', `${room.id}/end`],
    ] as const)
      expect(await call(method, `${rooms}/${path}`, method === 'PATCH' ? { title: 'x' } : undefined, creator)).toEqual([
        404,
        error('VIDEO_ROOM_NOT_FOUND'),
      ])
    expect(await call('DELETE', `${rooms}/${room.id}`, undefined, anna)).toEqual([204, null])
    await call('PUT', '/__sandbox/faults', { memberSelfCreate: false })
    expect(await call('POST', rooms, body, anna)).toEqual([400, error('MEMBER_SELF_CREATE_VIDEO_ROOM_NOT_AVAILABLE_DUE_TO_APP_POLICY')])
  })

  it('gets its tokens from a login, from a login of guests, or from the backend of an operator', async () => {
    const { call } = serve()
    const tokens = { accessToken: 'access-1003', refreshToken: 'refresh', streamingToken: 'streaming-1003' }
    const url = '/__sandbox/token-url/creator'
    expect(await call('POST', `${member}/login`, { appUserId: 'creator' })).toEqual([200, tokens])
    expect(await call('POST', `${member}/login-as-guest`)).toMatchObject([200, { accessToken: 'access-guest' }])
    expect(await call('GET', url, undefined, { 'x-tally-test': 'k' })).toEqual([200, tokens])
    expect(await call('GET', url, undefined, { 'x-tally-test': 'other' })).toEqual([401, { message: expect.any(String) }])
    expect(await call('GET', '/__sandbox/token-url/nobody', undefined, { 'x-other': 'k' })).toEqual([404, { message: expect.any(String) }])
    await call('PUT', '/__sandbox/faults', { apiStatus: { '/__sandbox/token-url/*': { status: 503 } } })
    expect(await call('GET', url, undefined, { 'x-tally-test': 'k' })).toEqual([503, null])
  })
})

describe('faults', () => {
  it('are set one by one and cleared together', async () => {
    const { call } = serve()
    const path = '/__sandbox/faults'
    expect(await call('PUT', path, { ingestStall: true })).toMatchObject([200, { ingestStall: true, ingestRefuse: false }])
    expect(await call('PUT', path, { apiStatus: { [`GET ${member}`]: { status: 500, body: { errorCode: 'X' } } } })).toMatchObject([
      200,
      { ingestStall: true },
    ])
    expect(await call('GET', member)).toEqual([500, { errorCode: 'X' }])
    expect(await call('PUT', path, { apiStatus: { '*': { status: 99 } } })).toEqual([400, error('INVALID_HTTP_MESSAGE_BODY')])
    expect(await call('PUT', path, { ingestReset: true })).toMatchObject([200, { ingestReset: false }])
    expect(await call('DELETE', path)).toMatchObject([200, { ingestStall: false, apiStatus: {} }])
    expect(await call('GET', '/__sandbox/ingest')).toEqual([200, { bytes: 7 }])
  })

  it.each([
    ['GET /v2/a/*', 'GET', '/v2/a/1', true],
    ['GET /v2/a/*', 'POST', '/v2/a/1', false],
    ['/v2/a/*/start', 'POST', '/v2/a/1/start', true],
    ['/v2/a', 'GET', '/v2/ab', false],
    ['*', 'DELETE', '/anything', true],
    ['/v2/a.b', 'GET', '/v2/aXb', false],
  ])('%s on %s %s: %s', (pattern, method, path, matches) => {
    expect(matchesRoute(pattern, method, path)).toBe(matches)
  })
})
