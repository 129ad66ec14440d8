import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from './logging/port.ts'
import type { FfmpegReport } from './pipeline/port.ts'
import type { Sandbox, StartSandbox } from './sandbox/port.ts'

export type LocalCloudParts = {
  readonly sandboxDir: string
  readonly logger: Logger
  readonly startSandbox: StartSandbox
  readonly locateFfmpeg: () => Promise<FfmpegReport>
}

export type LocalCloudOwner = {
  /** Starts the local FlipFlop Cloud, where there was none with a room of this title, or answers with the one that runs. One that died is started again. */
  readonly start: (firstRoomTitle: string) => Promise<Result<Sandbox>>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Owns the one local FlipFlop Cloud of this run. */
export function ownLocalCloud({ sandboxDir, logger, startSandbox, locateFfmpeg }: LocalCloudParts): LocalCloudOwner {
  let current: Promise<Result<Sandbox>> | null = null

  const open = async (firstRoomTitle: string): Promise<Result<Sandbox>> => {
    const ffmpeg = await locateFfmpeg()
    if (ffmpeg.failure !== null) return err(ffmpeg.failure)
    if (ffmpeg.path === null) return err(failure('ffmpeg-missing'))
    const started = await startSandbox({ dataDir: sandboxDir, ffmpegPath: ffmpeg.path, apiPort: 0, rtmpPort: 0, httpPort: 0, firstRoomTitle })
    if (!started.ok) return started
    const sandbox = started.value
    sandbox.onExit((reason) => {
      logger.error('the local FlipFlop Cloud ended by itself', { reason })
      current = null
    })
    return ok(sandbox)
  }

  return {
    start: async (firstRoomTitle) => {
      current ??= open(firstRoomTitle)
      const result = await current
      if (!result.ok) current = null
      return result
    },
    [Symbol.asyncDispose]: async () => {
      const result = await current
      if (result?.ok) await result.value[Symbol.asyncDispose]()
    },
  }
}
