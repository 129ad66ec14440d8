import { once } from 'node:events'
import { rename, rm, stat } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { type OwnedProcess, spawnOwned } from '../../processes/spawn-owned.ts'
import { flvFileHeader } from '../ingest/media-tag.ts'
import { joinPieces, type PiecesSummary, summarize } from './join-pieces.ts'
import { readPiece } from './read-pieces.ts'

export type VodRequest = {
  readonly pieces: readonly string[]
  /** Complete under this name, or not there at all. */
  readonly target: string
  /** What pieces of different or wrong shapes are brought to. */
  readonly size: { readonly width: number; readonly height: number }
  readonly ffmpegPath: string
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** ffmpeg that takes nothing for so long stands still. */
const stalledAfterMs = 60_000
/** After the last byte it moves the index to the front, which rewrites the file. */
const finishWithinMs = 600_000

/**
 * Joins recorded pieces into one MP4 that plays while it loads. Copies where it can, encodes again where the pieces differ or have another shape
 * than `size`.
 * @returns the size in bytes; failures: `archive-failed`
 */
export async function makeVod(request: VodRequest): Promise<Result<number>> {
  const failed = (detail: string) => err(failure('archive-failed', { detail: request.logger.redact(detail) }))
  const summary = await summarize(request.pieces.map(readPiece))
  if (!summary.hasVideo) return failed('nothing was recorded')
  const draft = join(dirname(request.target), `.${basename(request.target)}`)
  const child = spawnOwned({
    what: 'archiver',
    command: request.ffmpegPath,
    args: [...vodArgs(summary, request.size), draft],
    stdio: ['pipe', 'ignore', 'pipe'],
    keeper: request.keeper,
    logger: request.logger,
    signal: request.signal,
  })
  if (child.pid !== null) lowerPriority(child.pid)
  await feed(child, summary, request)
  const deadline = setTimeout(() => void child.stop([]), finishWithinMs)
  const exit = await child.exited.finally(() => clearTimeout(deadline))
  if (exit.kind === 'exited' && exit.code === 0 && !request.signal.aborted) {
    await rename(draft, request.target)
    return ok((await stat(request.target)).size)
  }
  await rm(draft, { force: true })
  return failed(exit.kind === 'not-started' ? exit.errorCode : child.stderrTail().split('\n').slice(-3).join(' '))
}

export function vodArgs({ hasAudio, uniform, size }: PiecesSummary, { width, height }: VodRequest['size']): readonly string[] {
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p`
  const asItIs = uniform && size !== null && sameShape(size, { width, height })
  const codecs = asItIs
    ? ['-c', 'copy']
    : [...['-vf', fit, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21'], ...['-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2']]
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostats', '-y', '-f', 'flv', '-i', 'pipe:0'],
    ...['-map', '0:v:0', ...(hasAudio ? ['-map', '0:a:0'] : []), ...codecs, '-movflags', '+faststart', '-f', 'mp4'],
  ]
}

/** To a few lines: 854×480 is 16:9, too. */
const sameShape = (a: VodRequest['size'], b: VodRequest['size']): boolean => Math.abs((a.width * b.height) / (a.height * b.width) - 1) < 0.02

async function feed(child: OwnedProcess, { hasAudio }: PiecesSummary, { pieces, signal }: VodRequest): Promise<void> {
  const { stdin } = child
  if (stdin === null) return
  stdin.write(flvFileHeader({ audio: hasAudio }))
  for await (const tag of joinPieces(pieces.map(readPiece))) {
    if (stdin.destroyed || signal.aborted) return
    if (stdin.write(tag)) continue
    const drained = await Promise.race([
      once(stdin, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledAfterMs)]) }).then(
        () => true,
        () => false,
      ),
      child.exited.then(() => false),
    ])
    if (!drained) {
      await child.stop([])
      return
    }
  }
  stdin.end()
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // it ended already, or the system does not let us; nothing depends on it
  }
}
