import type { Failure } from '#shared/failure'
import type { AppUserId, RoomId, StreamKeyId } from '#shared/ids'
import type { Result } from '#shared/result'
import type { OutputMode } from '#shared/states'
import type { VideoRoom } from '#shared/wire/room'
import type { StreamKey } from '#shared/wire/stream-key'
import { type CloudApi, type CloudObservation, type CloudWatcher, emptyObservation } from '../cloud/port.ts'
import type { IngestTarget, PipelineEvent } from '../pipeline/port.ts'
import type { EncoderState } from './facts.ts'
import type { Recovery } from './recovery-policy.ts'

/** One member at one open connection. */
export type CloudSeat = {
  readonly api: CloudApi
  readonly watcher: CloudWatcher
  readonly member: AppUserId
  /** The service answers on this computer. */
  readonly isHere: boolean
  /** What opens play URLs of rooms that are not PUBLIC, as new as there is; undefined where there is none. */
  readonly streamingToken: () => string | undefined
}

/** What the statechart remembers besides its states. Times are monotonic milliseconds. */
export type SessionContext = {
  readonly seat: CloudSeat | null
  readonly roomId: RoomId | null
  readonly observation: CloudObservation
  readonly encoder: { readonly state: EncoderState; readonly failure: Failure | null }
  readonly senderStalled: boolean
  /** Why the connection that is being opened, or is open, was lost; null while it stands. */
  readonly senderLost: Failure | null
  /** What is being recovered from, until media flows again. */
  readonly loss: Failure | null
  readonly target: IngestTarget | null
  readonly recovery: Extract<Recovery, { kind: 'retry' }> | null
  readonly attempt: number
  readonly keyRefetched: boolean
  readonly publishedThisRun: boolean
  readonly publishingSinceMs: number | null
  /** When we last stopped publishing. */
  readonly publishedUntilMs: number | null
  /** The same, forgotten once the service has shown that it let go of us. */
  readonly unreleasedSinceMs: number | null
  /** The ingest refused us when it was tried last, though somebody's media arrives at the service. */
  readonly refused: boolean
  /** When the service was last seen to receive somebody else's media while we are shut out. */
  readonly takenUntilMs: number | null
  /** Answers from before prove nothing: the computer slept since. */
  readonly distrustedBeforeMs: number | null
  /** The connection was given up; a person has to start again. */
  readonly gaveUp: boolean
  readonly endStuck: boolean
  /** An end by force: `wished` until it is known what came of it (and while another request about the room is under way), `done` after it. */
  readonly force: 'none' | 'wished' | 'done'
  /** What to go on with where an end by force was refused: the ordinary end that was waiting. */
  readonly wasEnding: boolean
  /** How a request to go live or to end came out, while it is not certain what it did. */
  readonly doubt: Failure | null
  readonly retryEndAfterMs: number
  /** What is shown to the person until dismissed or overcome. */
  readonly failure: Failure | null
}

export const firstContext: SessionContext = {
  seat: null,
  roomId: null,
  observation: emptyObservation,
  encoder: { state: 'off', failure: null },
  senderStalled: false,
  senderLost: null,
  loss: null,
  target: null,
  recovery: null,
  attempt: 0,
  keyRefetched: false,
  publishedThisRun: false,
  publishingSinceMs: null,
  publishedUntilMs: null,
  unreleasedSinceMs: null,
  refused: false,
  takenUntilMs: null,
  distrustedBeforeMs: null,
  gaveUp: false,
  endStuck: false,
  force: 'none',
  wasEnding: false,
  doubt: null,
  retryEndAfterMs: 0,
  failure: null,
}

export type SessionEvent =
  | { readonly type: 'ATTACH'; readonly seat: CloudSeat; readonly roomId: RoomId | null }
  | { readonly type: 'DETACH' }
  | { readonly type: 'FOLLOW'; readonly roomId: RoomId | null }
  | { readonly type: 'OBSERVED'; readonly observation: CloudObservation }
  | { readonly type: 'PIPELINE'; readonly event: PipelineEvent }
  | { readonly type: 'START' }
  | { readonly type: 'STOP' }
  | { readonly type: 'RECONNECT' }
  /** Something outside changed for the better: what waits to be tried is tried now. */
  | { readonly type: 'NUDGE' }
  | { readonly type: 'WAKE'; readonly nowWallMs: number }
  | { readonly type: 'GO_LIVE' }
  | { readonly type: 'END' }
  | { readonly type: 'FORCE_END' }
  | { readonly type: 'DISMISS' }

/** What the session lets others do. Every operation ends within a deadline of its own and never throws. */
export type SessionOperations = {
  /** Program running, key fetched just now, nobody else sending: where to send. `not-allowed` carries a reason code. */
  readonly prepare: (
    input: { readonly seat: CloudSeat; readonly roomId: RoomId | null; readonly ownEndedAgoMs: number | null },
    signal: AbortSignal,
  ) => Promise<Result<IngestTarget>>
  /** One attempt to publish, with the program brought back first if it is gone. */
  readonly send: (target: IngestTarget, signal: AbortSignal) => Promise<Result<void>>
  readonly stopSending: () => Promise<void>
  /** Ends once somebody answers at the ingest again, or with the signal. */
  readonly untilReachable: (target: IngestTarget, signal: AbortSignal) => Promise<void>
  /** The stream key as it is now; what is sent keeps its output mode. */
  readonly fetchTarget: (seat: CloudSeat, mode: OutputMode | null, signal: AbortSignal) => Promise<Result<IngestTarget>>
  readonly startRoom: (seat: CloudSeat, roomId: RoomId) => Promise<Result<VideoRoom>>
  /** Asks for the stream key once more and sends the end only if it is INACTIVE_LIVE; else `stream-key-not-inactive-live`. */
  readonly endRoom: (seat: CloudSeat, roomId: RoomId) => Promise<Result<VideoRoom>>
  /** Ends by force whatever is on air with the member's stream key, which is reissued. */
  readonly forceTerminate: (seat: CloudSeat) => Promise<Result<void>>
  readonly reissueKey: (seat: CloudSeat, key: StreamKeyId) => Promise<Result<StreamKey>>
  readonly chooseProfile: (seat: CloudSeat, key: StreamKeyId, profileId: string) => Promise<Result<StreamKey>>
  /** Asks the service now; the answer arrives as an observation. */
  readonly refresh: (seat: CloudSeat) => void
}
