import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../electron/clock.ts'
import { type Logger, silentLogger } from '../../../electron/logging/port.ts'
import { createRelay, type Relay } from '../../../electron/pipeline/relay/relay.ts'
import { createSender, type Sender, type SenderOptions, type SenderState } from '../../../electron/pipeline/sender/sender.ts'
import { noKeeper, startTestEncoder, type TestEncoderOptions } from '../relay/test-encoder.ts'

export type SenderRig = {
  readonly relay: Relay
  readonly runDir: string
  readonly send: (ingestUrl: string, streamKey: string, more?: Partial<SenderOptions>) => Sender
  /** Stops every sender made so far. */
  readonly stopSenders: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A running program of `ffmpeg` and senders that publish it. */
export const startSenderRig = async (ffmpeg: string, encoding: TestEncoderOptions = {}, logger: Logger = silentLogger): Promise<SenderRig> => {
  const relay = createRelay({ clock: systemClock })
  const runDir = mkdtempSync(join(tmpdir(), 'tally-run-'))
  const encoder = startTestEncoder(relay, { ffmpeg, ...encoding })
  const senders: Sender[] = []
  const stopSenders = async () => {
    await Promise.all(senders.splice(0).map((sender) => sender.stop()))
  }
  await encoder.tookOver
  return {
    relay,
    runDir,
    send: (ingestUrl, streamKey, more = {}) => {
      const target = { ingestUrl, streamKey, mode: 'CMAF' } as const
      const sender = createSender({ ffmpegPath: ffmpeg, target, relay, clock: systemClock, logger, keeper: noKeeper, runDir, ...more })
      senders.push(sender)
      return sender
    },
    stopSenders,
    close: async () => {
      await stopSenders()
      await encoder.stop()
      rmSync(runDir, { recursive: true, force: true })
    },
  }
}

/** The sender's state once it is `wanted`, and how long that took. */
export const reaches = (
  sender: Sender,
  wanted: SenderState['state'],
  withinMs = 15_000,
): Promise<{ readonly state: SenderState; readonly afterMs: number }> => {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const check = (state: SenderState) => {
      if (state.state !== wanted) return
      clearTimeout(timer)
      unsubscribe()
      resolve({ state, afterMs: performance.now() - startedAt })
    }
    const timer = setTimeout(() => reject(new Error(`never ${wanted}; is ${JSON.stringify(sender.state())}`)), withinMs)
    const unsubscribe = sender.onState(check)
    check(sender.state())
  })
}
