import { spawn } from 'node:child_process'
import { readBarcode } from './barcode.mjs'

/** One frame of a video as the counter in it; null where it cannot be read. */
export type CounterFrame = { readonly index: number; readonly value: number | null }

const width = 640
const height = 360
/** Frames a second that `readCounters` makes of any video; a pause in the video becomes repeated values. */
export const readFps = 30

/**
 * Decodes a file or URL with ffmpeg and reads the counter off every frame.
 * Frames are laid on a constant grid of 30 a second, so that holes show as repeats and jumps.
 */
export async function readCounters(
  input: string,
  options: { readonly inputArgs?: readonly string[]; readonly seconds?: number } = {},
): Promise<CounterFrame[]> {
  const args = [
    '-hide_banner',
    '-nostdin',
    '-loglevel',
    'error',
    ...(options.inputArgs ?? []),
    '-i',
    input,
    ...(options.seconds === undefined ? [] : ['-t', String(options.seconds)]),
    '-an',
    '-vf',
    `fps=${readFps},scale=${width}:${height}:flags=area,format=gray`,
    '-f',
    'rawvideo',
    'pipe:1',
  ]
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const deadline = setTimeout(() => child.kill('SIGKILL'), 120_000)
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const size = width * height
  const frames: CounterFrame[] = []
  let rest = Buffer.alloc(0)
  for await (const chunk of child.stdout) {
    rest = Buffer.concat([rest, chunk as Buffer])
    while (rest.length >= size) {
      frames.push({ index: frames.length, value: readBarcode(rest.subarray(0, size), width, height, 1) })
      rest = rest.subarray(size)
    }
  }
  const code = await closed
  clearTimeout(deadline)
  if (code !== 0 || frames.length === 0) throw new Error(`ffmpeg read ${frames.length} frames of ${input} (exit ${code}): ${complaints}`)
  return frames
}

/** All sound of a file or URL as mono samples (−1…1) at 48 kHz. */
export async function readSamples(input: string): Promise<Float32Array> {
  const child = spawn(
    'ffmpeg',
    ['-hide_banner', '-nostdin', '-loglevel', 'error', '-i', input, '-vn', '-ac', '1', '-ar', '48000', '-f', 'f32le', 'pipe:1'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const deadline = setTimeout(() => child.kill('SIGKILL'), 60_000)
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer)
  clearTimeout(deadline)
  const bytes = Buffer.concat(chunks)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 4)))
}
