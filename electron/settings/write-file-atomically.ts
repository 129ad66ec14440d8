import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Virus scanners and indexers hold a file open for moments; Windows refuses to replace it then. */
const windowsRetriesMs = [10, 50, 100, 200, 400]

/**
 * Replaces a file as a whole: after a crash or a power cut either the old or the new content is there, complete.
 * One writer at a time. Throws what the file system throws, and leaves nothing behind then.
 */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  const draft = `${path}.tmp`
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

async function replace(from: string, to: string): Promise<void> {
  for (const delayMs of process.platform === 'win32' ? windowsRetriesMs : []) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, delayMs))
    }
  }
  await rename(from, to)
}

/** The new name itself must survive a power cut too. Not every system lets a folder be opened: there it does not need to be. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch {}
}
