import { describe, expect, it } from 'vitest'
import type { CloudCredentials } from '../../../electron/cloud/port.ts'
import type { AppUserId, RoomId, StreamKeyId, VideoPostId } from '../../../shared/ids.ts'
import { type Answerer, fakeService } from './fake-service.ts'
import { pageJson, roomJson, streamKeyJson } from './wire-samples.ts'

const me = '/v2/members/me'
const room = '900' as RoomId
const member = 'creator1' as AppUserId
const credentials: CloudCredentials = { mode: 'member', tokens: { accessToken: 'a-member-token', refreshToken: 'a-refresh-token' }, tokenUrl: null }
const asMember = (answerer: Answerer) => fakeService(answerer, { credentials })
const roomAnswers: Answerer = ({ path, method }) => {
  if (path === `${me}/stream-key`) return { json: streamKeyJson }
  if (path === me) return { json: { id: 7, appUserId: 'creator1', email: 'creator@example.com' } }
  if (method === 'DELETE') return { status: 204 }
  return { json: path.startsWith(`${me}/video-rooms?`) ? pageJson([roomJson]) : roomJson }
}

describe('member access', () => {
  it('asks under its own paths with the token, and hides every token', async () => {
    const service = asMember(roomAnswers)
    const { api, directory, mode } = service.connection
    expect(mode).toBe('member')
    const answers = [
      await directory.getSelf(),
      await api.getStreamKey(member),
      await api.listRooms({ member }),
      await api.getRoom(room),
      await directory.getRoomByUuid('c0ffee/1'),
      await api.createRoom({ member, title: 'Show', scheduledAt: '2030-01-02T10:00:00Z' }),
      await directory.updateRoom(room, { title: 'Better', description: null }),
      await directory.deleteRoom(room),
      await api.startRoom(room),
      await api.endRoom(room),
    ]
    expect(answers.map(({ ok }) => ok)).toEqual(answers.map(() => true))
    expect(service.paths()).toEqual([
      `GET ${me}`,
      `GET ${me}/stream-key`,
      `GET ${me}/video-rooms?appUserId=creator1&pageSize=50&sortBy=CREATED_AT_DESC&page=1`,
      `GET ${me}/video-rooms/900`,
      `GET ${me}/video-rooms/uuid/c0ffee%2F1`,
      `POST ${me}/video-rooms`,
      `PATCH ${me}/video-rooms/900`,
      `DELETE ${me}/video-rooms/900`,
      `POST ${me}/video-rooms/900/start`,
      `POST ${me}/video-rooms/900/end`,
    ])
    expect(service.asked.map(({ authorization }) => authorization)).toEqual(answers.map(() => 'Bearer a-member-token'))
    expect(service.asked[5]?.body).toEqual({ type: 'BROADCAST_RTMP', accessLevel: 'PUBLIC', title: 'Show', scheduledAt: '2030-01-02T10:00:00Z' })
    expect(service.asked[6]?.body).toEqual({ title: 'Better', description: null })
    expect(service.hidden).toEqual(expect.arrayContaining(['a-member-token', 'a-refresh-token', streamKeyJson.streamKey]))
  })

  it('refuses what only an operator can do, without a request', async () => {
    const service = asMember(() => ({ json: {} }))
    const { api, directory } = service.connection
    const draft = { appUserId: member }
    const answers = {
      listMembers: await api.listMembers(),
      forceTerminate: await api.forceTerminate(member),
      reissueKey: await api.reissueKey('41' as StreamKeyId),
      listProfiles: await api.listProfiles(),
      chooseProfile: await api.chooseProfile('41' as StreamKeyId, '3'),
      getVideoPost: await api.getVideoPost('5000' as VideoPostId),
      listMembersToo: await directory.listMembers({}),
      getMember: await directory.getMember(member),
      upsertMember: await directory.upsertMember(draft),
      updateMember: await directory.updateMember(member, {}),
      deleteMembers: await directory.deleteMembers([member]),
      loginMember: await directory.loginMember(draft),
      loginGuest: await directory.loginGuest(),
      cancelRoom: await directory.cancelRoom(room),
      listVideoPosts: await directory.listVideoPosts({}),
    }
    for (const answer of Object.values(answers)) expect(answer).toMatchObject({ ok: false, failure: { code: 'ask-operator' } })
    expect(answers.forceTerminate).toMatchObject({ failure: { params: { action: 'streamKey.forceTerminate' } } })
    expect(service.asked).toEqual([])
  })

  it('says that the app does not let members create rooms', async () => {
    const errorCode = 'MEMBER_SELF_CREATE_VIDEO_ROOM_NOT_AVAILABLE_DUE_TO_APP_POLICY'
    const service = asMember(() => ({ status: 400, json: { errorCode, errorMessage: 'no' } }))
    expect(await service.connection.directory.createRoom({ member, title: 'Show', scheduledAt: '2030-01-02T10:00:00Z' })).toMatchObject({
      ok: false,
      failure: { code: 'room-self-create-forbidden', serviceCode: errorCode },
    })
    expect(service.asked).toHaveLength(1)
  })

  it('takes the other spelling of start and end where its own does not exist', async () => {
    const service = asMember(({ path }) => (path.endsWith('/start') || path.endsWith('/end') ? { status: 404 } : { json: roomJson }))
    expect((await service.connection.api.startRoom(room)).ok).toBe(true)
    expect((await service.connection.api.endRoom(room)).ok).toBe(true)
    expect(service.paths()).toEqual([
      `POST ${me}/video-rooms/900/start`,
      `POST ${me}/video-rooms/900/rtmp-broadcast/state/live`,
      `POST ${me}/video-rooms/900/rtmp-broadcast/state/ended`,
    ])
  })

  it('follows an archive by the room alone', async () => {
    const ended = { ...roomJson, videoRoomState: 'ARCHIVED', vodState: 'ARCHIVED', vodUrl: 'https://vod.example/a.mp4', videoPost: { id: 5000 } }
    const service = asMember(({ path }) => ({ json: path.endsWith('/stream-key') ? streamKeyJson : ended }))
    const watcher = service.connection.watch(member)
    watcher.follow(room)
    const seen = watcher.refresh()
    await service.time.advance(10)
    expect(await seen).toMatchObject({ room: { vodUrl: 'https://vod.example/a.mp4', videoPostId: '5000' }, videoPost: null, failure: null })
    expect(service.asked.filter(({ path }) => path.includes('video-posts'))).toEqual([])
    watcher[Symbol.dispose]()
  })
})

it('operator mode knows no “myself” and no uuid', async () => {
  const service = fakeService(() => ({ json: {} }))
  expect(await service.connection.directory.getSelf()).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
  expect(await service.connection.directory.getRoomByUuid('c0ffee')).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
  expect(service.asked).toEqual([])
})
