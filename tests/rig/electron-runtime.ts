import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type ElectronRuntime = { readonly path: string } | { readonly reason: string }

/**
 * The Electron runtime that the package `electron` would start, without loading that package, which downloads one where there is none.
 * @param folder of the package
 * @param overrideDist a distribution elsewhere, as `ELECTRON_OVERRIDE_DIST_PATH` names it
 */
export function findElectronRuntime(folder: string, overrideDist: string | undefined): ElectronRuntime {
  const named = nameIn(folder)
  if (overrideDist) {
    const path = join(overrideDist, named ?? 'electron')
    return existsSync(path) ? { path } : missing(`nothing at ELECTRON_OVERRIDE_DIST_PATH, ${path}`)
  }
  if (named === null) return missing('npx install-electron fetches one; ELECTRON_OVERRIDE_DIST_PATH names one')
  const path = join(folder, 'dist', named)
  return existsSync(path) ? { path } : missing(`${path} is gone`)
}

const missing = (why: string): ElectronRuntime => ({ reason: `no Electron runtime here (${why})` })

/** Of the executable within a distribution, as the package notes it when it has unpacked one. */
function nameIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'path.txt'), 'utf8')
  } catch {
    return null
  }
}
