import { describe, expect, it } from 'vitest'
import type { CloudConnection } from '../../../electron/cloud/port.ts'
import type { AppUserId, RoomId } from '../../../shared/ids.ts'
import type { Result } from '../../../shared/result.ts'
import type { Trouble } from './documented-server.ts'
import { type AccessMode, openDocumented } from './open-documented.ts'

const member = 'creator1' as AppUserId
const room = '902' as RoomId
const modes: readonly AccessMode[] = ['operator', 'member']
const json = { 'content-type': 'application/json' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const refusal = (errorCode: string) => JSON.stringify({ errorCode, errorMessage: 'said by the service' })

/** Only reads are harmless to repeat. */
const reads: readonly (readonly [string, (cloud: CloudConnection) => Promise<Result<unknown>>])[] = [
  ['a room', ({ api }) => api.getRoom(room)],
  ['the stream key', ({ api }) => api.getStreamKey(member)],
  ['a list', ({ directory }) => directory.listRooms({ member })],
]
const changes: readonly (readonly [string, (cloud: CloudConnection) => Promise<Result<unknown>>])[] = [
  ['starting', ({ api }) => api.startRoom(room)],
  ['ending', ({ api }) => api.endRoom(room)],
  ['creating', ({ directory }) => directory.createRoom({ member, title: 'Show', scheduledAt: '2030-01-02T10:00:00Z' })],
  ['editing', ({ directory }) => directory.updateRoom(room, { title: 'Better' })],
  ['deleting', ({ directory }) => directory.deleteRoom(room)],
]

type Expected = {
  readonly trouble: Trouble
  readonly code: string | { readonly [M in AccessMode]: string }
  /** How often a read is asked in all. A change is always asked once. */
  readonly reads: 1 | 3
  readonly timesFaster?: number
}

const whatHappens: Readonly<Record<string, Expected>> = {
  'refused credentials (401)': {
    trouble: { kind: 'answer', status: 401, headers: json, body: refusal('INVALID_APP_CREDENTIALS') },
    code: { operator: 'credentials-rejected', member: 'member-token-rejected' },
    reads: 1,
  },
  'a 401 that says nothing': {
    trouble: { kind: 'answer', status: 401 },
    code: { operator: 'credentials-rejected', member: 'member-token-rejected' },
    reads: 1,
  },
  'a 403 of the service': {
    trouble: { kind: 'answer', status: 403, headers: json, body: refusal('SOMETHING_NEW') },
    code: 'cloud-refused',
    reads: 1,
  },
  'a locked request': { trouble: { kind: 'answer', status: 400, headers: json, body: refusal('REQUEST_LOCKED') }, code: 'request-locked', reads: 1 },
  'an error of the service (500)': {
    trouble: { kind: 'answer', status: 500, headers: json, body: refusal('INTERNAL_SERVER_ERROR') },
    code: 'cloud-server-error',
    reads: 3,
  },
  'a gateway’s error page (502)': {
    trouble: { kind: 'answer', status: 502, headers: html, body: '<h1>Bad Gateway</h1>' },
    code: 'cloud-server-error',
    reads: 3,
  },
  'a captive portal’s page (200)': {
    trouble: { kind: 'answer', status: 200, headers: html, body: '<html>log in</html>' },
    code: 'cloud-not-an-api',
    reads: 1,
  },
  'a captive portal’s redirect (302)': {
    trouble: { kind: 'answer', status: 302, headers: { ...html, location: 'http://127.0.0.1:1/login' }, body: '<html>' },
    code: 'cloud-not-an-api',
    reads: 1,
  },
  'JSON that breaks off': { trouble: { kind: 'answer', status: 200, headers: json, body: '{"id":' }, code: 'cloud-malformed-answer', reads: 1 },
  'a cut before the answer': { trouble: { kind: 'cut', when: 'before the answer' }, code: 'cloud-unreachable', reads: 3 },
  'a cut after the headers': { trouble: { kind: 'cut', when: 'after the headers' }, code: 'cloud-unreachable', reads: 3 },
  'a cut within the body': { trouble: { kind: 'cut', when: 'within the body' }, code: 'cloud-unreachable', reads: 3 },
  'a body without an end': {
    trouble: { kind: 'answer', status: 200, headers: json, body: `{"title":"${'x'.repeat(9 * 1024 * 1024)}"}` },
    code: 'cloud-malformed-answer',
    reads: 1,
  },
  silence: { trouble: { kind: 'silence' }, code: 'cloud-timeout', reads: 1, timesFaster: 50 },
}

describe.each(modes)('in %s mode', (mode) => {
  describe.each(Object.entries(whatHappens))('%s', (_what, { trouble, code, reads: times, timesFaster = 5 }) => {
    const expected = { ok: false, failure: { code: typeof code === 'string' ? code : code[mode] } }

    it.each(reads)(`reading %s has its word, after ${times} requests`, async (_name, read) => {
      await using on = await openDocumented(mode, { timesFaster })
      on.server.cause(trouble)
      expect(await read(on.cloud)).toMatchObject(expected)
      expect(on.server.met).toHaveLength(times)
    })

    it.each(changes)('%s has its word and is never done twice', async (_name, change) => {
      await using on = await openDocumented(mode, { timesFaster })
      on.server.cause(trouble)
      expect(await change(on.cloud)).toMatchObject(expected)
      expect(on.server.met).toHaveLength(1)
    })
  })

  it.each([
    ['an error', { kind: 'answer', status: 503, headers: html, body: '<html>' }],
    ['a cut', { kind: 'cut', when: 'within the body' }],
  ] as const)('a read goes on after %s that passes', async (_what, trouble) => {
    await using on = await openDocumented(mode)
    on.server.cause(trouble, 2)
    expect(await on.cloud.api.getRoom(room)).toMatchObject({ ok: true, value: { id: '902' } })
    expect(on.server.met).toHaveLength(3)
  })

  it('the right answer under a wrong content type is an answer', async () => {
    await using on = await openDocumented(mode)
    on.server.cause({ kind: 'mislabelled', contentType: 'text/plain' })
    expect(await on.cloud.api.getRoom(room)).toMatchObject({ ok: true, value: { id: '902' } })
  })

  it('credentials of somebody else are refused by the server itself', async () => {
    await using on = await openDocumented(mode === 'operator' ? 'member' : 'operator', { token: 'a-wrong-token' })
    if (mode === 'member') return expect(await on.cloud.api.getRoom(room)).toMatchObject({ ok: true })
    expect(await on.cloud.api.getRoom(room)).toMatchObject({ ok: false, failure: { code: 'member-token-rejected' } })
    expect(on.server.met).toHaveLength(1)
  })

  describe('a rate limit', () => {
    const limited = (retryAfter: string | null): Trouble => ({
      kind: 'answer',
      status: 429,
      headers: { ...json, ...(retryAfter === null ? {} : { 'retry-after': retryAfter }) },
      body: refusal('TOO_MANY_REQUESTS'),
    })

    it('that ends soon is waited for', async () => {
      await using on = await openDocumented(mode)
      on.server.cause(limited('2'), 1)
      expect(await on.cloud.api.getRoom(room)).toMatchObject({ ok: true })
      expect(on.server.met).toHaveLength(2)
    })

    it.each([
      ['seconds', () => '60', 60],
      ['a date', () => new Date(Date.now() + 90_000).toUTCString(), 90],
    ])('that lasts (%s) is told with its time, and nobody asks again', async (_how, retryAfter, seconds) => {
      await using on = await openDocumented(mode)
      on.server.cause(limited(retryAfter()))
      const answer = await on.cloud.api.getRoom(room)
      expect(answer).toMatchObject({ ok: false, failure: { code: 'cloud-rate-limited' } })
      const told = answer.ok ? null : answer.failure.params?.seconds
      expect(Math.abs(Number(told) - seconds)).toBeLessThan(3)
      expect(on.server.met).toHaveLength(1)
    })

    it.each(changes)('is never an excuse to repeat %s', async (_name, change) => {
      await using on = await openDocumented(mode)
      on.server.cause(limited('1'))
      expect(await change(on.cloud)).toMatchObject({ ok: false, failure: { code: 'cloud-rate-limited' } })
      expect(on.server.met).toHaveLength(1)
    })
  })
})
