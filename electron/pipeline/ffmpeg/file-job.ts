import { access, constants } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import ffmpeg from 'fluent-ffmpeg'
import type { ProcessKeeper } from '../../processes/port.ts'

/** One pass of ffmpeg over one file, which ends by itself. */
export type FileJob = {
  readonly what: string
  readonly ffmpegPath: string
  /** An address as ffmpeg takes it (`file:/…`), or what goes into its stdin. */
  readonly input: string | Readable
  readonly inputOptions: readonly string[]
  readonly outputOptions: readonly string[]
  readonly output: string
  readonly deadlineMs: number
  readonly keeper: ProcessKeeper
}

/** `detail`: what ffmpeg said last. */
export type FileJobEnd = { readonly kind: 'done' } | { readonly kind: 'late' } | { readonly kind: 'failed'; readonly detail: string }

/** Runs a job over a file. For what runs on air there are pipes, deadlines and swaps of our own. */
export const runFileJob = async (job: FileJob): Promise<FileJobEnd> => {
  // fluent-ffmpeg throws where nobody can catch it when there is nothing to start
  const isThere = await access(job.ffmpegPath, constants.X_OK).then(
    () => true,
    () => false,
  )
  return isThere ? run(job) : { kind: 'failed', detail: `${job.ffmpegPath} cannot be run` }
}

const run = (job: FileJob): Promise<FileJobEnd> =>
  new Promise((resolve) => {
    let letGo = () => {}
    const finish = (end: FileJobEnd) => {
      clearTimeout(deadline)
      letGo()
      resolve(end)
    }
    const command = ffmpeg(job.input)
      .setFfmpegPath(job.ffmpegPath)
      .inputOptions([...job.inputOptions])
      .outputOptions([...job.outputOptions])
      .output(job.output)
      .on('start', () => {
        const { pid } = (command as unknown as { readonly ffmpegProc: { readonly pid?: number } }).ffmpegProc
        if (pid !== undefined) letGo = job.keeper.adopt(pid, job.what)
      })
      .on('end', () => finish({ kind: 'done' }))
      .on('error', (error: Error, _stdout: string | null, stderr: string | null) => finish({ kind: 'failed', detail: stderr || error.message }))
    // It would ask first what this ffmpeg can do, by processes that nobody owns. That is known already.
    Object.assign(command, {
      _checkCapabilities: (answer: () => void) => answer(),
      availableEncoders: (answer: (problem: null, encoders: object) => void) => answer(null, {}),
    })
    const deadline = setTimeout(() => {
      command.kill('SIGKILL')
      finish({ kind: 'late' })
    }, job.deadlineMs)
    command.run()
  })
