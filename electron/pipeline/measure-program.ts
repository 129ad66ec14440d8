import type { Telemetry } from '#shared/contract'
import type { Clock } from '../clock.ts'
import { createRateMeter } from './measure-rate.ts'
import type { Relay } from './relay/relay.ts'
import type { Sender } from './sender/sender.ts'

export type MeasuredProgram = {
  readonly encodes: boolean
  readonly sender: Sender | null
  /** What the encoder aims at; null while nothing is encoded. */
  readonly targetKbps: number | null
  /** Pictures that were lost, on the way in and on the way out. */
  readonly droppedFrames: number
}

export type ProgramMeter = {
  /** Encoding begins: its pictures are counted from here. */
  readonly encodingBegins: () => void
  /** An attempt to publish begins. */
  readonly sendingBegins: () => void
  readonly measure: (program: MeasuredProgram) => Telemetry
}

/** The numbers that a page shows twice a second. */
export const createProgramMeter = ({ relay, clock }: { readonly relay: Relay; readonly clock: Clock }): ProgramMeter => {
  const frameRate = createRateMeter()
  const byteRate = createRateMeter()
  let framesBefore = 0

  return {
    encodingBegins: () => {
      framesBefore = relay.stats().frames
      frameRate.reset()
    },
    sendingBegins: byteRate.reset,
    measure: ({ encodes, sender, targetKbps, droppedFrames }) => {
      const nowMs = clock.monotonicMs()
      const frames = encodes ? relay.stats().frames - framesBefore : null
      const stats = sender?.stats() ?? null
      const bytesPerSecond = stats?.totalBytes == null ? null : byteRate.add(stats.totalBytes, nowMs)
      return {
        atMs: clock.wallMs(),
        encoderFrames: frames,
        fps: frames === null ? null : frameRate.add(frames, nowMs),
        sentKbps: bytesPerSecond === null ? null : (bytesPerSecond * 8) / 1000,
        targetKbps,
        queueMs: stats?.feed?.queueMs ?? null,
        droppedFrames: frames === null && sender === null ? null : droppedFrames,
        hostMemoryMb: process.memoryUsage.rss() / (1024 * 1024),
      }
    },
  }
}
