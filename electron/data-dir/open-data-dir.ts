import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type DataDirLayout, dataDirLayout } from './data-dir-layout.ts'
import { defaultDataDir } from './default-data-dir.ts'
import { holdLock, type LockOutcome } from './hold-lock.ts'

/** A data folder that this process alone holds until it is disposed of or dies. */
export type DataDir = DataDirLayout & { readonly [Symbol.asyncDispose]: () => Promise<void> }

/**
 * Creates the folder where it is missing, readable for this user only, and holds it.
 * Failures: `data-dir-read-only` {path} where it cannot be written, `data-dir-in-use` {path, pid} where another process (or this one) holds it.
 * @param chosen the folder of `--data-dir`, or null for the operating system's place
 */
export async function openDataDir(chosen: string | null): Promise<Result<DataDir>> {
  const root = resolve(chosen ?? defaultDataDir({ platform: process.platform, homeDir: homedir(), env: process.env }))
  const layout = dataDirLayout(root)
  let lock: LockOutcome
  try {
    for (const dir of [root, layout.logsDir, layout.sandboxDir, layout.runDir]) await mkdir(dir, { recursive: true, mode: 0o700 })
    lock = await holdLock(layout.lockFile)
  } catch (error) {
    return err(failure('data-dir-read-only', { params: { path: root }, detail: (error as Error).message }))
  }
  if (!lock.held) return err(failure('data-dir-in-use', { params: { path: root, pid: lock.pid } }))
  return ok({ ...layout, [Symbol.asyncDispose]: lock.release })
}
