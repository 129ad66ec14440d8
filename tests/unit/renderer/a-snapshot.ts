import type { Availability, ConnectionView, Snapshot } from '#shared/contract'
import { defaultEncoding } from '#shared/encoding'
import { firstScenes } from '#shared/scenes'

/** A part of a snapshot at any depth; lists are replaced as a whole. */
type Part<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Part<T[K]> } : T

export const allowed: Availability = { allowed: true }
export const because = (reason: Extract<Availability, { allowed: false }>['reason']): Availability => ({ allowed: false, reason })

const keyAtRest = { defaultMode: 'CMAF', profile: { id: '1', name: 'Landscape', orientation: 'horizontal' } } as const

/** The connection that is built in. */
export const localView: ConnectionView = {
  id: 'local',
  name: 'This computer',
  color: 'slate',
  environment: 'rehearsal',
  mode: 'operator',
  apiBaseUrl: null,
  hasCredentials: true,
  kept: 'keychain',
  report: null,
  builtIn: true,
}

const atRest: Snapshot = {
  revision: 1,
  app: {
    version: '0.1.0',
    platform: 'linux',
    host: 'web',
    language: 'en',
    theme: 'system',
    guide: 'done',
    countdownSeconds: 0,
    shortcuts: true,
    credentials: 'memory',
    credentialsNote: null,
    update: { state: 'off' },
    desktop: null,
    ffmpeg: {
      ...{ path: '/usr/bin/ffmpeg', version: '5.1', builtOn: '2023', origin: 'system', nonfree: false, passedOver: [], failure: null, warning: null },
      ...{ own: null, waits: false },
      abilities: { screens: true, cameras: true, microphones: true, soundServer: true, secure: true, encoders: ['x264', 'vaapi'] },
    },
  },
  connection: {
    list: [localView],
    currentId: 'local',
    state: 'connected',
    environment: 'rehearsal',
    mode: 'operator',
    online: true,
    token: null,
    failure: null,
  },
  member: { id: '1', appUserId: 'host', name: 'Host' },
  members: { list: [{ id: '1', appUserId: 'host', name: 'Host', imageUrl: null }], total: 1 },
  roomGone: null,
  rooms: [
    { id: '101', title: 'First broadcast', state: 'SCHEDULED', type: 'BROADCAST_RTMP', vodState: null, scheduledAt: null, liveStartedAt: null },
  ],
  program: {
    sources: [
      { id: 'screen:1', label: 'Screen 1' },
      { id: 'test-pattern', label: 'Test pattern' },
    ],
    sourceId: 'none',
    cameras: [],
    cameraId: 'none',
    microphones: [],
    channels: [{ sourceId: 'tone', levelDb: 0, muted: false, delayMs: 0 }],
    scenes: [...firstScenes],
    sceneId: 'screen',
    open: [],
    warnings: [],
    orientation: 'horizontal',
    mismatch: false,
    outputMode: 'CMAF',
    nextOutputMode: 'CMAF',
    videoKbps: 2500,
    encoding: defaultEncoding,
    nextEncoding: defaultEncoding,
    encoderFailure: null,
    preview: 'off',
    failure: null,
  },
  session: {
    state: 'idle',
    sinceMs: 0,
    tally: { state: 'off', lastKnown: null },
    room: { id: '101', title: 'First broadcast', state: 'SCHEDULED', type: 'BROADCAST_RTMP', vodState: null, scheduledAt: null, liveStartedAt: null },
    streamKey: { state: 'INACTIVE', sinceMs: 0, masked: '••••3f9a', ingestUrl: 'rtmp://127.0.0.1/live', mode: null, ...keyAtRest },
    profiles: null,
    liveElsewhere: null,
    answeredAtMs: 1_000,
    witnesses: { encoder: 'off', sender: 'off', service: 'answering' },
    whoSends: 'nobody',
    liveStartedAtMs: null,
    clockOffsetMs: 0,
    reconnectAttempt: 0,
    actions: {
      streamStart: because('no-source'),
      streamStop: because('not-sending'),
      reconnectNow: because('not-interrupted'),
      goLive: because('not-sending'),
      endLive: because('not-live'),
      forceEnd: because('not-live'),
      selectRoom: allowed,
      selectSource: allowed,
      selectConnection: allowed,
      selectMember: allowed,
      setOrientation: allowed,
      chooseProfile: allowed,
      reissueKey: allowed,
    },
    verdict: { level: 'good', code: 'idle' },
    failure: null,
    resume: null,
    returnFeed: null,
    share: { hls: null, dash: null, rtmp: null, flv: null },
    vod: null,
    report: null,
  },
  downloads: [],
  timeline: [],
}

/** A snapshot of a page at rest, connected to the rehearsal, except for what is given. */
export const aSnapshot = (part: Part<Snapshot> = {}): Snapshot => merge(atRest, part) as Snapshot

function merge(base: unknown, part: unknown): unknown {
  if (part === undefined) return base
  if (!isRecord(base) || !isRecord(part)) return part
  const keys = new Set([...Object.keys(base), ...Object.keys(part)])
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], part[key])]))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
