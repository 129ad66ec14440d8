import { expect, it } from 'vitest'
import type { AppUserId, RoomId } from '../../../shared/ids.ts'
import { type Asked, fakeService, networkError } from './fake-service.ts'
import { roomJson, streamKeyJson } from './wire-samples.ts'

const room = '900' as RoomId
const member = 'creator1' as AppUserId
const page = { content: [roomJson], totalPages: 1, totalElements: 1, number: 0, last: true }
const isList = ({ method, path }: Asked) => method === 'GET' && /video-rooms\?/.test(path)
const isToken = ({ path }: Asked) => path === '/token'

/** Rooms, a stream key and a member, for whoever asks. */
const good = (asked: Asked) => ({ json: isList(asked) ? page : asked.path.includes('stream-key') ? streamKeyJson : roomJson })

const memberCredentials = {
  mode: 'member',
  tokens: { accessToken: 'first-token' },
  tokenUrl: { url: 'https://backend.example/token', header: { name: 'x-key', value: 'header-secret' } },
} as const

it('asks once for a list that several views want, and anew after a change', async () => {
  const { connection, time, paths } = fakeService(good)
  const { directory } = connection
  const ask = () => directory.listRooms({})
  await Promise.all([ask(), ask(), ask()])
  await ask()
  expect(paths()).toHaveLength(1)
  await directory.listRooms({ keyword: 'other' })
  await directory.cancelRoom(room)
  await ask()
  expect(paths().map((path) => path.replace(/\?.*/, ''))).toEqual([
    'GET /v2/apps/me/video-rooms',
    'GET /v2/apps/me/video-rooms',
    'POST /v2/apps/me/video-rooms/900/rtmp-broadcast/state/cancelled',
    'GET /v2/apps/me/video-rooms',
  ])
  await time.advance(1_000)
  await ask()
  expect(paths()).toHaveLength(5)
})

it('lets one view leave while another still waits', async () => {
  let give = (_: { readonly json: unknown }) => {}
  const { connection, time } = fakeService(
    () =>
      new Promise((resolve) => {
        give = resolve
      }),
  )
  const leaving = new AbortController()
  const left = connection.directory.listRooms({}, leaving.signal)
  const waiting = connection.directory.listRooms({})
  await time.advance(10)
  leaving.abort()
  expect(await left).toMatchObject({ failure: { code: 'cloud-timeout', detail: 'cancelled' } })
  give({ json: page })
  expect(await waiting).toMatchObject({ ok: true, value: { items: [{ id: '900' }] } })
})

it('repeats even a POST that a renewed token lets in, and tells nobody the secrets', async () => {
  const { connection, asked, hidden } = fakeService(
    (question) =>
      isToken(question)
        ? { json: { accessToken: 'second-token' } }
        : question.authorization === 'Bearer second-token'
          ? { json: roomJson }
          : { status: 401, json: { errorCode: 'WHATEVER_IT_IS_CALLED' } },
    { credentials: memberCredentials },
  )
  expect(await connection.api.startRoom(room)).toMatchObject({ ok: true })
  expect(asked.map(({ method, path, authorization }) => [method, path, authorization])).toEqual([
    ['POST', '/v2/members/me/video-rooms/900/start', 'Bearer first-token'],
    ['GET', '/token', null],
    ['POST', '/v2/members/me/video-rooms/900/start', 'Bearer second-token'],
  ])
  expect(hidden).toEqual(expect.arrayContaining(['first-token', 'second-token', 'header-secret']))
})

it('repeats a question once only, and says that the token is refused', async () => {
  const { connection, asked } = fakeService(
    (question) => (isToken(question) ? { json: { accessToken: 'second-token' } } : { status: 401, json: {} }),
    {
      credentials: memberCredentials,
    },
  )
  expect(await connection.api.endRoom(room)).toMatchObject({ ok: false, failure: { code: 'member-token-rejected' } })
  expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST'])
})

it('says why there is no token to ask with, and asks the service nothing', async () => {
  const { connection, asked } = fakeService(() => ({ status: 503 }), { credentials: { ...memberCredentials, tokens: null } })
  expect(await connection.api.getStreamKey(member)).toMatchObject({ ok: false, failure: { code: 'token-url-failed' } })
  expect(asked.map(({ path }) => path)).toEqual(['/token'])
})

it('sends nothing but actions while the service asks for patience', async () => {
  let limited = true
  const { connection, time, asked } = fakeService((question) => (limited ? { status: 429, headers: { 'retry-after': '20' } } : good(question)))
  expect(await connection.directory.listRooms({})).toMatchObject({ failure: { code: 'cloud-rate-limited' } })
  limited = false
  expect(await connection.directory.listRooms({})).toMatchObject({
    failure: { code: 'cloud-rate-limited', params: { seconds: 20 }, detail: 'not sent' },
  })
  expect(asked).toHaveLength(1)
  expect(await connection.api.startRoom(room)).toMatchObject({ ok: true })
  await time.advance(20_000)
  expect(await connection.directory.listRooms({})).toMatchObject({ ok: true })
})

it('keeps within 60 requests a minute at rest, however many views list', async () => {
  const { connection, time } = fakeService(good)
  const watcher = connection.watch(member)
  watcher.follow(room)
  await time.advance(60_000)
  let most = 0
  for (let second = 0; second < 120; second += 1) {
    // Ten views that each show the list anew every ten seconds.
    if (second % 10 === 0) await Promise.all(Array.from({ length: 10 }, () => connection.directory.listRooms({})))
    await time.advance(1_000)
    most = Math.max(most, connection.standing().requestsLastMinute)
  }
  expect(most).toBeGreaterThan(24)
  expect(most).toBeLessThanOrEqual(60)
  watcher[Symbol.dispose]()
})

it('knows that there is no way to the service, says so once, and that there is one again', async () => {
  let broken = true
  const { connection, time } = fakeService((asked) => (broken ? networkError('ENETUNREACH') : good(asked)))
  const told: boolean[] = []
  connection.onStanding(() => told.push(connection.standing().online))
  const watcher = connection.watch(member)
  await time.advance(30_000)
  expect([connection.standing(), told]).toMatchObject([{ online: false, events: 'polling', token: null }, [false]])
  broken = false
  await watcher.refresh()
  expect([connection.standing().online, told]).toEqual([true, [false, true]])
  connection.networkChanged(false)
  connection.networkChanged(true)
  expect(told).toEqual([false, true, false, true])
  watcher[Symbol.dispose]()
})

it('takes a page of the network it is in for no answer of the service', async () => {
  let portal = false
  const { connection, time } = fakeService(() =>
    portal ? { text: '<html>sign in', headers: { 'content-type': 'text/html' } } : networkError('ECONNREFUSED'),
  )
  const watcher = connection.watch(member)
  await time.advance(10_000)
  portal = true
  await watcher.refresh()
  expect([watcher.current().failure?.code, connection.standing().online]).toEqual(['cloud-not-an-api', false])
  watcher[Symbol.dispose]()
})

it('leaves no timer behind', async () => {
  const { connection, time } = fakeService(good, { credentials: memberCredentials })
  const watcher = connection.watch(member)
  await time.advance(1_000)
  watcher[Symbol.dispose]()
  connection[Symbol.dispose]()
  await time.settle()
  expect(time.pending()).toBe(0)
})
