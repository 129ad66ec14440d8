import { createRequire } from 'node:module'
import { delimiter, isAbsolute, join } from 'node:path'
import { type Failure, failure } from '#shared/failure'
import { type FfmpegReport, noFfmpeg, type PassedOver } from '../port.ts'
import type { CapabilityReader } from './capabilities.ts'
import { describeAbilities } from './describe-abilities.ts'
import { judgeCapabilities, type Need } from './judge-capabilities.ts'
import type { Capabilities } from './parse-capabilities.ts'

export type Candidates = {
  /** The path that the user chose, or null. */
  readonly setting: string | null
  /** The binary that came with the program, or null where there is none for this system. */
  readonly bundled: string | null
  /** Binaries on the system's search path, in its order. */
  readonly system: readonly string[]
}

/**
 * Which ffmpeg is used: the first of the user's, the bundled one and the system's that can do what is needed. Where the user's own is passed
 * over, `warning` says so (`ffmpeg-replaced`). Where none can, the failure is that of the first that exists, or `ffmpeg-missing`.
 */
export const locateFfmpeg = async (candidates: Candidates, needed: readonly Need[], reader: CapabilityReader): Promise<FfmpegReport> => {
  const { setting, bundled, system } = candidates
  const all = [
    ...(setting === null ? [] : [{ path: setting, origin: 'setting' as const }]),
    ...(bundled === null ? [] : [{ path: bundled, origin: 'bundled' as const }]),
    ...system.map((path) => ({ path, origin: 'system' as const })),
  ]
  const passedOver: PassedOver[] = []
  let unusable: FfmpegReport | null = null
  for (const { path, origin } of all) {
    const read = await reader.read(path)
    const told = read.ok ? describe(path, origin, read.value) : { ...noFfmpeg, path, origin }
    const why = read.ok ? judgeCapabilities(path, read.value, needed) : read.failure
    if (why === null) return { ...told, passedOver, warning: replaced(passedOver, path) }
    const exists = why.code !== 'ffmpeg-missing'
    if (exists || origin === 'setting') passedOver.push({ path, version: told.version, origin, failure: why })
    if (exists) unusable ??= { ...told, failure: why }
  }
  // what is in use, and fails, was not passed over
  if (unusable !== null) return { ...unusable, passedOver: passedOver.filter(({ path }) => path !== unusable?.path) }
  return { ...noFfmpeg, failure: failure('ffmpeg-missing'), passedOver }
}

const describe = (path: string, origin: PassedOver['origin'], capabilities: Capabilities): FfmpegReport => {
  const { version, builtOn, nonfree } = capabilities
  return { ...noFfmpeg, path, origin, version, builtOn, nonfree, abilities: describeAbilities(capabilities) }
}

/** Whoever chose a file has to know that another one works. */
const replaced = (passedOver: readonly PassedOver[], by: string): Failure | null => {
  const own = passedOver.find(({ origin }) => origin === 'setting')
  return own === undefined ? null : failure('ffmpeg-replaced', { params: { path: own.path, by }, detail: own.failure.detail ?? own.failure.code })
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
