import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { findAsSpelled } from '../../files/find-as-spelled.ts'
import { readTypedPath, type TypedPathContext } from '../../files/read-typed-path.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { runFileJob } from '../ffmpeg/file-job.ts'
import type { MediaFile } from '../port.ts'
import { openPictureFile } from './open-picture-file.ts'

export type FindMediaDeps = {
  readonly ffmpegPath: string
  readonly context: TypedPathContext
  readonly keeper: ProcessKeeper
}

/** A film on a slow disk may take a while until its first picture. */
const deadlineMs = 8000
/** No image that a person shows comes near it. */
const largestImage = 256 * 1024 * 1024

/** The file that a person means, once a first picture of it was decoded; otherwise `file-unreadable`. */
export const findMediaFile = async ({ typed, kind }: MediaFile, deps: FindMediaDeps): Promise<Result<string>> => {
  const whole = readTypedPath(typed, deps.context)
  if (whole === null) return err(unreadable(typed, 'no whole path'))
  const path = (await findAsSpelled(whole)) ?? whole
  const file = await openPictureFile(path)
  if (!file.ok) return file
  try {
    if (kind === 'image' && (await file.value.stat()).size > largestImage) return err(unreadable(path, 'too large for an image'))
    const opened =
      kind === 'image'
        ? { input: file.value.createReadStream({ autoClose: false }), inputOptions: ['-protocol_whitelist', 'pipe'] }
        : { input: `file:${path}`, inputOptions: ['-protocol_whitelist', 'file'] }
    const outputOptions = ['-map', '0:v:0', '-frames:v', '1', '-f', 'null']
    const end = await runFileJob({ what: 'media check', ...deps, ...opened, outputOptions, output: '-', deadlineMs })
    if (end.kind === 'done') return ok(path)
    return err(unreadable(path, end.kind === 'late' ? `no picture within ${deadlineMs} ms` : end.detail))
  } catch (error) {
    return err(unreadable(path, (error as NodeJS.ErrnoException).code ?? String(error)))
  } finally {
    await file.value.close()
  }
}

const unreadable = (path: string, detail: string): Failure => failure('file-unreadable', { params: { path }, detail })
