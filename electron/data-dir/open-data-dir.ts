import { mkdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
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
    for (const dir of [root, layout.logsDir, layout.sandboxDir, layout.runDir]) await makeFolder(dir)
    lock = await holdLock(layout.lockFile)
  } catch (error) {
    return err(failure('data-dir-read-only', { params: { path: root }, detail: (error as Error).message }))
  }
  if (!lock.held) return err(failure('data-dir-in-use', { params: { path: root, pid: lock.pid } }))
  return ok({ ...layout, [Symbol.asyncDispose]: lock.release })
}

/**
 * Makes a folder and what is missing above it, for this user only. Not `recursive`: where a file system refuses new entries
 * with ENOENT although the parent is there (`/proc`), Node 20 then tries for ever.
 */
async function makeFolder(path: string): Promise<void> {
  const make = () => mkdir(path, { mode: 0o700 })
  try {
    await make()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path))
      await make()
    } else if (!(await isFolder(path))) throw error
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
