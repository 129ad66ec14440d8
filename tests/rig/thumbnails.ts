import { spawn } from 'node:child_process'

export const thumbnailSides = { long: 64, short: 36 } as const

/** Small pictures in RGB, one after another, of what a file, or the bytes of a picture, hold. */
export type Thumbnail = { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

/** The colour at a place of the picture: 0…1 from the left and from the top. */
export const colourAt = ({ width, height, rgb }: Thumbnail, x: number, y: number): readonly [number, number, number] => {
  const column = Math.min(width - 1, Math.floor(x * width))
  const row = Math.min(height - 1, Math.floor(y * height))
  const at = 3 * (row * width + column)
  return [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0]
}

/** Decodes a video file (a path), or one JPEG (bytes), to pictures of 64×36, or 36×64 where `vertical`; a video gives `fps` of them a second. */
export const thumbnails = async (media: string | Uint8Array, vertical: boolean, fps = 10): Promise<readonly Thumbnail[]> => {
  const [width, height] = vertical ? [thumbnailSides.short, thumbnailSides.long] : [thumbnailSides.long, thumbnailSides.short]
  const isFile = typeof media === 'string'
  const input = isFile ? ['-i', media] : ['-f', 'mjpeg', '-i', 'pipe:0']
  const filters = `${isFile ? `fps=${fps},` : ''}scale=${width}:${height}:flags=area,format=rgb24`
  const args = ['-hide_banner', '-nostats', '-loglevel', 'error', ...input, '-an', '-vf', filters, '-f', 'rawvideo', 'pipe:1']
  const child = spawn('ffmpeg', args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(isFile ? '' : media)
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const bytes = Buffer.concat(chunks)
  const size = 3 * width * height
  if (code !== 0 || bytes.length < size) throw new Error(`no picture could be decoded (exit ${code})`)
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => ({
    width,
    height,
    rgb: bytes.subarray(index * size, (index + 1) * size),
  }))
}
