import { type FileHandle, open, stat } from 'node:fs/promises'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'

/** Opens a file for reading. Failure `file-unreadable`, also for what is no plain file: a pipe or a device could keep us waiting for ever. */
export const openPictureFile = async (path: string): Promise<Result<FileHandle>> => {
  const unreadable = (detail: string): Failure => failure('file-unreadable', { params: { path }, detail })
  try {
    if (!(await stat(path)).isFile()) return err(unreadable('not a file'))
    return ok(await open(path, 'r'))
  } catch (error) {
    return err(unreadable((error as NodeJS.ErrnoException).code ?? String(error)))
  }
}
