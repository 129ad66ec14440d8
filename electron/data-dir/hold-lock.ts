import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { isSameStart, readProcessStart, type SystemQuestions, thisSystem } from '../processes/process-start.ts'

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string().nullable(), nonce: z.string() })
type Holder = z.output<typeof holderSchema>

/** A takeover lasts milliseconds; a mark this old was left by a process that died in the middle of one. */
const takeoverMaxAgeMs = 1000
const takeoverPollMs = 25
const attempts = 80

export type LockOutcome = { readonly held: true; readonly release: () => Promise<void> } | { readonly held: false; readonly pid: number }

/**
 * Takes the lock file for this process, also from a holder that no longer lives. The file names its holder by process id and start time,
 * so that the end of the holder, however it came, is the end of the lock.
 * Holds among the processes of one computer. Errors of the file system throw.
 */
export async function holdLock(path: string, system: SystemQuestions = thisSystem): Promise<LockOutcome> {
  const me = await readProcessStart(process.pid, system)
  const mine: Holder = { pid: process.pid, startedAt: me.state === 'running' ? me.startedAt : null, nonce: randomUUID() }
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await createWhole(path, JSON.stringify(mine))) return { held: true, release: () => release(path, mine) }
    const found = await readFile(path, 'utf8').catch(absent)
    if (found === null) continue
    const holder = parseHolder(found)
    if (holder !== null && (await holds(holder, system))) return { held: false, pid: holder.pid }
    await removeStale(path, found)
  }
  throw new Error(`the lock ${path} changed hands too often`)
}

/** Whether the process that runs under the holder's id is the holder. One that cannot be read gets the benefit of the doubt. */
async function holds(holder: Holder, system: SystemQuestions): Promise<boolean> {
  const now = await readProcessStart(holder.pid, system)
  if (now.state === 'gone') return false
  return now.state === 'unknown' || holder.startedAt === null || isSameStart(now.startedAt, holder.startedAt, system)
}

/** Creates the file with its content in one step; false where it exists. Nobody ever sees it half written. */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, content, { flag: 'wx', mode: 0o600 })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return false
    // File systems without hard links (FAT, some network drives).
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS' || code === 'EOPNOTSUPP' || code === 'EMLINK')
      return createExclusive(path, content)
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function createExclusive(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes the lock if it still is the stale one. One process at a time, or two could each remove the other's fresh lock. */
async function removeStale(path: string, stale: string): Promise<void> {
  const mark = `${path}.takeover`
  if (!(await createExclusive(mark, String(process.pid)))) {
    const age = await stat(mark).then((entry) => Date.now() - entry.mtimeMs, absent)
    if (age !== null && age > takeoverMaxAgeMs) await rm(mark, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, takeoverPollMs))
    return
  }
  try {
    if ((await readFile(path, 'utf8').catch(absent)) === stale) await rm(path, { force: true })
  } finally {
    await rm(mark, { force: true })
  }
}

async function release(path: string, mine: Holder): Promise<void> {
  const holder = parseHolder((await readFile(path, 'utf8').catch(absent)) ?? '')
  if (holder?.nonce !== mine.nonce) return
  // Renamed first, so that the name is free at once even where something still reads the file.
  const leaving = `${path}.${mine.nonce}`
  await rename(path, leaving)
  await rm(leaving, { force: true })
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
