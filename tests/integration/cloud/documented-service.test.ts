import { describe, expect, it } from 'vitest'
import type { AppUserId, RoomId, StreamKeyId, VideoPostId } from '../../../shared/ids.ts'
import type { Result } from '../../../shared/result.ts'
import { documentedManners, hugeRoomId, type Manners } from './documented-answers.ts'
import { type AccessMode, openDocumented } from './open-documented.ts'

const member = 'creator1' as AppUserId
const room = '902' as RoomId
const key = '41' as StreamKeyId
const draft = { member, title: '첫 방송', scheduledAt: '2030-01-02T10:00:00Z' }

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

const modes: readonly AccessMode[] = ['operator', 'member']
const variants: readonly (readonly [string, Partial<Manners>])[] = [
  ['as documented', {}],
  ['with the other paths of start and end', { actionPaths: 'short' }],
  ['that spells the ingest ingestURL', { ingestField: 'ingestURL' }],
  ['that counts pages from 0', { firstPage: 0 }],
  ['without pageable', { pageable: false }],
  ['that leaves out what is null', { leavesOut: true }],
  ['with fields that nobody knows', { newFields: true }],
  [
    'that differs in everything at once',
    { actionPaths: 'short', ingestField: 'ingestURL', firstPage: 0, pageable: false, leavesOut: true, newFields: true },
  ],
]

describe.each(modes)('a server made from the documents, in %s mode', (mode) => {
  it.each(variants)('%s is understood whole', async (_what, manners) => {
    await using on = await openDocumented(mode, { manners })
    const { api, directory } = on.cloud
    expect(must(await api.getStreamKey(member))).toMatchObject({
      id: '41',
      streamKeyState: 'ACTIVE',
      streamKey: 'sk+/=?&%#-1',
      ingestUrl: 'rtmp://media.example/live',
      mode: 'CMAF',
      app: { name: 'my-app', defaultRtmpOutputMode: 'CMAF' },
      cmafHlsPlayUrl: 'https://play.example/41/master.m3u8',
      profile: {
        id: '3',
        profile: {
          videoStreams: [
            { width: 360, height: 640 },
            { width: 720, height: 1280 },
          ],
        },
      },
    })
    expect(must(await api.getRoom(room))).toMatchObject({
      id: '902',
      videoRoomState: 'SCHEDULED',
      title: 'Third show',
      member: { appUserId: 'creator1', appUserName: '크리에이터', customData: { seat: '4' } },
      channel: { id: '31', channelState: 'OPENED' },
      stats: { currentOnlineMemberCount: 12 },
      scheduledAt: '2030-01-02T10:00:00.000Z',
    })
    const [first, second] = [await directory.listRooms({ member, pageSize: 2 }), await directory.listRooms({ member, page: 2, pageSize: 2 })]
    expect(must(first)).toMatchObject({ items: [{ id: '902' }, { id: '901' }], page: 1, totalPages: 2, total: 3 })
    expect(must(second)).toMatchObject({
      items: [{ id: '900', vodState: 'ARCHIVED', vodUrl: 'https://vod.example/5000.mp4', videoPostId: '5000' }],
      page: 2,
      totalPages: 2,
    })
    expect(must(await api.startRoom(room))).toMatchObject({ videoRoomState: 'LIVE', cmafHlsPlayUrl: 'https://play.example/room/master.m3u8' })
    expect(must(await api.endRoom(room))).toMatchObject({ videoRoomState: 'ENDED' })
    expect(must(await directory.createRoom({ ...draft, description: 'About it' }))).toMatchObject({
      id: '903',
      title: '첫 방송',
      description: 'About it',
    })
    expect(must(await directory.updateRoom(room, { title: 'Better' }))).toMatchObject({ id: '902', title: 'Better' })
    expect(must(await directory.deleteRoom(room))).toBeUndefined()
    const posts = on.server.met.filter(({ method }) => method === 'POST')
    // The documents disagree about the path of start alone once; after that it is known.
    const unknownPaths = (mode === 'operator') === (manners.actionPaths === 'short') ? 1 : 0
    expect(posts).toHaveLength(3 + unknownPaths)
    const pagesAsked = on.server.met.flatMap(({ method, query }) => (method === 'GET' && query.has('page') ? [query.get('page')] : []))
    expect(new Set(pagesAsked)).toEqual(new Set(manners.firstPage === 0 ? ['1', '0'] : ['1', '2']))
  })

  it('reads values that nobody has documented, and ids that no number holds', async () => {
    await using on = await openDocumented(mode, { manners: { alien: true, hugeIds: true } })
    const { api, directory } = on.cloud
    expect(must(await api.getStreamKey(member))).toMatchObject({
      streamKeyState: { unknown: 'ALIEN_ACTIVE' },
      mode: { unknown: 'ALIEN_CMAF' },
      profile: { type: 'ALIEN_BROADCAST_RTMP' },
    })
    expect(must(await directory.listRooms({})).items[0]).toMatchObject({
      id: hugeRoomId,
      type: 'ALIEN_BROADCAST_RTMP',
      videoRoomState: { unknown: 'ALIEN_SCHEDULED' },
      vodState: { unknown: 'ALIEN_NOT_ARCHIVED' },
      accessLevel: 'ALIEN_PUBLIC',
    })
    expect(must(await api.getRoom(hugeRoomId as RoomId)).id).toBe(hugeRoomId)
    expect(on.server.paths()).toContain(`GET /v2/${mode === 'operator' ? 'apps' : 'members'}/me/video-rooms/${hugeRoomId}`)
  })

  it('says what the service says of a room that does not exist, and asks once', async () => {
    await using on = await openDocumented(mode)
    const gone = '1' as RoomId
    const { api, directory } = on.cloud
    for (const answer of [await api.getRoom(gone), await api.startRoom(gone), await api.endRoom(gone), await directory.deleteRoom(gone)]) {
      expect(answer).toMatchObject({
        ok: false,
        failure: {
          code: 'room-not-found',
          serviceCode: 'VIDEO_ROOM_NOT_FOUND',
          serviceMessage: 'said by the service: VIDEO_ROOM_NOT_FOUND',
        },
      })
    }
    expect(on.server.met).toHaveLength(4)
  })
})

describe('what only an operator can do', () => {
  it('is done with the key pair of the app', async () => {
    await using on = await openDocumented('operator')
    const { api, directory } = on.cloud
    expect(must(await directory.listMembers({}))).toMatchObject({ items: [{ id: '7', appUserId: 'creator1', app: { name: 'my-app' } }], total: 1 })
    expect(must(await directory.getMember(member))).toMatchObject({ id: '7' })
    expect(must(await directory.upsertMember({ appUserId: member, appUserName: 'New' }))).toMatchObject({ appUserName: 'New' })
    expect(must(await directory.updateMember(member, { email: 'a@example.com' }))).toMatchObject({ email: 'a@example.com' })
    expect(must(await directory.loginMember({ appUserId: member }))).toEqual({ accessToken: 'a-new-token', streamingToken: 'a-streaming-token' })
    expect(must(await directory.loginGuest())).toMatchObject({ accessToken: 'a-new-token' })
    expect(must(await directory.cancelRoom(room))).toMatchObject({ videoRoomState: 'CANCELLED' })
    expect(must(await directory.deleteMembers([member]))).toBeUndefined()
    expect(must(await api.listProfiles())).toMatchObject({ items: [{ id: '3', creatorType: 'SYSTEM', representativeType: 'DEFAULT' }] })
    expect(must(await api.chooseProfile(key, '3'))).toMatchObject({ id: '41' })
    expect(must(await api.reissueKey(key))).toMatchObject({ streamKeyState: 'INACTIVE', streamKey: 'sk-new' })
    expect(must(await api.forceTerminate(member))).toBeUndefined()
    expect(must(await directory.listVideoPosts({})).items).toHaveLength(1)
    expect(must(await api.getVideoPost('5000' as VideoPostId))).toMatchObject({
      videoPostState: 'PROCESSED',
      videoRoom: { id: '900', videoRoomState: 'ARCHIVED' },
      file: {
        src: { size: 5368709120, originalFileName: 'show.mp4' },
        processedSummaries: [{ format: 'MP4', size: 1234 }, { format: 'CMAF_HLS' }, { format: 'CMAF_MPEG_DASH' }],
      },
      stats: { viewCount: 3 },
    })
    expect(new Set(on.server.paths()).size).toBe(on.server.met.length)
    expect(on.server.paths().filter((path) => !/^[A-Z]+ \/v2\/apps\/me\//.test(path))).toEqual([])
  })

  it('never leaves this computer with a member’s token', async () => {
    await using on = await openDocumented('member')
    const { api, directory } = on.cloud
    const refused = [
      await api.listMembers(),
      await api.forceTerminate(member),
      await api.reissueKey(key),
      await api.listProfiles(),
      await api.chooseProfile(key, '3'),
      await api.getVideoPost('5000' as VideoPostId),
      await directory.listMembers({}),
      await directory.deleteMembers([member]),
      await directory.loginGuest(),
      await directory.cancelRoom(room),
      await directory.listVideoPosts({}),
    ]
    expect(refused.map((answer) => !answer.ok && answer.failure.code)).toEqual(refused.map(() => 'ask-operator'))
    expect(on.server.met).toEqual([])
    expect(must(await directory.getSelf())).toMatchObject({ id: '7', email: 'creator@example.com', country: 'KR', lang: 'ko' })
    expect(must(await directory.getRoomByUuid('uuid-900'))).toMatchObject({ id: '900' })
    expect(on.server.paths()).toEqual(['GET /v2/members/me', 'GET /v2/members/me/video-rooms/uuid/uuid-900'])
  })
})

it('answers that come out of order reach whoever asked', async () => {
  await using on = await openDocumented('operator', { manners: documentedManners })
  on.server.cause({ kind: 'held' })
  const { getRoom } = on.cloud.api
  const asked = ['902', '901', '900'].map((id) => getRoom(id as RoomId))
  await on.server.heldBack(3)
  for (const index of [2, 0, 1]) on.server.letGo(index)
  const titles = (await Promise.all(asked)).map((answer) => must(answer).title)
  expect(titles).toEqual(['Third show', 'Second show', 'First show'])
})
