import { afterEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createApiServer } from '../../../electron/sandbox/api/api-server.ts'
import { controlRoutes } from '../../../electron/sandbox/api/control.ts'
import { memberRoutes } from '../../../electron/sandbox/api/members.ts'
import { createPresenter } from '../../../electron/sandbox/api/present.ts'
import { profileRoutes } from '../../../electron/sandbox/api/profiles.ts'
import { roomRoutes } from '../../../electron/sandbox/api/rooms.ts'
import { streamKeyRoutes } from '../../../electron/sandbox/api/stream-keys.ts'
import { createFaultSwitches, matchesRoute } from '../../../electron/sandbox/faults.ts'
import type { Changes, Database } from '../../../electron/sandbox/state/entities.ts'
import { only, sampleState } from './sample-state.ts'

const credentials = { apiKey: 'k', apiSecret: 's:ecret' }
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const member = '/v2/apps/me/members'
let close = async () => {}
afterEach(() => close())

/** The API over a state in memory. */
function serve() {
  let db: Database = sampleState()
  let ids = 2000
  const put = <T extends { id: number }>(old: T[], next: readonly T[] = []) => [
    ...old.filter(({ id }) => !next.some((one) => one.id === id)),
    ...next,
  ]
  const store = {
    read: () => db,
    newId: () => ids++,
    commit: (changes: Changes) => {
      db = {
        ...db,
        members: put(db.members, changes.members),
        streamKeys: put(db.streamKeys, changes.streamKeys),
        rooms: put(db.rooms, changes.rooms),
      }
    },
  }
  const terminated: number[] = []
  const context = {
    store,
    now: () => '2026-03-01T12:00:00.000Z',
    present: () => createPresenter(db, { ingestUrl: 'rtmp://i/live', playUrl: 'http://p', rtmpPlayUrl: 'rtmp://i/play' }),
    randomText: (length: number) => 'B'.repeat(length),
    terminate: (id: number) => void terminated.push(id),
    start: () => ({ kind: 'refused', errorCode: 'STREAM_KEY_STATE_NOT_ACTIVE' }) as const,
    end: () => {
      throw new Error('a bug')
    },
  }
  const faults = createFaultSwitches()
  const routes = [
    ...memberRoutes(context),
    ...streamKeyRoutes(context),
    ...profileRoutes(context),
    ...roomRoutes(context),
    ...controlRoutes({ faults, ingest: () => ({ bytes: 7 }) }),
  ]
  const server = createApiServer({ credentials, routes, faults, wallMs: () => Date.parse('2026-03-01T12:00:00Z'), logger: silentLogger })
  close = () => server.close()
  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: string | object,
    headers: Record<string, string> = basic('k:s:ecret'),
  ) => {
    const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    return [answer.statusCode, answer.body === '' ? null : answer.json()] as const
  }
  return { call, terminated, db: () => db }
}

const error = (errorCode: string) => ({ errorCode, errorMessage: expect.any(String) })

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
    expect(await call('GET', '/v2/members/me/stream-key')).toEqual([404, { status: 404, error: 'Not Found', path: '/v2/members/me/stream-key' }])
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
