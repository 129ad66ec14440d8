import { describe, expect, it } from 'vitest'
import { wireDate } from '../../../shared/wire/common.ts'
import { memberSchema } from '../../../shared/wire/member.ts'
import { profileSchema } from '../../../shared/wire/profile.ts'
import { roomSchema } from '../../../shared/wire/room.ts'
import { videoPostSchema } from '../../../shared/wire/video-post.ts'
import { roomJson, streamKeyJson, videoPostJson } from './wire-samples.ts'

describe('an instant', () => {
  it.each([
    ['2030-01-02T10:00:00Z', '2030-01-02T10:00:00.000Z'],
    ['2030-01-02T10:00:00.123456Z', '2030-01-02T10:00:00.123Z'],
    ['2030-01-02T10:00:00', '2030-01-02T10:00:00.000Z'],
    ['2030-01-02T10:00:00+09:00', '2030-01-02T01:00:00.000Z'],
    ['2030-01-02T10:00:00+0900', '2030-01-02T01:00:00.000Z'],
    [1893578400000, '2030-01-02T10:00:00.000Z'],
    [1893578400, '2030-01-02T10:00:00.000Z'],
    ['soon', null],
    ['', null],
    [Number.NaN, null],
    [1e300, null],
    [{}, null],
  ])('%s reads as %s', (written, read) => {
    const answer = wireDate.safeParse(written)
    expect(answer.success ? answer.data : null).toBe(read)
  })
})

describe('a room', () => {
  it('keeps everything that is documented', () => {
    const written = {
      ...roomJson,
      uuid: 'c0ffee',
      protocol: 'RTMP',
      channel: { id: 31, state: 'ACTIVE', channelState: 'OPENED', name: 'show' },
      customType: 'concert',
      customData: { seats: '40' },
      policy: { chat: true },
      stats: { currentOnlineMemberCount: 12, totalMemberWhitelistCount: 3 },
      videoPost: { id: 5000, state: 'ACTIVE', videoPostState: 'QUEUEING', type: 'LIVE_RECORDED' },
    }
    expect(roomSchema.parse(written)).toMatchObject({
      id: '900',
      uuid: 'c0ffee',
      protocol: 'RTMP',
      app: { id: '1', name: 'my-app' },
      channel: { id: '31', channelState: 'OPENED', name: 'show' },
      creatorType: 'MEMBER',
      creatorId: '7',
      customType: 'concert',
      customData: { seats: '40' },
      policy: { chat: true },
      scheduledAt: '2030-01-02T10:00:00.000Z',
      stats: { currentOnlineMemberCount: 12, totalMemberWhitelistCount: 3 },
      videoPost: { id: '5000', videoPostState: 'QUEUED' },
      videoPostId: '5000',
    })
  })

  it('is read although what may be absent is odd, and loses only that', () => {
    const odd = {
      title: { ko: '방송' },
      description: 5,
      scheduledAt: 'soon',
      accessLevel: 3,
      vodState: {},
      stats: [],
      customData: 'odd',
      channel: 'gone',
      member: { name: 'nobody' },
      videoPost: { id: null },
    }
    const { id, type, videoRoomState, videoPostId, ...rest } = roomSchema.parse({ ...roomJson, ...odd, videoPostId: 77 })
    expect({ id, type, videoRoomState, videoPostId }).toEqual({ id: '900', type: 'BROADCAST_RTMP', videoRoomState: 'SCHEDULED', videoPostId: '77' })
    const names = Object.keys(odd) as (keyof typeof odd)[]
    expect(names.filter((name) => rest[name] !== undefined)).toEqual([])
  })

  it('has one word for a surveillance room, and keeps every other type as it is spelled', () => {
    const types = ['SURVEILLANCE', 'VIDEO_SURVEILLANCE', 'WEBINAR', 'HOLOGRAM'].map((type) => roomSchema.parse({ ...roomJson, type }).type)
    expect(types).toEqual(['VIDEO_SURVEILLANCE', 'VIDEO_SURVEILLANCE', 'WEBINAR', 'HOLOGRAM'])
  })
})

describe('a video post', () => {
  it('keeps everything that is documented', () => {
    const post = videoPostSchema.parse({
      ...videoPostJson,
      videoPostState: 'PROCESSED',
      app: { id: 1, name: 'my-app' },
      member: { id: 7, appUserId: 'creator1' },
      videoRoom: { id: 900, videoRoomState: 'ARCHIVED', type: 'BROADCAST_RTMP', title: 'First show' },
      transcodingProfile: { video: { id: 4, type: 'VIDEO', name: 'default' }, preview: null },
      file: {
        src: {
          type: 'VIDEO',
          contentType: 'video/mp4',
          size: '9007199254740000',
          originalFileName: 'a.mp4',
          url: 'https://vod.example/a.mp4',
          drm: null,
        },
        processed: [{ type: 'VIDEO', contentType: 'video/mp4', size: 12, url: 'https://vod.example/720.mp4' }, 'odd'],
        processedSummaries: [{ format: 'MP4', size: 12, url: 'https://vod.example/720.mp4' }, { format: 'CMAF_HLS' }, { format: 'NEW', url: 'u' }],
        preview: { url: 'https://vod.example/preview.mp4' },
        thumbnail: { url: 'https://vod.example/thumbnail.png' },
      },
      stats: { viewCount: 9 },
    })
    expect(post).toMatchObject({
      videoPostState: 'PROCESSED',
      videoRoom: { id: '900', videoRoomState: 'ARCHIVED' },
      transcodingProfile: { video: { id: '4' } },
      file: {
        src: { size: 9007199254740000, originalFileName: 'a.mp4' },
        processed: [{ url: 'https://vod.example/720.mp4' }],
        processedSummaries: [
          { format: 'MP4', size: 12 },
          { format: 'NEW', url: 'u' },
        ],
        preview: { url: 'https://vod.example/preview.mp4' },
        thumbnail: { url: 'https://vod.example/thumbnail.png' },
      },
      stats: { viewCount: 9 },
    })
  })

  it.each([
    ['QUEUED', 'QUEUED'],
    ['QUEUEED', 'QUEUED'],
    ['QUEUEING', 'QUEUED'],
    ['FAILED_QUEUING', 'FAILED_QUEUING'],
    ['FAILED_QUEUEING', 'FAILED_QUEUING'],
    ['FAILED_QUEUED', 'FAILED_QUEUING'],
    ['DREAMING', { unknown: 'DREAMING' }],
    ['constructor', { unknown: 'constructor' }],
  ])('whose state is spelled %s is %o', (spelled, state) => {
    expect(videoPostSchema.parse({ ...videoPostJson, videoPostState: spelled }).videoPostState).toEqual(state)
  })
})

it('a profile keeps the streams that can be read', () => {
  const { profile } = streamKeyJson.profile
  const videoStreams = [{ width: 720, height: 1280 }, { width: 'wide' }, null]
  expect(profileSchema.parse({ ...streamKeyJson.profile, profile: { ...profile, videoStreams } }).profile?.videoStreams).toEqual([
    { width: 720, height: 1280 },
  ])
})

it('a member keeps what the app says of them, and what only they may read', () => {
  const written = {
    id: '9223372036854775807',
    state: 'ACTIVE',
    app: { id: 1, state: 'ACTIVE', name: 'vicollo_meetings' },
    appUserId: 'creator1',
    appUserName: '크리에이터',
    customType: null,
    customData: { floor: 3, vip: true, odd: {} },
    email: 'creator@example.com',
    country: 'KR',
    lang: 'ko',
    createdAt: '2030-01-01T00:00:00Z',
  }
  expect(memberSchema.parse(written)).toMatchObject({
    id: '9223372036854775807',
    app: { name: 'vicollo_meetings' },
    appUserName: '크리에이터',
    customData: { floor: '3', vip: 'true' },
    email: 'creator@example.com',
    country: 'KR',
    lang: 'ko',
  })
})
