/**
 * The state machines of FlipFlop Cloud as its documents give them. Client, simulator, tests and the page
 * all read these tables; nobody keeps a copy.
 */
export const streamKeyStates = ['INACTIVE', 'ACTIVE_PREP', 'ACTIVE', 'ACTIVE_LIVE', 'INACTIVE_LIVE', 'ACTIVE_LIVE_PREP'] as const
export type StreamKeyState = (typeof streamKeyStates)[number]

/** What moves a stream key. `force-terminate` also reissues the key. */
export type StreamKeyCause = 'ingest-started' | 'ingest-stopped' | 'converted' | 'go-live' | 'end' | 'force-terminate'

export const streamKeyTransitions: readonly { readonly from: StreamKeyState; readonly to: StreamKeyState; readonly cause: StreamKeyCause }[] = [
  { from: 'INACTIVE', to: 'ACTIVE_PREP', cause: 'ingest-started' },
  { from: 'ACTIVE_PREP', to: 'INACTIVE', cause: 'ingest-stopped' },
  { from: 'ACTIVE_PREP', to: 'ACTIVE', cause: 'converted' },
  { from: 'ACTIVE', to: 'INACTIVE', cause: 'ingest-stopped' },
  { from: 'ACTIVE', to: 'ACTIVE_LIVE', cause: 'go-live' },
  { from: 'ACTIVE_LIVE', to: 'INACTIVE_LIVE', cause: 'ingest-stopped' },
  { from: 'INACTIVE_LIVE', to: 'ACTIVE_LIVE_PREP', cause: 'ingest-started' },
  { from: 'ACTIVE_LIVE_PREP', to: 'INACTIVE_LIVE', cause: 'ingest-stopped' },
  { from: 'ACTIVE_LIVE_PREP', to: 'ACTIVE_LIVE', cause: 'converted' },
  { from: 'INACTIVE_LIVE', to: 'INACTIVE', cause: 'end' },
  ...streamKeyStates.map((from) => ({ from, to: 'INACTIVE', cause: 'force-terminate' }) as const),
]

/** The state a stream key takes, or undefined where the table has no such edge. */
export const nextStreamKeyState = (from: StreamKeyState, cause: StreamKeyCause): StreamKeyState | undefined =>
  streamKeyTransitions.find((edge) => edge.from === from && edge.cause === cause)?.to

export const roomStates = ['SCHEDULED', 'LIVE', 'LIVE_INACTIVE', 'ENDED', 'ARCHIVED', 'CANCELLED'] as const
export type RoomState = (typeof roomStates)[number]

export type RoomCause = 'go-live' | 'ingest-stopped' | 'converted' | 'end' | 'force-terminate' | 'archived' | 'cancel'

export const roomTransitions: readonly { readonly from: RoomState; readonly to: RoomState; readonly cause: RoomCause }[] = [
  { from: 'SCHEDULED', to: 'LIVE', cause: 'go-live' },
  { from: 'SCHEDULED', to: 'CANCELLED', cause: 'cancel' },
  { from: 'LIVE', to: 'LIVE_INACTIVE', cause: 'ingest-stopped' },
  { from: 'LIVE_INACTIVE', to: 'LIVE', cause: 'converted' },
  { from: 'LIVE_INACTIVE', to: 'ENDED', cause: 'end' },
  { from: 'LIVE', to: 'ENDED', cause: 'force-terminate' },
  { from: 'LIVE_INACTIVE', to: 'ENDED', cause: 'force-terminate' },
  { from: 'ENDED', to: 'ARCHIVED', cause: 'archived' },
]

export const nextRoomState = (from: RoomState, cause: RoomCause): RoomState | undefined =>
  roomTransitions.find((edge) => edge.from === from && edge.cause === cause)?.to

export const vodStates = ['NOT_ARCHIVED', 'ARCHIVING', 'ARCHIVED', 'FAILED_ARCHIVING'] as const
export type VodState = (typeof vodStates)[number]

export const videoPostStates = [
  'CREATED',
  'UPLOADED',
  'QUEUED',
  'PROCESSING',
  'PROCESSED',
  'FAILED_UPLOAD',
  'FAILED_QUEUING',
  'FAILED_PROCESSING',
] as const
export type VideoPostState = (typeof videoPostStates)[number]

export const outputModes = ['RTMP', 'CMAF', 'RTMP_CMAF'] as const
export type OutputMode = (typeof outputModes)[number]

/** A value that this version of the program does not know keeps its spelling and never crashes a reader. */
export type Known<T extends string> = T | { readonly unknown: string }
