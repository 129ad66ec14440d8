import { createRequire } from 'node:module'
import { delimiter, isAbsolute, join } from 'node:path'
import { failure } from '#shared/failure'
import type { FfmpegReport } from '../port.ts'
import type { CapabilityReader } from './capabilities.ts'
import { judgeCapabilities, type Need } from './judge-capabilities.ts'

export type Candidates = {
  /** The path that the user chose, or null. It is never silently replaced by another. */
  readonly setting: string | null
  /** The binary that came with the program, or null where there is none for this system. */
  readonly bundled: string | null
  /** Binaries on the system's search path, in its order. */
  readonly system: readonly string[]
}

/**
 * Which ffmpeg is used: the user's, else the first of bundled and system ones that can do what is needed.
 * Where none can, the failure is that of the first candidate that exists, or `ffmpeg-missing`.
 */
export const locateFfmpeg = async (candidates: Candidates, needed: readonly Need[], reader: CapabilityReader): Promise<FfmpegReport> => {
  const judge = async (path: string, origin: NonNullable<FfmpegReport['origin']>): Promise<FfmpegReport> => {
    const read = await reader.read(path)
    if (!read.ok) return { path, version: null, origin, failure: read.failure }
    return { path, version: read.value.version, origin, failure: judgeCapabilities(path, read.value, needed) }
  }
  if (candidates.setting !== null) return judge(candidates.setting, 'setting')

  let refused: FfmpegReport | null = null
  const others = [
    ...(candidates.bundled === null ? [] : [{ path: candidates.bundled, origin: 'bundled' as const }]),
    ...candidates.system.map((path) => ({ path, origin: 'system' as const })),
  ]
  for (const { path, origin } of others) {
    const report = await judge(path, origin)
    if (report.failure === null) return report
    if (report.failure.code !== 'ffmpeg-missing') refused ??= report
  }
  return refused ?? { path: null, version: null, origin: null, failure: failure('ffmpeg-missing') }
}

/** Where `PATH` would find ffmpeg; relative entries are skipped, because the folder we are started in is nobody's choice. */
export const systemCandidates = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] =>
  [...new Set((env.PATH ?? env.Path ?? '').split(delimiter))]
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'))

/**
 * The binary of `@ffmpeg-installer/ffmpeg`, or null: the package throws where it has none for this system.
 * Inside a packaged program it lies beside the archive, because nothing can be run out of an asar file.
 */
export const bundledFfmpeg = (resolveFrom: string = import.meta.url): string | null => {
  try {
    const { path } = createRequire(resolveFrom)('@ffmpeg-installer/ffmpeg') as { readonly path: string }
    return unpackedPath(path)
  } catch {
    return null
  }
}

export const unpackedPath = (path: string): string => path.replace(/([\\/]app)\.asar([\\/])/, '$1.asar.unpacked$2')
