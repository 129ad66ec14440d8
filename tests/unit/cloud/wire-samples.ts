/**
 * Answers of FlipFlop Cloud, written by hand from its documents: only fields, spellings and shapes that those name.
 */
export const streamKeyJson = {
  id: 41,
  streamKeyState: 'ACTIVE',
  forciblyTerminated: false,
  app: { id: 1, name: 'my-app', defaultRtmpOutputMode: 'CMAF' },
  member: { id: 7, appUserId: 'creator1', appUserName: null },
  videoRoom: null,
  ingestUrl: 'rtmp://media.example/live',
  streamKey: 'k-3f2a9c',
  mode: 'CMAF',
  playUrl: null,
  cmafHlsPlayUrl: 'https://play.example/live/41/master.m3u8',
  cmafDashPlayUrl: 'https://play.example/live/41/manifest.mpd',
  rtmpPlayUrl: null,
  httpFlvPlayUrl: null,
  profile: {
    id: 3,
    state: 'ACTIVE',
    type: 'BROADCAST_RTMP',
    name: 'landscape',
    revision: 1,
    profile: {
      segmentDuration: 2,
      videoStreams: [{ name: '720p', type: 'H264', width: 1280, height: 720, bitrate: 2000000 }],
      audioStream: { name: 'audio', type: 'AAC', bitrate: 128000 },
      drm: null,
    },
  },
  error: null,
  createdAt: '2030-01-01T00:00:00Z',
  lastModifiedAt: '2030-01-01T00:00:00Z',
} as const

export const roomJson = {
  id: 900,
  state: 'ACTIVE',
  type: 'BROADCAST_RTMP',
  videoRoomState: 'SCHEDULED',
  vodState: 'NOT_ARCHIVED',
  vodUrl: null,
  format: 'UNDEFINED',
  accessLevel: 'PUBLIC',
  app: { id: 1, state: 'ACTIVE', name: 'my-app' },
  member: { id: 7, appUserId: 'creator1' },
  creatorType: 'MEMBER',
  creatorId: 7,
  title: 'First show',
  description: null,
  scheduledAt: '2030-01-02T10:00:00Z',
  streamKey: { id: 41, state: 'ACTIVE', streamKeyState: 'ACTIVE' },
  playUrl: null,
  videoPost: null,
  createdAt: '2030-01-01T00:00:00Z',
  lastModifiedAt: '2030-01-01T00:00:00Z',
} as const

export const videoPostJson = {
  id: 5000,
  videoPostState: 'PROCESSING',
  type: 'LIVE_RECORDED',
  accessLevel: 'PUBLIC',
  title: 'First show',
  file: { src: { type: 'VIDEO', contentType: 'video/mp4', size: 1234, originalFileName: null, url: null, drm: null }, processed: [] },
  createdAt: '2030-01-02T11:00:00Z',
} as const

export const pageJson = (content: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) => ({
  content,
  pageable: { offset: 0, pageNumber: 0, pageSize: 50, paged: true, unpaged: false, sort: { sorted: true } },
  totalPages: 1,
  totalElements: content.length,
  numberOfElements: content.length,
  number: 0,
  size: 50,
  first: true,
  last: true,
  empty: content.length === 0,
  sort: { sorted: true },
  ...more,
})
