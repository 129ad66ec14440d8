import { describe, expect, it } from 'vitest'
import { readRetryAfter, refusalOf, refusalOfNetworkError } from '../../../electron/cloud/map-error.ts'

const answer = (status: number, body: unknown, retryAfterSeconds: number | null = null) =>
  refusalOf({ mode: 'operator', status, body, host: 'api.example', retryAfterSeconds }).failure

describe('refusalOf', () => {
  it.each([
    [401, 'INVALID_APP_CREDENTIALS', 'credentials-rejected'],
    [401, 'EMPTY_APP_CREDENTIALS', 'credentials-rejected'],
    [400, 'REQUEST_LOCKED', 'request-locked'],
    [404, 'MEMBER_NOT_FOUND', 'member-not-found'],
    [404, 'STREAM_KEY_NOT_FOUND', 'stream-key-not-found'],
    [400, 'STREAM_KEY_STATE_NOT_ACTIVE', 'stream-key-not-active'],
    [400, 'STREAM_KEY_STATE_NOT_INACTIVE', 'stream-key-not-inactive'],
    [400, 'STREAM_KEY_STATE_NOT_INACTIVE_LIVE', 'stream-key-not-inactive-live'],
    [404, 'VIDEO_ROOM_NOT_FOUND', 'room-not-found'],
    [400, 'VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP', 'room-type-unsupported'],
    [400, 'VIDEO_ROOM_STATE_NOT_SCHEDULED', 'room-not-scheduled'],
    [400, 'VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE', 'room-not-live-inactive'],
    [500, 'INTERNAL_SERVER_ERROR', 'cloud-server-error'],
    [500, 'MEDIA_SERVICE_INTERNAL_SERVER_ERROR', 'cloud-server-error'],
    [503, 'SOMETHING_NEW', 'cloud-server-error'],
  ])('%i %s is %s', (status, serviceCode, code) => {
    expect(answer(status, { errorCode: serviceCode, errorMessage: 'why' })).toEqual({
      code,
      params: { host: 'api.example' },
      serviceCode,
      serviceMessage: 'why',
      detail: `HTTP ${status}: why`,
    })
  })

  it('keeps the word of an error that is not known', () => {
    expect(answer(400, { errorCode: 'EMPTY_VIDEO_ROOM_TYPE', errorMessage: null })).toEqual({
      code: 'cloud-refused',
      params: { host: 'api.example', serviceCode: 'EMPTY_VIDEO_ROOM_TYPE' },
      serviceCode: 'EMPTY_VIDEO_ROOM_TYPE',
      detail: 'HTTP 400',
    })
    expect(answer(400, { errorCode: 'toString', errorMessage: 'x'.repeat(5000) })).toMatchObject({ code: 'cloud-refused' })
    expect(answer(400, { errorCode: 'A', errorMessage: 'x'.repeat(5000) }).detail).toHaveLength(200)
  })

  it('tells rate limits with the seconds to wait', () => {
    expect(answer(429, undefined, 17)).toMatchObject({ code: 'cloud-rate-limited', params: { seconds: 17 } })
    expect(answer(429, { errorCode: 'TOO_MANY_REQUESTS' })).toMatchObject({ code: 'cloud-rate-limited', params: { seconds: 5 } })
  })

  it.each([
    [302, undefined, 'cloud-not-an-api'],
    [404, undefined, 'cloud-not-an-api'],
    [403, undefined, 'cloud-not-an-api'],
    [404, { message: 'no route' }, 'cloud-not-an-api'],
    [502, undefined, 'cloud-server-error'],
    [401, undefined, 'credentials-rejected'],
    [400, { message: 'odd' }, 'cloud-refused'],
  ])('judges %i without an errorCode (%o) as %s', (status, body, code) => {
    expect(answer(status, body)).toMatchObject({ code })
  })

  it('tells an unknown path from an unknown room', () => {
    const unknown = (body: unknown) => refusalOf({ mode: 'operator', status: 404, body, host: 'h', retryAfterSeconds: null }).unknownRoute
    expect([unknown(undefined), unknown({ error: 'Not Found' }), unknown({ errorCode: 'VIDEO_ROOM_NOT_FOUND' })]).toEqual([true, true, false])
  })
})

describe('refusalOfNetworkError', () => {
  it('finds the reason wherever the network stack put it', () => {
    const coded = (code: string) => Object.assign(new Error(code), { code })
    const wrapped = (cause: unknown) => new TypeError('fetch failed', { cause })
    expect(refusalOfNetworkError(wrapped(coded('ENOTFOUND')), 'h').failure).toEqual({
      code: 'cloud-unreachable',
      params: { host: 'h' },
      detail: 'ENOTFOUND',
    })
    expect(refusalOfNetworkError(wrapped(new AggregateError([coded('ECONNREFUSED'), coded('X')])), 'h').failure.detail).toBe('ECONNREFUSED')
    expect(refusalOfNetworkError(wrapped(coded('UND_ERR_CONNECT_TIMEOUT')), 'h').failure.code).toBe('cloud-timeout')
    expect(refusalOfNetworkError('odd', 'h').failure).toEqual({ code: 'cloud-unreachable', params: { host: 'h' } })
  })
})

describe('readRetryAfter', () => {
  it('reads seconds and dates, and nothing else', () => {
    const nowMs = Date.UTC(2030, 0, 1)
    expect([
      readRetryAfter('12', nowMs),
      readRetryAfter('Tue, 01 Jan 2030 00:00:30 GMT', nowMs),
      readRetryAfter('Mon, 31 Dec 2029 23:00:00 GMT', nowMs),
      readRetryAfter('soon', nowMs),
      readRetryAfter(null, nowMs),
    ]).toEqual([12, 30, 0, null, null])
  })
})
