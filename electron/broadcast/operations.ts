import type { Orientation, ReasonCode } from '#shared/contract'
import { failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { OutputMode } from '#shared/states'
import type { StreamKey } from '#shared/wire/stream-key'
import { type CloudApi, emptyObservation } from '../cloud/port.ts'
import type { Logger } from '../logging/port.ts'
import type { IngestTarget, Pipeline } from '../pipeline/port.ts'
import type { Timers } from '../timers.ts'
import { isMismatched } from './availability.ts'
import { ingestProbeMs } from './deadlines.ts'
import { isOnAirElsewhere, readService } from './service-facts.ts'
import type { CloudSeat, SessionOperations } from './session-context.ts'
import { whoSends } from './who-sends.ts'

export type OperationDeps = {
  readonly pipeline: Pick<Pipeline, 'startSending' | 'stopSending' | 'probeIngest'>
  readonly timers: Timers
  /** Picture and sound running, started if they are not. */
  readonly ensureProgram: () => Promise<Result<void>>
  /** That the next start uses. */
  readonly outputMode: () => OutputMode
  readonly orientation: () => Orientation
  /** Told of every stream key before anything else is done with it. */
  readonly hideSecret: (secret: string) => void
  readonly logger: Logger
}

/** What the session lets others do; anything that throws (a bug) becomes a failure here, so that the session never stands still. */
export function sessionOperations(deps: OperationDeps): SessionOperations {
  const { pipeline, logger } = deps

  async function guarded<T>(what: string, run: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await run()
    } catch (error) {
      logger.error('an operation of the session threw', { what, error: String(error) })
      return err(failure('bug', { detail: logger.redact(`${what}: ${String(error)}`) }))
    }
  }

  const targetOf = ({ ingestUrl, streamKey }: StreamKey, mode: OutputMode): IngestTarget => ({ ingestUrl, streamKey, mode })

  const hiding = (answer: Result<StreamKey>): Result<StreamKey> => {
    if (answer.ok) deps.hideSecret(answer.value.streamKey)
    return answer
  }

  async function fetchKey(api: CloudApi, member: AppUserId, signal?: AbortSignal): Promise<Result<StreamKey>> {
    return hiding(await api.getStreamKey(member, signal))
  }

  const refuse = (reason: ReasonCode) => err(failure('not-allowed', { params: { reason } }))

  return {
    prepare: ({ seat, roomId, ownEndedAgoMs }, signal) =>
      guarded('prepare', async () => {
        const [key, program] = await Promise.all([fetchKey(seat.api, seat.member, signal), deps.ensureProgram()])
        if (!key.ok) return key
        const service = readService({ ...emptyObservation, streamKey: key.value }, roomId, 0)
        const own = { link: 'checking', endedAgoMs: ownEndedAgoMs, shutOut: false } as const
        if (whoSends(service.keyState, own) === 'someone-else') return refuse('stream-key-busy')
        if (isOnAirElsewhere(service)) return refuse('room-live-elsewhere')
        if (isMismatched({ orientation: deps.orientation(), service })) return refuse('orientation-mismatch')
        return program.ok ? ok(targetOf(key.value, deps.outputMode())) : program
      }),

    send: (target, signal) =>
      guarded('send', async () => {
        const program = await deps.ensureProgram()
        if (!program.ok || signal.aborted) return program
        return pipeline.startSending(target, signal)
      }),

    stopSending: async () => {
      await guarded('stop sending', async () => ok(await pipeline.stopSending()))
    },

    untilReachable: async ({ ingestUrl }, signal) => {
      while (!signal.aborted) {
        await new Promise<void>((resolve) => void deps.timers.after(ingestProbeMs, resolve))
        if (signal.aborted) return
        const probed = await guarded('probe the ingest', () => pipeline.probeIngest(ingestUrl))
        if (probed.ok) return
      }
    },

    fetchTarget: (seat, mode, signal) =>
      guarded('fetch the stream key', async () => {
        const key = await fetchKey(seat.api, seat.member, signal)
        return key.ok ? ok(targetOf(key.value, mode ?? deps.outputMode())) : key
      }),

    startRoom: (seat, roomId) => guarded('start the room', () => seat.api.startRoom(roomId)),

    endRoom: (seat, roomId) =>
      guarded('end the room', async () => {
        const key = await fetchKey(seat.api, seat.member)
        if (!key.ok) return key
        if (key.value.streamKeyState !== 'INACTIVE_LIVE') return err(failure('stream-key-not-inactive-live'))
        return seat.api.endRoom(roomId)
      }),

    forceTerminate: (seat) => guarded('end by force', () => seat.api.forceTerminate(seat.member)),

    reissueKey: (seat, key) => guarded('reissue the stream key', async () => hiding(await seat.api.reissueKey(key))),

    chooseProfile: (seat, key, profileId) => guarded('choose a profile', async () => hiding(await seat.api.chooseProfile(key, profileId))),

    refresh: ({ watcher }: CloudSeat) => {
      watcher.refresh().catch((error: unknown) => logger.error('refreshing threw', { error: String(error) }))
    },
  }
}
