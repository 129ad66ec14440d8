import { ok, type Result } from '#shared/result'
import type { Clock } from '../clock.ts'
import type { EncoderSupervisor } from './encoder/supervise-encoder.ts'
import type { PipelineEvent, ProgramSettings } from './port.ts'
import { type CongestionJudge, type CongestionWitness, createCongestionJudge } from './relay/congestion.ts'

export type BitrateEvent = Extract<PipelineEvent, { type: 'bitrate' }>

export type AdaptiveProgram = {
  /** As `EncoderSupervisor.start`; where the connection is slow, with less than the chosen video bitrate. */
  readonly start: (program: ProgramSettings) => Promise<Result<void>>
  readonly stop: () => Promise<void>
  /** Looks at the connection; to be called a few times a second. */
  readonly tick: () => void
  /** Whether somebody wants to send. A while after nobody does, the program is as it was chosen again. */
  readonly wantSending: (wanted: boolean) => void
  /** The video bitrate that the encoder aims at; null without a program. */
  readonly videoKbps: () => number | null
  /** Video and sound together; 0 without a program. */
  readonly programKbps: () => number
}

export type AdaptiveProgramDeps = {
  readonly supervisor: Pick<EncoderSupervisor, 'start' | 'stop'>
  /** The encoder runs; a failed one is not started again for the sake of its bitrate. */
  readonly isRunning: () => boolean
  /** Null while nothing leaves. */
  readonly witness: () => CongestionWitness | null
  readonly onEvent: (event: BitrateEvent) => void
  readonly clock: Clock
}

type Current = { readonly program: ProgramSettings; readonly judge: CongestionJudge }

/** A reconnect stops and starts; the lowered bitrate must outlive it. */
const restAfterMs = 3000

/** Keeps the video bitrate to what the connection carries, by replacing the encoder under the live sender. */
export const createAdaptiveProgram = ({ supervisor, isRunning, witness, onEvent, clock }: AdaptiveProgramDeps): AdaptiveProgram => {
  let current: Current | null = null
  let swapping = false
  let unwantedSinceMs: number | null = null

  const settingsOf = ({ program, judge }: Current): ProgramSettings => ({ ...program, videoKbps: judge.videoKbps() })

  const swap = async (of: Current, videoKbps: number, tells: boolean): Promise<void> => {
    const before = of.judge.videoKbps()
    swapping = true
    // at once, so that a program that is started meanwhile keeps it
    of.judge.take(clock.monotonicMs(), videoKbps)
    const swapped = await supervisor.start(settingsOf(of)).finally(() => {
      swapping = false
    })
    if (!swapped.ok) of.judge.take(clock.monotonicMs(), before)
    else if (tells) onEvent({ type: 'bitrate', state: videoKbps < before ? 'lowered' : 'raised', fromKbps: before, toKbps: videoKbps })
  }

  const next = (of: Current): { readonly videoKbps: number; readonly tells: boolean } | null => {
    const nowMs = clock.monotonicMs()
    const rests = unwantedSinceMs !== null && nowMs - unwantedSinceMs >= restAfterMs
    if (rests) return of.judge.videoKbps() === of.program.videoKbps ? null : { videoKbps: of.program.videoKbps, tells: false }
    const videoKbps = of.judge.judge(nowMs, witness())
    return videoKbps === null ? null : { videoKbps, tells: true }
  }

  return {
    start: async (program) => {
      const before = current
      const keeps = before?.program.videoKbps === program.videoKbps && before.program.audioKbps === program.audioKbps
      const mine = { program, judge: keeps ? before.judge : createCongestionJudge(program.videoKbps, program.audioKbps) }
      current = mine
      const started = await supervisor.start(settingsOf(mine))
      // the old encoder goes on
      if (!started.ok && current === mine) current = before
      return started.ok ? ok(undefined) : started
    },
    stop: () => {
      current = null
      return supervisor.stop()
    },
    tick: () => {
      if (current === null || swapping || !isRunning()) return
      const step = next(current)
      if (step !== null) void swap(current, step.videoKbps, step.tells)
    },
    wantSending: (wanted) => {
      unwantedSinceMs = wanted ? null : (unwantedSinceMs ?? clock.monotonicMs())
    },
    videoKbps: () => current?.judge.videoKbps() ?? null,
    programKbps: () => (current === null ? 0 : current.judge.videoKbps() + current.program.audioKbps),
  }
}
