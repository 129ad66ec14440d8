import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { homeOf } from '../../files/read-typed-path.ts'
import type { FfmpegReport, OwnFfmpeg } from '../port.ts'
import type { CapabilityReader } from './capabilities.ts'
import { checkOwnFfmpeg } from './check-own-ffmpeg.ts'
import { needsOf } from './judge-capabilities.ts'
import { bundledFfmpeg, locateFfmpeg, systemCandidates } from './locate.ts'
import type { Capabilities } from './parse-capabilities.ts'

/** One ffmpeg, and what it was built with. The same object for the same file. */
export type FfmpegBinary = { readonly path: string; readonly can: Capabilities }

export type FfmpegInUse = {
  /** Looks again, with the path that the user set or null. */
  readonly locate: (setting: string | null) => Promise<FfmpegReport>
  /** A usable one, or why there is none. */
  readonly path: () => Promise<Result<string>>
  readonly binary: () => Promise<Result<FfmpegBinary>>
  /** The file that somebody means by what was typed, if it can do the work. */
  readonly check: (typed: string) => Promise<Result<OwnFfmpeg>>
}

export type FfmpegInUseDeps = {
  readonly capabilities: CapabilityReader
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly bundled?: () => string | null
}

/** The ffmpeg that everything is done with, found when it is first asked for. */
export const createFfmpegInUse = ({ capabilities, env, platform, bundled = bundledFfmpeg }: FfmpegInUseDeps): FfmpegInUse => {
  const needed = needsOf(platform, platform !== 'linux' || Boolean(env.DISPLAY))
  let located: Promise<FfmpegReport> | null = null

  const locate: FfmpegInUse['locate'] = (setting) => {
    located = locateFfmpeg({ setting, bundled: bundled(), system: systemCandidates(env, platform) }, needed, capabilities)
    return located
  }

  const path: FfmpegInUse['path'] = async () => {
    const report = await (located ?? locate(null))
    if (report.failure !== null) return err(report.failure)
    return report.path === null ? err(failure('ffmpeg-missing')) : ok(report.path)
  }

  return {
    locate,
    path,
    binary: async () => {
      const found = await path()
      if (!found.ok) return found
      const can = await capabilities.read(found.value)
      return can.ok ? ok({ path: found.value, can: can.value }) : can
    },
    check: (typed) => checkOwnFfmpeg(typed, needed, capabilities, { platform, home: homeOf(env) }),
  }
}
