import type { ConnectionView, DesktopView, Levels, Snapshot, SoundChannelView, Telemetry, TimelineEntry } from '#shared/contract'
import { pictureWarnings } from '#shared/contract'
import type { Environment } from '#shared/environment'
import { allowed, aSnapshot, because, localView } from '../unit/renderer/a-snapshot.ts'
import { stillFeed } from './canned-host.ts'

type SnapshotPart = NonNullable<Parameters<typeof aSnapshot>[0]>

/** The moment at which every canned state stands. */
export const cannedNowMs = Date.parse('2026-03-02T10:30:00Z')

const secondsAgo = (seconds: number) => cannedNowMs - seconds * 1000
const liveSince = secondsAgo(754)

const room = (state: string, vodState: string | null = null) => ({
  id: '101',
  title: 'Spring concert, first half',
  state,
  type: 'BROADCAST_RTMP',
  vodState,
  scheduledAt: null,
  liveStartedAt: state === 'SCHEDULED' ? null : new Date(liveSince).toISOString(),
})

const otherRooms = [
  { id: '102', title: 'Questions and answers', state: 'SCHEDULED', type: 'BROADCAST_RTMP', vodState: null, scheduledAt: null, liveStartedAt: null },
  {
    id: '100',
    title: 'A very long title of a video room that nobody would want to read aloud in one breath',
    state: 'ARCHIVED',
    type: 'BROADCAST_RTMP',
    vodState: 'ARCHIVED',
    scheduledAt: null,
    liveStartedAt: '2026-03-01T10:00:00Z',
  },
]

const entry = (
  id: number,
  ago: number,
  kind: TimelineEntry['kind'],
  code: TimelineEntry['code'],
  params?: TimelineEntry['params'],
): TimelineEntry => ({
  id,
  atMs: secondsAgo(ago),
  kind,
  code,
  ...(params === undefined ? {} : { params }),
})

const untilPreview = [
  entry(1, 900, 'state', 'connected'),
  entry(2, 880, 'action', 'preview-on'),
  entry(3, 860, 'action', 'stream-started'),
  entry(4, 858, 'state', 'key-state', { from: 'INACTIVE', to: 'ACTIVE_PREP' }),
  entry(5, 855, 'state', 'key-state', { from: 'ACTIVE_PREP', to: 'ACTIVE' }),
]
const untilLive = [...untilPreview, entry(6, 754, 'action', 'went-live'), entry(7, 753, 'state', 'room-state', { from: 'SCHEDULED', to: 'LIVE' })]
const untilTrouble = [...untilLive, entry(8, 6, 'trouble', 'sender-lost')]
const untilEnd = [
  ...untilLive,
  entry(8, 400, 'trouble', 'sender-lost'),
  entry(9, 397, 'recovered', 'sender-back'),
  entry(10, 30, 'action', 'end-requested'),
  entry(11, 20, 'state', 'ended'),
]

const share = {
  hls: 'https://play.example.com/live/concert/master.m3u8',
  dash: 'https://play.example.com/live/concert/manifest.mpd',
  rtmp: null,
  flv: null,
}
const key = (state: string) => ({ state, sinceMs: liveSince, masked: '••••3f9a', ingestUrl: 'rtmp://ingest.example.com/live', mode: 'CMAF' })
const sending = { encoder: 'running', sender: 'publishing', service: 'answering' } as const

const report = (endedAtMs: number | null) => ({
  roomId: '101',
  title: 'Spring concert, first half',
  liveStartedAtMs: liveSince,
  endedAtMs,
  interruptions: 1,
  waitedMs: 3_000,
  reconnects: 1,
  averageKbps: 2_480,
  encodedFrames: 22_600,
  droppedFrames: 12,
  forced: false,
})

/** What differs from a page at rest. */
type Actions = Partial<Snapshot['session']['actions']>
const closed: Actions = {
  streamStart: because('working'),
  streamStop: because('not-sending'),
  reconnectNow: because('not-interrupted'),
  goLive: because('not-sending'),
  endLive: because('not-live'),
  forceEnd: because('not-live'),
  selectRoom: allowed,
  selectSource: allowed,
  selectConnection: allowed,
  selectMember: allowed,
}
const onAir: Actions = {
  ...closed,
  streamStart: because('already-sending'),
  streamStop: allowed,
  goLive: because('already-live'),
  endLive: allowed,
  forceEnd: allowed,
  selectRoom: because('on-air'),
  selectConnection: because('on-air'),
  selectMember: because('on-air'),
}

const ownView: ConnectionView = {
  ...localView,
  id: 'hall',
  name: 'Concert hall',
  color: 'teal',
  environment: 'custom',
  apiBaseUrl: 'https://api.example.com',
  builtIn: false,
}

const connectedTo = (environment: Environment): SnapshotPart => ({
  connection:
    environment === 'rehearsal'
      ? { environment }
      : {
          list: [localView, { ...ownView, environment }],
          currentId: 'hall',
          environment,
        },
})

type Session = NonNullable<SnapshotPart['session']>

const camera = { id: 'camera:front', label: 'Front camera' }
const microphone = { id: 'mic:desk', label: 'Desk microphone' }
const channel = (sourceId: string, part: Partial<SoundChannelView> = {}): SoundChannelView => ({
  sourceId,
  levelDb: 0,
  muted: false,
  delayMs: 0,
  ...part,
})

/** A screen, a camera and a microphone; the camera is in use where the scene shows it. */
const desk: SnapshotPart['program'] = {
  sourceId: 'screen:1',
  preview: 'on',
  cameras: [camera],
  microphones: [microphone, { id: 'system', label: 'System sound' }],
  open: [{ id: 'screen:1', state: 'running', width: 1920, height: 1080, failure: null }],
}

const atCamera: SnapshotPart['program'] = {
  sceneId: 'screen-camera',
  cameraId: camera.id,
  channels: [channel(microphone.id, { levelDb: -6.5 }), channel('system', { muted: true, delayMs: 120 })],
  open: [
    { id: 'screen:1', state: 'running', width: 1920, height: 1080, failure: null },
    { id: camera.id, state: 'running', width: 1280, height: 720, failure: null },
    { id: microphone.id, state: 'running', width: null, height: null, failure: null },
    { id: 'system', state: 'opening', width: null, height: null, failure: null },
  ],
}

/** A snapshot of the concert: at the fixed moment, with its picture, except for what is given. */
const concert = (session: Session, timeline: readonly TimelineEntry[], more: SnapshotPart = {}): Snapshot =>
  aSnapshot({
    ...more,
    rooms: [room(session.room?.state ?? 'SCHEDULED'), ...otherRooms],
    program: { ...desk, ...more.program },
    session: { sinceMs: secondsAgo(30), answeredAtMs: secondsAgo(1), ...session },
    timeline: [...timeline],
  })

const preview: Session = {
  state: 'ready',
  tally: { state: 'preview' },
  room: room('SCHEDULED'),
  streamKey: key('ACTIVE'),
  witnesses: sending,
  actions: { ...closed, streamStart: because('already-sending'), streamStop: allowed, goLive: allowed },
  verdict: { level: 'good', code: 'preview-good' },
  returnFeed: { protocol: 'hls', url: stillFeed },
  share,
}

const live: Session = {
  state: 'live',
  tally: { state: 'live' },
  room: room('LIVE'),
  streamKey: key('ACTIVE_LIVE'),
  witnesses: sending,
  liveStartedAtMs: liveSince,
  actions: onAir,
  verdict: { level: 'good', code: 'live-good' },
  returnFeed: { protocol: 'hls', url: stillFeed },
  share,
  report: report(null),
}

const trouble: Session = {
  ...live,
  state: 'interrupted',
  tally: { state: 'trouble' },
  room: room('LIVE_INACTIVE'),
  streamKey: key('INACTIVE_LIVE'),
  witnesses: { encoder: 'running', sender: 'reconnecting', service: 'answering' },
  reconnectAttempt: 2,
  actions: { ...onAir, reconnectNow: allowed },
  verdict: { level: 'bad', code: 'reconnecting', params: { attempt: 2 } },
}

const ending: Session = {
  ...live,
  state: 'ending',
  witnesses: { encoder: 'running', sender: 'off', service: 'answering' },
  actions: { ...closed, streamStart: because('ending'), endLive: because('ending'), forceEnd: allowed },
  verdict: { level: 'good', code: 'ending' },
  returnFeed: null,
}

const over: Session = {
  state: 'archiving',
  room: room('ENDED', 'ARCHIVING'),
  streamKey: key('INACTIVE'),
  actions: { ...closed, streamStart: because('room-not-startable') },
  verdict: { level: 'good', code: 'archiving' },
  vod: { state: 'ARCHIVING', url: null, playbackPath: null, videoPostId: null, videoPostState: null, files: [] },
  report: report(secondsAgo(20)),
}

const recordingFiles = [
  { id: '0', format: 'ORIGINAL', bytes: 1_284_000_000, url: 'https://play.example.com/vod/101.original.mp4', saves: true },
  { id: '1', format: 'MP4', bytes: 913_000_000, url: 'https://play.example.com/vod/101.mp4', saves: true },
  { id: '2', format: 'CMAF_HLS', bytes: null, url: 'https://play.example.com/vod/101.m3u8', saves: false },
]

const archived: Session = {
  ...over,
  state: 'done',
  room: room('ARCHIVED', 'ARCHIVED'),
  verdict: { level: 'good', code: 'done' },
  vod: {
    state: 'ARCHIVED',
    url: 'https://play.example.com/vod/101.m3u8',
    playbackPath: stillFeed,
    videoPostId: '77',
    videoPostState: 'PROCESSED',
    files: recordingFiles,
  },
}

const onAMac: DesktopView = {
  notices: 'on',
  hidden: 'off',
  hotkeys: [
    { act: 'mute', keys: 'Command+Shift+M', state: 'set' },
    { act: 'be-right-back', keys: 'F9', state: 'taken' },
    { act: 'end', keys: null, state: 'unset' },
  ],
  hotkeysDoubtful: false,
  privacy: [
    { kind: 'camera', state: 'allowed' },
    { kind: 'microphone', state: 'not-asked' },
    { kind: 'screen', state: 'refused' },
  ],
}

/** How things can stand, as a person would name it. On air is real (not the rehearsal) unless the name says otherwise. */
export const cannedStates = {
  'nothing chosen': concert(
    { actions: { ...closed, streamStart: because('no-source') }, room: room('SCHEDULED'), streamKey: key('INACTIVE') },
    untilPreview.slice(0, 1),
    { program: { sourceId: 'none', preview: 'off', open: [] } },
  ),
  idle: concert({ actions: { ...closed, streamStart: allowed }, room: room('SCHEDULED'), streamKey: key('INACTIVE') }, untilPreview.slice(0, 2)),
  'idle in the desktop app of a Mac': concert(
    { actions: { ...closed, streamStart: allowed }, room: room('SCHEDULED'), streamKey: key('INACTIVE') },
    untilPreview.slice(0, 2),
    { app: { host: 'desktop', platform: 'darwin', desktop: onAMac } },
  ),
  'wrong shape': concert(
    {
      actions: { ...closed, streamStart: because('orientation-mismatch') },
      room: room('SCHEDULED'),
      streamKey: key('INACTIVE'),
      profiles: [
        { id: '1', name: 'Landscape', orientation: 'horizontal' },
        { id: '2', name: 'Portrait', orientation: 'vertical' },
      ],
    },
    untilPreview.slice(0, 2),
    { program: { orientation: 'vertical', mismatch: true } },
  ),
  'live elsewhere': concert(
    {
      actions: { ...closed, streamStart: because('room-live-elsewhere') },
      room: room('SCHEDULED'),
      streamKey: key('ACTIVE_LIVE'),
      liveElsewhere: { roomId: '102', title: 'Questions and answers', state: 'LIVE' },
      whoSends: 'someone-else',
      verdict: { level: 'warn', code: 'someone-else-sending' },
    },
    untilPreview.slice(0, 2),
    connectedTo('custom'),
  ),
  preview: concert(preview, untilPreview, connectedTo('custom')),
  'live with a camera': concert(live, untilLive, { ...connectedTo('custom'), program: { ...desk, ...atCamera } }),
  'wrong in picture and sound': concert(preview, untilPreview, {
    ...connectedTo('custom'),
    program: {
      ...desk,
      ...atCamera,
      warnings: [...pictureWarnings],
      open: [
        { id: 'screen:1', state: 'stalled', width: 1920, height: 1080, failure: null },
        { id: camera.id, state: 'lost', width: 1280, height: 720, failure: { code: 'camera-unavailable' } },
      ],
    },
  }),
  'camera not connected': concert(
    { actions: { ...closed, streamStart: allowed }, room: room('SCHEDULED'), streamKey: key('INACTIVE') },
    untilPreview.slice(0, 2),
    { program: { ...desk, sceneId: 'side-by-side', channels: [], cameraId: 'camera:gone', orientation: 'vertical', cameras: [] } },
  ),
  live: concert(live, untilLive, connectedTo('custom')),
  'live rehearsal': concert(live, untilLive),
  'live in production': concert(live, untilLive, connectedTo('production')),
  'another encoder on air': concert(
    {
      ...live,
      witnesses: { ...sending, sender: 'off' },
      whoSends: 'someone-else',
      actions: { ...onAir, streamStart: because('stream-key-busy'), streamStop: because('not-sending'), endLive: because('stop-other-encoder') },
      verdict: { level: 'warn', code: 'someone-else-sending' },
    },
    untilLive,
    connectedTo('custom'),
  ),
  trouble: concert(trouble, untilTrouble, connectedTo('custom')),
  'ingest refused': concert(
    { ...trouble, failure: { code: 'ingest-rejected', params: { host: 'ingest.example.com' }, detail: 'the ingest closed the connection' } },
    untilTrouble,
    connectedTo('custom'),
  ),
  unknown: concert(
    {
      ...live,
      tally: { state: 'unknown', lastKnown: { state: 'live', atMs: secondsAgo(14) } },
      witnesses: { ...sending, service: 'silent' },
      verdict: { level: 'warn', code: 'service-silent' },
    },
    [...untilLive, entry(8, 10, 'trouble', 'service-silent')],
    connectedTo('custom'),
  ),
  ending: concert(ending, [...untilLive, entry(8, 2, 'action', 'end-requested')], connectedTo('custom')),
  'ending stuck': concert(
    { ...ending, state: 'ending-stuck', verdict: { level: 'bad', code: 'ending-stuck' }, failure: { code: 'ending-stuck' } },
    [...untilLive, entry(8, 40, 'action', 'end-requested')],
    connectedTo('custom'),
  ),
  ended: concert(over, untilEnd, connectedTo('custom')),
  archived: concert(archived, [...untilEnd, entry(12, 5, 'state', 'vod-ready')], connectedTo('custom')),
  'archive failed': concert(
    {
      ...over,
      state: 'failed',
      verdict: { level: 'bad', code: 'archive-failed' },
      failure: { code: 'archive-failed' },
      vod: { state: 'FAILED_ARCHIVING', url: null, playbackPath: null, videoPostId: null, videoPostState: null, files: [] },
    },
    [...untilEnd, entry(12, 5, 'trouble', 'archive-failed')],
    connectedTo('custom'),
  ),
  'ended by force': concert(
    {
      ...over,
      verdict: { level: 'warn', code: 'ended-by-force' },
      vod: { state: 'NOT_ARCHIVED', url: null, playbackPath: null, videoPostId: null, videoPostState: null, files: [] },
      report: { ...report(secondsAgo(20)), forced: true },
    },
    [...untilLive, entry(8, 22, 'action', 'force-end-requested'), entry(9, 20, 'note', 'key-reissued')],
    connectedTo('custom'),
  ),
  'resume offered': concert(
    {
      tally: { state: 'trouble' },
      room: room('LIVE_INACTIVE'),
      streamKey: key('INACTIVE_LIVE'),
      resume: {
        roomId: '101',
        title: 'Spring concert, first half',
        state: 'LIVE_INACTIVE',
        liveStartedAt: room('LIVE').liveStartedAt,
        waiting: false,
      },
      actions: { ...closed, streamStart: allowed },
      verdict: { level: 'bad', code: 'interrupted' },
    },
    [entry(1, 20, 'state', 'connected'), entry(2, 19, 'note', 'resume-offered')],
    connectedTo('custom'),
  ),
  'not connected': concert(
    { room: null, streamKey: null, answeredAtMs: null, actions: { ...closed, streamStart: because('not-connected') } },
    [entry(1, 20, 'trouble', 'connection-failed')],
    {
      connection: { state: 'failed', failure: { code: 'cloud-unreachable', params: { host: 'api.example.com' } } },
    },
  ),
} satisfies Readonly<Record<string, Snapshot>>

export type CannedState = keyof typeof cannedStates
export const cannedStateNames = Object.keys(cannedStates) as readonly CannedState[]

/** Sound of the microphone and, louder, of the computer. */
export const cannedLevels: Levels = {
  peakDb: -9,
  rmsDb: -18,
  channels: [
    { sourceId: 'mic:desk', peakDb: -9, rmsDb: -18 },
    { sourceId: 'system', peakDb: -5, rmsDb: -12 },
    { sourceId: 'tone', peakDb: -9, rmsDb: -18 },
  ],
}

/** Good numbers of a stream that is well. */
export const cannedNumbers: Telemetry = {
  atMs: cannedNowMs,
  encoderFrames: 22_600,
  fps: 30,
  sentKbps: 2_480,
  queueMs: 40,
  droppedFrames: 12,
  targetKbps: 2500,
  hostMemoryMb: 141,
}

/** Numbers while the picture is on and nothing is sent. */
export const cannedNumbersAtRest: Telemetry = { ...cannedNumbers, encoderFrames: 900, sentKbps: null, queueMs: null, droppedFrames: 0 }
