import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { spawnOwned } from '../../processes/spawn-owned.ts'

export type CmafRequest = {
  /** The archived MP4. */
  readonly source: string
  /** A folder: complete under this name, or not there at all. */
  readonly target: string
  readonly ffmpegPath: string
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  readonly signal: AbortSignal
}

export const vodHls = 'master.m3u8'
export const vodDash = 'manifest.mpd'
export const vodThumbnail = 'thumbnail.jpg'

const finishWithinMs = 600_000

/**
 * The tracks of an archived video once more as CMAF segments, copied, the same for HLS and DASH, and a picture of it.
 * @returns the size of the tracks in bytes; failures: `archive-failed`
 */
export async function makeCmaf({ source, target, ffmpegPath, keeper, logger, signal }: CmafRequest): Promise<Result<number>> {
  const draft = join(dirname(target), `.${basename(target)}`)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const child = spawnOwned({
    what: 'vod packager',
    command: ffmpegPath,
    args: cmafArgs(source, draft),
    stdio: ['ignore', 'ignore', 'pipe'],
    keeper,
    logger,
    signal,
  })
  const deadline = setTimeout(() => void child.stop([]), finishWithinMs)
  const exit = await child.exited.finally(() => clearTimeout(deadline))
  if (exit.kind === 'exited' && exit.code === 0 && !signal.aborted) {
    const tracks = (await readdir(draft)).filter((name) => name.endsWith('.m4s'))
    const sizes = await Promise.all(tracks.map(async (name) => (await stat(join(draft, name))).size))
    await rename(draft, target)
    return ok(sizes.reduce((sum, size) => sum + size, 0))
  }
  await rm(draft, { recursive: true, force: true })
  return err(failure('archive-failed', { detail: logger.redact(exit.kind === 'not-started' ? exit.errorCode : child.stderrTail()) }))
}

function cmafArgs(source: string, folder: string): readonly string[] {
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-nostats', '-y', '-i', source],
    ...['-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy', '-f', 'dash', '-seg_duration', '4'],
    ...['-use_template', '1', '-use_timeline', '1', '-hls_playlist', '1', join(folder, vodDash)],
    ...['-map', '0:v:0', '-frames:v', '1', '-vf', 'scale=640:-2', '-q:v', '4', '-f', 'image2', join(folder, vodThumbnail)],
  ]
}
