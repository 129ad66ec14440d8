import { describe, expect, it } from 'vitest'
import type { AppUserId, RoomId } from '../../../shared/ids.ts'
import { fakeService } from './fake-service.ts'
import { pageJson, roomJson, videoPostJson } from './wire-samples.ts'

const app = '/v2/apps/me'
const creator = 'creator1' as AppUserId
const room = '900' as RoomId
const memberJson = { id: 7, state: 'ACTIVE', appUserId: 'creator1', appUserName: 'Creator' }

describe('members', () => {
  it('are listed, read, registered, changed and deleted under the documented paths', async () => {
    const service = fakeService(({ path, method }) => {
      if (method === 'DELETE') return { status: 204 }
      return path.includes('?') ? { json: pageJson([memberJson], { totalElements: 81, totalPages: 2 }) } : { json: memberJson }
    })
    const { directory } = service.connection
    expect(await directory.listMembers({ appUserName: '크리', page: 2, pageSize: 80 })).toMatchObject({
      ok: true,
      value: { items: [{ id: '7', appUserName: 'Creator' }], page: 2, totalPages: 2, total: 81 },
    })
    expect(await directory.getMember('../x' as AppUserId)).toMatchObject({ ok: true })
    expect(await directory.upsertMember({ appUserId: creator, customData: { seat: '4' } })).toMatchObject({ ok: true, value: { id: '7' } })
    expect(await directory.updateMember(creator, { appUserName: 'New' })).toMatchObject({ ok: true })
    expect(await directory.deleteMembers([creator, 'b,c' as AppUserId])).toEqual({ ok: true, value: undefined })
    expect(await directory.deleteMembers([])).toEqual({ ok: true, value: undefined })
    expect(service.paths()).toEqual([
      `GET ${app}/members?appUserName=%ED%81%AC%EB%A6%AC&pageSize=80&page=2`,
      `GET ${app}/members/..%2Fx`,
      `POST ${app}/members`,
      `PATCH ${app}/members/creator1`,
      `DELETE ${app}/members/creator1,b%2Cc`,
    ])
    expect(service.asked[2]?.body).toEqual({ appUserId: 'creator1', customData: { seat: '4' } })
  })

  it('log in, and their tokens are hidden before anybody has them', async () => {
    const service = fakeService(() => ({ json: { accessToken: 'token-a', refreshToken: null, streamingToken: 'token-s' } }))
    const { directory } = service.connection
    expect(await directory.loginMember({ appUserId: creator })).toEqual({ ok: true, value: { accessToken: 'token-a', streamingToken: 'token-s' } })
    expect(await directory.loginGuest()).toMatchObject({ ok: true })
    expect(service.paths()).toEqual([`POST ${app}/members/login`, `POST ${app}/members/login-as-guest`])
    expect(service.hidden).toEqual(expect.arrayContaining(['token-a', 'token-s']))
  })
})

describe('rooms', () => {
  it('are searched with every filter', async () => {
    const service = fakeService(() => ({ json: pageJson([roomJson]) }))
    await service.connection.directory.listRooms({
      member: creator,
      keyword: '첫',
      state: 'LIVE',
      type: 'WEBINAR',
      accessLevel: 'PUBLIC',
      pageSize: 20,
    })
    expect(new URLSearchParams(service.asked[0]?.path.split('?')[1]).toString().split('&').toSorted()).toEqual([
      'accessLevel=PUBLIC',
      'appUserId=creator1',
      'keyword=%EC%B2%AB',
      'page=1',
      'pageSize=20',
      'sortBy=CREATED_AT_DESC',
      'type=WEBINAR',
      'videoRoomState=LIVE',
    ])
  })

  it('are made, changed, cancelled and deleted; an answer without the room is read after', async () => {
    const service = fakeService(({ method }) => (method === 'PATCH' || method === 'DELETE' ? { status: 204 } : { json: roomJson }))
    const { directory } = service.connection
    const draft = { member: creator, title: 'Show', description: 'About it', scheduledAt: '2030-01-02T10:00:00Z' }
    expect(await directory.createRoom(draft)).toMatchObject({ ok: true, value: { id: '900' } })
    expect(await directory.updateRoom(room, { title: 'Better' })).toMatchObject({ ok: true, value: { id: '900' } })
    expect(await directory.cancelRoom(room)).toMatchObject({ ok: true, value: { id: '900' } })
    expect(await directory.deleteRoom(room)).toEqual({ ok: true, value: undefined })
    expect(service.paths()).toEqual([
      `POST ${app}/video-rooms`,
      `PATCH ${app}/video-rooms/900`,
      `GET ${app}/video-rooms/900`,
      `POST ${app}/video-rooms/900/rtmp-broadcast/state/cancelled`,
      `DELETE ${app}/video-rooms/900`,
    ])
    const { member: appUserId, ...rest } = draft
    expect(service.asked[0]?.body).toEqual({ appUserId, type: 'BROADCAST_RTMP', accessLevel: 'PUBLIC', ...rest })
  })
})

it('recordings are listed, whatever way their state is spelled', async () => {
  const service = fakeService(() => ({ json: pageJson([{ ...videoPostJson, videoPostState: 'QUEUEED' }]) }))
  expect(await service.connection.directory.listVideoPosts({ member: creator, state: 'QUEUED' })).toMatchObject({
    ok: true,
    value: { items: [{ id: '5000', videoPostState: 'QUEUED' }] },
  })
})

describe('a page', () => {
  it('does without an item that cannot be read, and counts it', async () => {
    const service = fakeService(() => ({ json: pageJson([roomJson, { id: 901 }, 'odd', { ...roomJson, id: 902 }]) }))
    expect(await service.connection.directory.listRooms({})).toMatchObject({ ok: true, value: { items: [{ id: '900' }, { id: '902' }], skipped: 2 } })
  })

  it('of which nothing can be read is malformed, not empty', async () => {
    const service = fakeService(() => ({ json: pageJson([{ id: 901, title: 'a title' }]) }))
    const answer = await service.connection.directory.listRooms({})
    expect(answer).toMatchObject({ ok: false, failure: { code: 'cloud-malformed-answer' } })
    expect(JSON.stringify(answer)).not.toContain('a title')
  })

  it('says where the list ends although the service does not', async () => {
    const service = fakeService(({ path }) => ({ json: { content: path.includes('page=1') ? [roomJson, roomJson] : [roomJson] } }))
    const { listRooms } = service.connection.directory
    expect(await listRooms({ pageSize: 2 })).toMatchObject({ value: { page: 1, totalPages: 2, total: 0 } })
    expect(await listRooms({ pageSize: 2, page: 2 })).toMatchObject({ value: { page: 2, totalPages: 2 } })
  })

  it('is the right one although two were asked for before the server’s way of counting was known', async () => {
    const service = fakeService(({ path }) => {
      const number = Number(/[?&]page=(\d+)/.exec(path)?.[1])
      return { json: pageJson(number > 1 ? [] : [{ ...roomJson, id: 900 + number }], { number, totalPages: 2 }) }
    })
    const { listRooms } = service.connection.directory
    const [first, second] = await Promise.all([listRooms({ page: 1 }), listRooms({ page: 2, keyword: 'a' })])
    expect([first, second]).toMatchObject([{ value: { items: [{ id: '900' }] } }, { value: { items: [{ id: '901' }] } }])
  })

  it('asks a server that counts from 1 everywhere only once how it counts', async () => {
    const service = fakeService(({ path }) => {
      const number = Number(/[?&]page=(\d+)/.exec(path)?.[1])
      return number === 0 ? { status: 400, json: { errorCode: 'INVALID_PAGE' } } : { json: pageJson([roomJson], { number }) }
    })
    const { listRooms } = service.connection.directory
    expect(await listRooms({})).toMatchObject({ ok: true })
    expect(await listRooms({ page: 2 })).toMatchObject({ ok: true })
    expect(service.asked.map(({ path }) => /page=(\d)/.exec(path)?.[1])).toEqual(['1', '0', '2'])
  })
})
