import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { readBarcode } from './barcode.mjs'
import type { HeardPiece } from './sound-of-picture.ts'
import { loudestTone, sineDbfs } from './tone.ts'

const size = { width: 640, height: 360 }
const sampleRate = 48_000
/** One picture and the sound around it. */
const piecesPerSecond = 10

/**
 * Plays a file or a play URL as a viewer would, with ffmpeg, and gives picture and sound in pieces of a tenth of a second.
 * An upright picture is read in its middle, where it carries the whole screen.
 * @param seconds of a stream that has no end; left out: to the end
 */
export async function readBroadcast(input: string, tones: readonly number[], seconds?: number): Promise<HeardPiece[]> {
  const child = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', ...(seconds === undefined ? [] : ['-t', String(seconds)]), '-i', input],
      // Both begin at the same moment, whatever the stream holds first.
      ...[
        '-map',
        '0:v:0',
        '-vf',
        `fps=${piecesPerSecond}:start_time=0,crop=iw:min(ih\\,iw*9/16),scale=${size.width}:${size.height}:flags=area,format=gray`,
      ],
      ...['-f', 'rawvideo', 'pipe:1'],
      // Not -ac 1: that makes equal channels 3 dB louder.
      ...['-map', '0:a:0', '-af', `aresample=${sampleRate}:async=1:first_pts=0,pan=mono|c0=0.5*c0+0.5*c1`, '-f', 'f32le', 'pipe:3'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  )
  const deadline = setTimeout(() => child.kill('SIGKILL'), 30_000)
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [picture, complaints, sound] = await Promise.all([child.stdout, child.stderr, child.stdio[3] as Readable | null].map(readAll))
  const code = await closed
  clearTimeout(deadline)
  if (code !== 0 || !picture || !sound) throw new Error(`ffmpeg could not read ${input} (exit ${code}): ${complaints}`)
  const samples = new Float32Array(sound.buffer.slice(sound.byteOffset, sound.byteOffset + sound.length - (sound.length % 4)))
  const pieceSamples = sampleRate / piecesPerSecond
  const pictureBytes = size.width * size.height
  const pieces = Math.floor(Math.min(samples.length / pieceSamples, picture.length / pictureBytes))
  return Array.from({ length: pieces }, (_, index) => {
    const piece = samples.subarray(index * pieceSamples, (index + 1) * pieceSamples)
    const frame = picture.subarray(index * pictureBytes, (index + 1) * pictureBytes)
    return { hz: loudestTone(piece, sampleRate, tones), dbfs: sineDbfs(piece), value: readBarcode(frame, size.width, size.height, 1) }
  })
}

async function readAll(stream: Readable | null): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream ?? []) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
