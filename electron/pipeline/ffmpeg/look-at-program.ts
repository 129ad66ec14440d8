import { constants } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { headBytes, judgeProgramHead, type ProgramKind } from './judge-program-head.ts'

/**
 * Time and size of a program's file as one text, or why it cannot be run: `ffmpeg-missing`, `ffmpeg-is-folder`,
 * `ffmpeg-not-executable`, `ffmpeg-foreign`. Nothing is run.
 */
export const lookAtProgram = async (path: string): Promise<Result<string>> => {
  try {
    const file = await stat(path)
    if (file.isDirectory()) return err(failure('ffmpeg-is-folder', { params: { path, inside: join(path, 'ffmpeg') } }))
    if (!file.isFile()) return err(failure('ffmpeg-foreign', { params: { path }, detail: 'not a file' }))
    await access(path, constants.X_OK)
    const kind = await kindOf(path)
    if (kind === 'no-program') return err(failure('ffmpeg-foreign', { params: { path }, detail: 'no program by its first bytes' }))
    if (kind === 'for-another-computer') return err(notExecutable(path, 'made for another system or processor'))
    return ok(`${file.mtimeMs}:${file.size}`)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    return err(isNowhere.has(code) ? failure('ffmpeg-missing', { params: { path }, detail: code }) : notExecutable(path, code))
  }
}

/** The last one: a text that can be no path. */
const isNowhere: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'])

export const notExecutable = (path: string, detail: string): Failure => failure('ffmpeg-not-executable', { params: { path }, detail })

/** What may be run and not read is taken for a program. */
async function kindOf(path: string): Promise<ProgramKind> {
  const file = await open(path).catch(() => null)
  if (file === null) return 'program'
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return judgeProgramHead(buffer.subarray(0, bytesRead), process.platform, process.arch)
  } finally {
    await file.close()
  }
}
