import { spawn } from 'node:child_process'
import { ageMs, readBarcode } from './barcode.mjs'
import { readFlvTimes } from './flv-times.ts'
import { toneChanges } from './lip-sync.ts'
import { readSamples } from './read-video.ts'

const size = { width: 640, height: 360 }
const samplesPerSound = 1024

/**
 * How far the sound lags behind the picture at each change of the tone in an FLV, in milliseconds, by the timestamps of pictures and sounds themselves.
 * Negative: the picture shows an earlier moment. It is by as much as the painter of the barcode and its terminal are late, some 30 ms, where all is well.
 */
export async function lagsOfRecording(path: string, tones: readonly number[]): Promise<readonly { readonly atMs: number; readonly lagMs: number }[]> {
  const { pictures, sounds } = await readFlvTimes(path)
  const [frames, samples] = await Promise.all([everyFrame(path), readSamples(path)])
  // The decoder keeps back what comes before the first whole piece.
  const unheard = sounds.length - Math.floor(samples.length / samplesPerSound)
  const nearMs = Date.now()
  const cycleMs = tones.length * 1000
  return toneChanges(samples, 48_000, tones).flatMap(({ atMs: decodedMs, hz }) => {
    const sample = decodedMs * 48
    const atMs = (sounds[Math.floor(sample / samplesPerSound) + unheard] ?? Number.NaN) + (sample % samplesPerSound) / 48
    const index = pictures.findLastIndex((time) => time <= atMs)
    const frame = frames[index]
    const value = frame === undefined ? null : readBarcode(frame, size.width, size.height, 1)
    if (value === null) return []
    const wallMs = nearMs - ageMs(value, nearMs)
    const lag = (((wallMs - tones.indexOf(hz) * 1000) % cycleMs) + cycleMs) % cycleMs
    return [{ atMs, lagMs: lag > cycleMs / 2 ? lag - cycleMs : lag }]
  })
}

/** The counter in every picture of an FLV, with the picture's own time; null where it cannot be read. */
export async function countersOfRecording(path: string): Promise<readonly { readonly atMs: number; readonly value: number | null }[]> {
  const [{ pictures }, frames] = await Promise.all([readFlvTimes(path), everyFrame(path)])
  if (pictures.length !== frames.length) throw new Error(`${path} holds ${pictures.length} pictures, and ${frames.length} could be decoded`)
  return frames.map((frame, index) => ({ atMs: pictures[index] ?? Number.NaN, value: readBarcode(frame, size.width, size.height, 1) }))
}

const everyFrame = async (path: string): Promise<readonly Uint8Array[]> => {
  const filters = `scale=${size.width}:${size.height}:flags=area,format=gray`
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-i', path, '-an', '-vsync', '0', '-vf', filters, '-f', 'rawvideo', 'pipe:1']
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const length = size.width * size.height
  return Array.from({ length: Math.floor(bytes.length / length) }, (_, index) => bytes.subarray(index * length, (index + 1) * length))
}
