import { expect, test } from 'vitest'
import { ok } from '#shared/result'
import { startCore } from '../../fakes/start-core.ts'

test('the first broadcast on the local service, from opening the app to the archived recording', async () => {
  const on = await startCore()
  expect(on.snapshot().connection).toMatchObject({ state: 'connecting', currentId: 'local', environment: 'rehearsal' })
  const { member, rooms, session } = await on.until('connected', ({ connection }) => connection.state === 'connected')
  expect(member).toEqual({ id: '1', appUserId: 'creator', name: 'The Creator' })
  expect(rooms.map(({ title, state }) => [title, state])).toEqual([['Rehearsal 1', 'SCHEDULED']])
  expect(session).toMatchObject({ state: 'idle', tally: { state: 'off' }, streamKey: { state: 'INACTIVE', masked: '••••••••6789' }, resume: null })
  expect(on.pipeline.program, 'opening the app opens no device').toBeNull()
  expect(session.actions.streamStart).toEqual({ allowed: false, reason: 'no-source' })

  expect(await on.call('program.setSource', { sourceId: 'screen:0' })).toEqual(ok(null))
  expect(on.snapshot().program).toMatchObject({ sourceId: 'screen:0', preview: 'on', failure: null })
  expect(on.pipeline.programs).toEqual([
    {
      layers: [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }],
      channels: [],
      orientation: 'horizontal',
      height: 720,
      fps: 30,
      preset: 'veryfast',
      encoder: 'x264',
      videoKbps: 2500,
      audioKbps: 128,
      gopSeconds: 1,
    },
  ])
  expect(on.session().actions.goLive).toEqual({ allowed: false, reason: 'not-sending' })

  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('the service sees the stream', ({ session: { streamKey } }) => streamKey?.state === 'ACTIVE_PREP')
  expect(on.session()).toMatchObject({ state: 'connecting', tally: { state: 'preview' }, verdict: { level: 'good', code: 'waiting-for-service' } })
  expect(on.session().actions.goLive).toEqual({ allowed: false, reason: 'service-preparing' })
  const ready = await on.until('ready', ({ session: { state } }) => state === 'ready')
  expect(ready.session).toMatchObject({
    streamKey: { state: 'ACTIVE', mode: 'CMAF' },
    tally: { state: 'preview' },
    returnFeed: { protocol: 'hls', url: '/media/return-feed/1' },
    share: { hls: null },
    witnesses: { encoder: 'running', sender: 'publishing', service: 'answering' },
    verdict: { level: 'good', code: 'preview-good' },
  })

  expect(await on.call('session.goLive', null)).toEqual(ok(null))
  const live = await on.until('live', (snapshot) => snapshot.session.tally.state === 'live', 300)
  expect(live.session).toMatchObject({
    state: 'live',
    room: { state: 'LIVE' },
    streamKey: { state: 'ACTIVE_LIVE' },
    returnFeed: { url: '/media/return-feed/2' },
    share: { hls: 'https://play.test/room/1/1.m3u8', dash: 'https://play.test/room/1/1.mpd' },
    verdict: { code: 'live-good' },
    actions: {
      goLive: { allowed: false, reason: 'already-live' },
      endLive: { allowed: true },
      selectConnection: { allowed: false, reason: 'on-air' },
    },
  })
  expect(live.session.liveStartedAtMs).toBeGreaterThan(on.clock.wallMs() - 300)
  await on.wait(60_000)
  expect(on.session().tally.state).toBe('live')

  expect(await on.call('session.endLive', null)).toEqual(ok(null))
  await on.until('ending', ({ session: { state } }) => state === 'ending')
  expect(on.session().actions.endLive).toEqual({ allowed: false, reason: 'ending' })
  await on.until('archiving', ({ session: { state } }) => state === 'archiving')
  const done = await on.until('done', ({ session: { state } }) => state === 'done')
  expect(done.session).toMatchObject({
    tally: { state: 'off' },
    room: { state: 'ARCHIVED', vodState: 'ARCHIVED' },
    streamKey: { state: 'INACTIVE' },
    returnFeed: null,
    vod: { state: 'ARCHIVED', url: 'https://vod.test/1.mp4', playbackPath: '/media/vod/1', videoPostId: '1001', videoPostState: 'PROCESSED' },
    actions: { streamStart: { allowed: false, reason: 'room-ended' } },
  })
  expect(on.codes()).toEqual([
    'connected',
    'preview-on',
    'source-changed',
    'stream-started',
    'key-state:ACTIVE_PREP',
    'key-state:ACTIVE',
    'key-state:ACTIVE_LIVE',
    'room-state:LIVE',
    'went-live',
    'end-requested',
    'key-state:INACTIVE_LIVE',
    'room-state:LIVE_INACTIVE',
    'key-state:INACTIVE',
    'room-state:ENDED',
    'ended',
    'room-state:ARCHIVED',
    'vod-ready',
  ])

  const next = await on.until('a fresh room waits in the list', (snapshot) => snapshot.rooms.some(({ state }) => state === 'SCHEDULED'))
  const room = next.rooms.find(({ state }) => state === 'SCHEDULED')
  expect(await on.call('room.select', { roomId: room?.id ?? '' })).toEqual(ok(null))
  expect(on.session()).toMatchObject({ state: 'idle', vod: null, actions: { streamStart: { allowed: true } } })
  await on.core[Symbol.asyncDispose]()
  expect(on.pipeline.program).toBeNull()
})
