import type { FileHandle } from 'node:fs/promises'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { findAsSpelled } from '../../files/find-as-spelled.ts'
import { readTypedPath, type TypedPathContext } from '../../files/read-typed-path.ts'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { runBriefly } from '../../processes/run-briefly.ts'
import type { MediaFile } from '../port.ts'
import { openPictureFile } from './open-picture-file.ts'

export type FindMediaDeps = {
  readonly ffmpegPath: string
  readonly context: TypedPathContext
  readonly keeper: ProcessKeeper
  readonly logger: Logger
}

/** A film on a slow disk may take a while until its first picture. */
const deadlineMs = 8000
/** No image that a person shows comes near it. */
const largestImage = 256 * 1024 * 1024

const decodeOne = ['-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-']

/** The file that a person means, once a first picture of it was decoded; otherwise `file-unreadable`. */
export const findMediaFile = async ({ typed, kind }: MediaFile, deps: FindMediaDeps): Promise<Result<string>> => {
  const whole = readTypedPath(typed, deps.context)
  if (whole === null) return err(unreadable(typed, 'no whole path'))
  const path = (await findAsSpelled(whole)) ?? whole
  const file = await openPictureFile(path)
  if (!file.ok) return file
  try {
    const input = kind === 'image' ? await wholeOf(file.value) : null
    const opened = input === null ? ['-protocol_whitelist', 'file', '-i', `file:${path}`] : ['-protocol_whitelist', 'pipe', '-i', 'pipe:0']
    const { exit, late, stderr } = await runBriefly({
      what: 'media check',
      path: deps.ffmpegPath,
      args: ['-hide_banner', '-nostats', '-loglevel', 'error', ...(input === null ? ['-nostdin'] : []), ...opened, ...decodeOne],
      ...(input === null ? {} : { input }),
      deadlineMs,
      keeper: deps.keeper,
      logger: deps.logger,
    })
    if (late) return err(unreadable(path, `no picture within ${deadlineMs} ms`))
    return exit.kind === 'exited' && exit.code === 0 ? ok(path) : err(unreadable(path, exit.kind === 'exited' ? stderr : exit.errorCode))
  } catch (error) {
    return err(unreadable(path, (error as NodeJS.ErrnoException).code ?? String(error)))
  } finally {
    await file.value.close()
  }
}

const unreadable = (path: string, detail: string): Failure => failure('file-unreadable', { params: { path }, detail })

async function wholeOf(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat()
  if (size > largestImage) throw new Error('too large for an image')
  return file.readFile()
}
