import { describe, expect, it } from 'vitest'
import { createPresenter } from '../../../electron/sandbox/api/present.ts'
import type { Database } from '../../../electron/sandbox/state/entities.ts'
import { converted, goLive, ingestStarted } from '../../../electron/sandbox/state/rules.ts'
import type { OutputMode } from '../../../shared/states.ts'
import { roomSchema } from '../../../shared/wire/room.ts'
import { streamKeySchema } from '../../../shared/wire/stream-key.ts'
import { only, sampleState, seededAt } from './sample-state.ts'

const addresses = { ingestUrl: 'rtmp://127.0.0.1:1935/live', playUrl: 'http://127.0.0.1:8080', rtmpPlayUrl: 'rtmp://127.0.0.1:1935/play' }
const profile = {
  id: 1002,
  state: 'ACTIVE',
  type: 'BROADCAST_RTMP',
  name: 'landscape',
  revision: 1,
  profile: {
    segmentDuration: 1,
    videoStreams: [
      { name: '360p', type: 'H264', width: 640, height: 360, bitrate: 700000 },
      { name: '720p', type: 'H264', width: 1280, height: 720, bitrate: 2500000 },
    ],
    audioStream: { name: 'audio', type: 'AAC', bitrate: 128000 },
    drm: false,
  },
}
const member = { id: 1003, appUserId: 'creator', appUserName: 'Creator', appUserProfileImgUrl: null }
const playUrls = {
  playUrl: 'http://127.0.0.1:8080/live/p/master.m3u8',
  cmafHlsPlayUrl: 'http://127.0.0.1:8080/live/p/master.m3u8',
  cmafDashPlayUrl: 'http://127.0.0.1:8080/live/p/manifest.mpd',
  rtmpPlayUrl: null,
  httpFlvPlayUrl: null,
}
const noPlayUrls = { playUrl: null, cmafHlsPlayUrl: null, cmafDashPlayUrl: null, rtmpPlayUrl: null, httpFlvPlayUrl: null }

/** On air since 11:00. */
function onAir(mode: OutputMode = 'CMAF'): Database {
  let db = sampleState()
  const step = { at: '2026-03-01T11:00:00.000Z' }
  const take = (changes: ReturnType<typeof converted>) => {
    db = { ...db, streamKeys: [...(changes?.streamKeys ?? db.streamKeys)], rooms: [...(changes?.rooms ?? db.rooms)] }
  }
  take(ingestStarted(only(db.streamKeys), { ...step, mode }))
  take(converted(db, only(db.streamKeys), { ...step, livePath: 'p' }))
  const ruling = goLive(db, only(db.rooms), step)
  if (ruling.kind === 'done') take(ruling.changes)
  return db
}

describe('what the API writes', () => {
  it('a stream key at rest', () => {
    const db = sampleState()
    expect(createPresenter(db, addresses).streamKey(only(db.streamKeys))).toEqual({
      id: 1004,
      state: 'ACTIVE',
      streamKeyState: 'INACTIVE',
      forciblyTerminated: false,
      app: { id: 1001, name: 'rehearsal', defaultRtmpOutputMode: 'CMAF' },
      member,
      videoRoom: null,
      ingestUrl: 'rtmp://127.0.0.1:1935/live',
      streamKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      mode: null,
      ...noPlayUrls,
      profile,
      error: null,
      createdAt: seededAt,
      lastModifiedAt: seededAt,
    })
  })

  it('a stream key and its room on air', () => {
    const db = onAir()
    const present = createPresenter(db, addresses)
    const key = present.streamKey(only(db.streamKeys))
    expect(key).toMatchObject({
      streamKeyState: 'ACTIVE_LIVE',
      videoRoom: { id: 1005, videoRoomState: 'LIVE', type: 'BROADCAST_RTMP', title: 'Rehearsal 1' },
      mode: 'CMAF',
      ...playUrls,
    })
    const room = present.room(only(db.rooms))
    expect(room).toEqual({
      id: 1005,
      state: 'ACTIVE',
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'BROADCAST_RTMP',
      protocol: null,
      videoRoomState: 'LIVE',
      forciblyTerminated: false,
      vodState: 'NOT_ARCHIVED',
      vodUrl: null,
      format: 'CMAF',
      accessLevel: 'PUBLIC',
      app: { id: 1001, state: 'ACTIVE', name: 'rehearsal' },
      member,
      channel: { id: 1005, state: 'ACTIVE', channelState: 'OPENED', name: 'Rehearsal 1' },
      creatorType: 'APP',
      creatorId: 1001,
      title: 'Rehearsal 1',
      description: null,
      customType: null,
      customData: null,
      policy: null,
      scheduledAt: seededAt,
      cancelledAt: null,
      liveStartedAt: '2026-03-01T11:00:00.000Z',
      liveEndedAt: null,
      vodArchivedAt: null,
      streamKey: { id: 1004, state: 'ACTIVE', streamKeyState: 'ACTIVE_LIVE' },
      ...playUrls,
      videoPost: null,
      stats: null,
      createdAt: seededAt,
      lastModifiedAt: '2026-03-01T11:00:00.000Z',
    })
    expect(streamKeySchema.parse(key)).toMatchObject({ id: '1004', streamKeyState: 'ACTIVE_LIVE', playUrl: playUrls.playUrl })
    expect(roomSchema.parse(room)).toMatchObject({ id: '1005', videoRoomState: 'LIVE', videoPostId: undefined })
  })

  it.each([
    ['RTMP', { ...noPlayUrls, playUrl: 'rtmp://127.0.0.1:1935/play/p' }],
    ['RTMP_CMAF', playUrls],
  ] as const)('the play URLs that %s has', (mode, others) => {
    const db = onAir(mode)
    const present = createPresenter(db, addresses)
    const direct = { rtmpPlayUrl: 'rtmp://127.0.0.1:1935/play/p', httpFlvPlayUrl: 'http://127.0.0.1:8080/live/p/stream.flv' }
    expect(present.streamKey(only(db.streamKeys))).toMatchObject({ mode, ...others, ...direct })
    expect(present.room(only(db.rooms))).toMatchObject({ format: mode, ...others, ...direct })
  })

  it('an archived room and its video post', () => {
    const db = sampleState()
    const post = {
      id: 1006,
      state: 'ACTIVE' as const,
      videoPostState: 'PROCESSED' as const,
      type: 'LIVE_RECORDED' as const,
      accessLevel: 'PUBLIC' as const,
      memberId: 1003,
      videoRoomId: 1005,
      title: 'Rehearsal 1',
      description: null,
      vodFile: '1006-x.mp4',
      size: 4711,
      cmafDir: '1006-x',
      cmafSize: 4712,
      customData: null,
      createdAt: seededAt,
      lastModifiedAt: seededAt,
    }
    const room = { ...only(db.rooms), videoPostId: 1006, videoRoomState: 'ARCHIVED' as const, vodState: 'ARCHIVED' as const }
    const present = createPresenter({ ...db, rooms: [room], posts: [post] }, addresses)
    expect(present.room(room)).toMatchObject({
      vodState: 'ARCHIVED',
      vodUrl: 'http://127.0.0.1:8080/vod/1006-x.mp4',
      videoPost: { id: 1006, state: 'ACTIVE', videoPostState: 'PROCESSED', type: 'LIVE_RECORDED' },
    })
    expect(present.post(post)).toMatchObject({
      id: 1006,
      videoPostState: 'PROCESSED',
      type: 'LIVE_RECORDED',
      member,
      videoRoom: { id: 1005, videoRoomState: 'ARCHIVED' },
      file: {
        src: { type: 'VIDEO', contentType: 'video/mp4', size: 4711, url: 'http://127.0.0.1:8080/vod/1006-x.mp4', drm: false },
        processedSummaries: [
          { format: 'MP4', size: 4711, url: 'http://127.0.0.1:8080/vod/1006-x.mp4' },
          { format: 'CMAF_HLS', size: 4712, url: 'http://127.0.0.1:8080/vod/1006-x/master.m3u8' },
          { format: 'CMAF_MPEG_DASH', size: 4712, url: 'http://127.0.0.1:8080/vod/1006-x/manifest.mpd' },
        ],
        thumbnail: { type: 'IMAGE', contentType: 'image/jpeg', url: 'http://127.0.0.1:8080/vod/1006-x/thumbnail.jpg' },
      },
    })
    expect(present.post({ ...post, videoPostState: 'FAILED_PROCESSING', cmafDir: null })).toMatchObject({
      file: { src: { url: 'http://127.0.0.1:8080/vod/1006-x.mp4' }, processedSummaries: [], thumbnail: null },
    })
  })
})
