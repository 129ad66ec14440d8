import { isIP } from 'node:net'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { IngestTarget } from '../port.ts'
import { type IngestAddress, ingestUrlAt } from './ingest-address.ts'

/**
 * ffmpeg's own limit for one blocked write lies beyond `watchTimes.holdMs`, so that it is we who judge a silent connection:
 * with 3 s a radio gap of 5 s ended it, with 10 s the same connection went on 0.4 s after the gap (both builds, all packets dropped).
 */
const socketTimeoutMs = 10_000

/** While pictures are skipped, sound must not wait for the next one: by itself ffmpeg would keep ten seconds of it back. */
const soundWaitsMs = 500

/**
 * argv of the sender: FLV from stdin to RTMP, nothing decoded. The URL ends before the stream key; the key comes from `presetPath`.
 * Never `-fflags nobuffer` (drops the first keyframe), `-analyzeduration 0` (means 1.5 s) or `-probesize 32` (finds the sound only).
 */
export const senderArguments = (options: { readonly url: string; readonly presetPath: string; readonly progressFd: number }): readonly string[] => [
  '-hide_banner',
  '-nostats',
  // below `info`, which repeats what we told it; never above `verbose`, where ffmpeg prints the key
  ...['-loglevel', 'warning'],
  ...['-probesize', '4096', '-analyzeduration', '1'],
  ...['-f', 'flv', '-i', 'pipe:0'],
  ...['-c', 'copy'],
  ...['-send_buffer_size', '16384', '-rw_timeout', String(socketTimeoutMs * 1000), '-flush_packets', '1'],
  ...['-max_interleave_delta', String(soundWaitsMs * 1000)],
  ...['-f', 'flv', '-flvflags', 'no_duration_filesize'],
  ...['-fpre', options.presetPath],
  ...['-progress', `pipe:${options.progressFd}`],
  options.url,
]

/** ffmpeg reads a preset in lines of at most 999 bytes. */
const longestValue = 900

export type Destination = {
  /** Goes into argv. */
  readonly url: string
  /** Holds the key. */
  readonly preset: string
  /** Everything in the preset that must never be seen. */
  readonly secrets: readonly string[]
}

/**
 * Where ffmpeg shall publish. A host name is replaced by the `address` that answered, because the bundled Linux build is static and
 * crashes on every name that it has to look up; the server still hears its own name (`rtmp_tcurl`). With TLS the name stays: it is checked.
 */
export const destinationOf = (target: IngestTarget, ingest: IngestAddress, address: string): Result<Destination> => {
  const playPath = `${target.streamKey}?mode=${target.mode}`
  if (target.streamKey === '' || [...playPath].some((char) => char < ' ' || char === '\x7f') || Buffer.byteLength(playPath) > longestValue) {
    return err(failure('sender-failed', { detail: 'the stream key cannot be handed to ffmpeg' }))
  }
  const replaced = ingest.scheme === 'rtmp' && isIP(ingest.host) === 0
  const lines = [
    `rtmp_playpath=${playPath}`,
    ...(replaced ? [`rtmp_tcurl=${ingestUrlAt(ingest, ingest.host)}`] : []),
    // without it ffmpeg would take the second part of the path for the stream's name
    ...(ingest.app.includes('/') ? [`rtmp_app=${ingest.app}`] : []),
  ]
  return ok({
    url: ingestUrlAt(ingest, replaced ? address : ingest.host),
    preset: `${lines.join('\n')}\n`,
    secrets: [target.streamKey, encodeURIComponent(target.streamKey)],
  })
}
