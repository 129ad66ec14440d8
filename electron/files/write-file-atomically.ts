import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Virus scanners and indexers hold a file open for moments; Windows refuses to replace it then. */
const retriesMs = process.platform === 'win32' ? [10, 50, 100, 200, 400] : []
const isHeldOpen = (error: unknown): boolean => ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')

/** In the same folder, so that taking the file's place is one step. */
const draftOf = (path: string): string => `${path}.tmp`

/**
 * Replaces a file as a whole: after a crash or a power cut either the old or the new content is there, complete. Readable for this user only.
 * One writer at a time. Throws what the file system throws, and leaves nothing behind then.
 */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  const draft = draftOf(path)
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await replace(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(dirname(path))
}

/**
 * The same, done when it returns: for a worker whose every step must be on disk before the next. A disk can take its time,
 * so it is not for the main process.
 */
export function writeFileAtomicallySync(path: string, content: string): void {
  const draft = draftOf(path)
  try {
    const file = openSync(draft, 'w', 0o600)
    try {
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    replaceSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  syncFolderSync(dirname(path))
}

async function replace(from: string, to: string): Promise<void> {
  for (const delayMs of retriesMs) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (!isHeldOpen(error)) throw error
      await pause(delayMs)
    }
  }
  await rename(from, to)
}

function replaceSync(from: string, to: string): void {
  for (const delayMs of retriesMs) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      if (!isHeldOpen(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs)
    }
  }
  renameSync(from, to)
}

/** The new name itself must survive a power cut too. Not every system lets a folder be opened: there it does not need to be. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch {}
}

function syncFolderSync(path: string): void {
  try {
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch {}
}
