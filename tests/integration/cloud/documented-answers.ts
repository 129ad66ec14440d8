/**
 * Answers of FlipFlop Cloud, written by hand from its documents. Nothing of the program is imported here or by the server
 * that gives them, so that program and test cannot be wrong together.
 */
export type Json = Readonly<Record<string, unknown>>

/** How a server may differ from the documents, or the documents from one another. */
export type Manners = {
  readonly ingestField: 'ingestUrl' | 'ingestURL'
  /** Which paths of start and end it knows. */
  readonly actionPaths: 'state' | 'short'
  readonly firstPage: 0 | 1
  /** Pages carry `pageable` and `sort`. */
  readonly pageable: boolean
  /** Fields that documents mark with `?` are left out instead of null. */
  readonly leavesOut: boolean
  /** Fields that nobody has documented yet, on every object. */
  readonly newFields: boolean
  /** Every enumeration has a value that nobody has documented. */
  readonly alien: boolean
  /** Ids beyond 2^53. */
  readonly hugeIds: boolean
}

export const documentedManners: Manners = {
  ingestField: 'ingestUrl',
  actionPaths: 'state',
  firstPage: 1,
  pageable: true,
  leavesOut: false,
  newFields: false,
  alien: false,
  hugeIds: false,
}

/** The id of the room in a server with huge ids; no double holds it. */
export const hugeRoomId = '9007199254740993'

const createdAt = '2030-01-01T00:00:00Z'
const lastModifiedAt = '2030-01-01T09:30:00.123Z'
const app = { id: 1, state: 'ACTIVE', name: 'my-app', defaultRtmpOutputMode: 'CMAF' }

const member = {
  id: 7,
  state: 'ACTIVE',
  app,
  appUserId: 'creator1',
  appUserName: '크리에이터',
  appUserProfileImgUrl: null,
  customType: null,
  customData: { seat: '4' },
  createdAt,
  lastModifiedAt,
}

const profile = {
  id: 3,
  state: 'ACTIVE',
  type: 'BROADCAST_RTMP',
  creatorType: 'SYSTEM',
  representativeType: 'DEFAULT',
  name: 'portrait',
  description: null,
  revision: 1,
  profile: {
    segmentDuration: 2,
    videoStreams: [
      { name: '360p', type: 'H264', width: 360, height: 640, bitrate: 600000 },
      { name: '720p', type: 'H264', width: 720, height: 1280, bitrate: 2000000 },
    ],
    audioStream: { name: 'audio', type: 'AAC', bitrate: 128000 },
    drm: null,
  },
  createdAt,
  lastModifiedAt,
}

const nothingToPlay = { playUrl: null, cmafHlsPlayUrl: null, cmafDashPlayUrl: null, rtmpPlayUrl: null, httpFlvPlayUrl: null }

const streamKey = {
  id: 41,
  streamKeyState: 'ACTIVE',
  forciblyTerminated: false,
  app,
  member: { id: 7, appUserId: 'creator1', appUserName: '크리에이터', appUserProfileImgUrl: null },
  videoRoom: null,
  ingestUrl: 'rtmp://media.example/live',
  streamKey: 'sk+/=?&%#-1',
  mode: 'CMAF',
  ...nothingToPlay,
  cmafHlsPlayUrl: 'https://play.example/41/master.m3u8',
  cmafDashPlayUrl: 'https://play.example/41/manifest.mpd',
  profile,
  error: null,
  createdAt,
  lastModifiedAt,
}

export const room = (id: number, title: string, videoRoomState: string): Json => ({
  id,
  state: 'ACTIVE',
  uuid: `uuid-${id}`,
  type: 'BROADCAST_RTMP',
  protocol: 'RTMP',
  videoRoomState,
  forciblyTerminated: false,
  vodState: videoRoomState === 'ARCHIVED' ? 'ARCHIVED' : 'NOT_ARCHIVED',
  vodUrl: videoRoomState === 'ARCHIVED' ? 'https://vod.example/5000.mp4' : null,
  format: 'UNDEFINED',
  accessLevel: 'PUBLIC',
  app,
  member,
  channel: { id: 31, state: 'ACTIVE', channelState: 'OPENED', name: 'show' },
  creatorType: 'MEMBER',
  creatorId: 7,
  title,
  description: null,
  customType: null,
  customData: null,
  policy: null,
  scheduledAt: '2030-01-02T10:00:00Z',
  cancelledAt: null,
  liveStartedAt: null,
  liveEndedAt: null,
  vodArchivedAt: null,
  streamKey: { id: 41, state: 'ACTIVE', streamKeyState: 'ACTIVE' },
  ...nothingToPlay,
  ...(videoRoomState === 'LIVE' ? { cmafHlsPlayUrl: 'https://play.example/room/master.m3u8' } : {}),
  videoPost: videoRoomState === 'ARCHIVED' ? { id: 5000, state: 'ACTIVE', videoPostState: 'PROCESSED', type: 'LIVE_RECORDED' } : null,
  stats: { currentOnlineMemberCount: 12, totalMemberWhitelistCount: 0 },
  createdAt,
  lastModifiedAt,
})

const videoPost = {
  id: 5000,
  state: 'ACTIVE',
  videoPostState: 'PROCESSED',
  type: 'LIVE_RECORDED',
  accessLevel: 'PUBLIC',
  app,
  member,
  creatorType: 'MEMBER',
  videoRoom: { id: 900, state: 'ACTIVE', videoRoomState: 'ARCHIVED', type: 'BROADCAST_RTMP', title: 'First show' },
  title: 'First show',
  description: null,
  transcodingProfile: { video: { id: 4, name: 'default', type: 'VIDEO' }, preview: null, thumbnail: null },
  file: {
    src: {
      type: 'VIDEO',
      contentType: 'video/mp4',
      size: 5368709120,
      originalFileName: 'show.mp4',
      url: 'https://vod.example/src/5000.mp4',
      drm: null,
    },
    processed: [],
    processedSummaries: [
      { format: 'MP4', size: 1234, url: 'https://vod.example/5000.mp4' },
      { format: 'CMAF_HLS', size: 1200, url: 'https://vod.example/5000/master.m3u8' },
      { format: 'CMAF_MPEG_DASH', size: 1200, url: 'https://vod.example/5000/manifest.mpd' },
    ],
    preview: null,
    thumbnail: null,
  },
  customData: null,
  stats: { viewCount: 3 },
  uploadedAt: createdAt,
  createdAt,
  lastModifiedAt,
}

export const answers = {
  app,
  member,
  self: { ...member, email: 'creator@example.com', country: 'KR', lang: 'ko' },
  profile,
  streamKey,
  videoPost,
  tokens: { accessToken: 'a-new-token', refreshToken: null, streamingToken: 'a-streaming-token' },
}

export const refusal = (errorCode: string): Json => ({ errorCode, errorMessage: `said by the service: ${errorCode}` })

const enumFields = [
  'type',
  'videoRoomState',
  'vodState',
  'streamKeyState',
  'videoPostState',
  'mode',
  'accessLevel',
  'format',
  'channelState',
  'protocol',
]

/** An answer as a server with these manners would give it. */
export function mannered(value: unknown, manners: Manners): unknown {
  if (Array.isArray(value)) return value.map((item) => mannered(item, manners))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
    if (field === null && manners.leavesOut) return []
    if (name === 'ingestUrl') return [[manners.ingestField, field]]
    if (manners.alien && enumFields.includes(name) && typeof field === 'string') return [[name, `ALIEN_${field}`]]
    return [[name, mannered(field, manners)]]
  })
  return { ...Object.fromEntries(entries), ...(manners.newFields ? { hologram: { depth: [1, 2, { a: null }] }, madeUp: 'yes' } : {}) }
}

/** A page as the documents show it; `index` counts from 0. */
export function page(all: readonly unknown[], index: number, size: number, manners: Manners): Json {
  const content = all.slice(index * size, (index + 1) * size)
  const totalPages = Math.max(1, Math.ceil(all.length / size))
  const sort = { empty: false, sorted: true, unsorted: false }
  return {
    content,
    ...(manners.pageable ? { pageable: { offset: index * size, pageNumber: index, pageSize: size, paged: true, unpaged: false, sort }, sort } : {}),
    totalPages,
    totalElements: all.length,
    numberOfElements: content.length,
    number: index,
    size,
    first: index === 0,
    last: index >= totalPages - 1,
    empty: content.length === 0,
  }
}
