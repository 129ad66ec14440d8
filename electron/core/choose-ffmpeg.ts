import type { CommandOutput, Snapshot } from '#shared/contract'
import { isAboutFfmpeg } from '#shared/failure'
import { ok, type Result } from '#shared/result'
import { type FfmpegReport, noFfmpeg, type Pipeline } from '../pipeline/port.ts'
import type { SettingsStore } from '../settings/port.ts'
import type { ProgramRun } from './run-program.ts'

export type ChooseFfmpegDeps = {
  readonly pipeline: Pick<Pipeline, 'locateFfmpeg' | 'checkFfmpeg'>
  readonly settings: SettingsStore
  readonly run: Pick<ProgramRun, 'running' | 'ffmpegFound'>
  /** Runs what is chosen. Must be called in turn. */
  readonly start: () => Promise<Result<void>>
  readonly isSending: () => boolean
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>
  readonly onChange: () => void
}

/** Which ffmpeg does the work. What is sent keeps the one that it began with. */
export type ChooseFfmpeg = {
  readonly report: () => FfmpegReport
  readonly view: () => FfmpegReport & Pick<Snapshot['app']['ffmpeg'], 'own' | 'waits'>
  /** Asks the pipeline again. Must run in turn. */
  readonly look: () => Promise<void>
  /** Runs what is chosen, with the ffmpeg that is chosen; where it has gone, with the next that can do the work. Must run in turn. */
  readonly startWithIt: () => Promise<Result<void>>
  /** Takes what was typed once it has proven itself, or none of one's own. An open preview is opened anew; a stream keeps what it has. */
  readonly useFfmpeg: (typed: string | null) => Promise<Result<CommandOutput<'program.useFfmpeg'>>>
}

export function createChooseFfmpeg(deps: ChooseFfmpegDeps): ChooseFfmpeg {
  const { pipeline, settings, run, start, isSending, inTurn, onChange } = deps
  let report = noFfmpeg
  /** The choice that `report` answers. */
  let answered = settings.current().ffmpegPath

  const keepsIt = () => run.running() !== null && isSending()

  async function look(): Promise<void> {
    if (!keepsIt()) answered = settings.current().ffmpegPath
    report = await pipeline.locateFfmpeg(answered)
    if (report.failure === null) run.ffmpegFound()
    onChange()
  }

  async function startWithIt(): Promise<Result<void>> {
    if (!keepsIt() && answered !== settings.current().ffmpegPath) await look()
    const before = report
    const started = await start()
    if (started.ok || keepsIt() || !isAboutFfmpeg(started.failure)) return started
    await look()
    const isAnother = report.failure === null && (before.failure !== null || before.path !== report.path)
    return isAnother ? start() : started
  }

  return {
    report: () => report,
    view: () => {
      const own = settings.current().ffmpegPath
      return { ...report, own, waits: own !== answered }
    },
    look,
    startWithIt,
    useFfmpeg: async (typed) => {
      const checked = typed === null ? ok(null) : await pipeline.checkFfmpeg(typed)
      if (!checked.ok) return checked
      const written = await settings.update({ ffmpegPath: checked.value?.path ?? null })
      await inTurn(async () => {
        await look()
        if (run.running() !== null && !isSending()) await start()
      })
      return written.ok ? checked : written
    },
  }
}
