import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

export type Decoded = {
  readonly frames: number
  readonly width: number
  readonly height: number
  readonly hasSound: boolean
  readonly complaints: string
}

/** Decodes a file or URL to its end, or `seconds` of it, with Debian's ffmpeg or another; `video` chooses a rendition of a manifest. */
export async function decode(
  input: string,
  options: { readonly seconds?: number; readonly video?: number; readonly ffmpegPath?: string } = {},
): Promise<Decoded> {
  const picked = options.video === undefined ? [] : ['-map', `0:v:${options.video}`, '-map', '0:a:0']
  const length = options.seconds === undefined ? [] : ['-t', String(options.seconds)]
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'info', '-i', input, ...picked, ...length, '-f', 'null', '-progress', 'pipe:1', '-']
  const child = spawn(options.ffmpegPath ?? 'ffmpeg', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const deadline = setTimeout(() => child.kill('SIGKILL'), 40_000)
  let progress = ''
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    progress += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(deadline)
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${said.slice(-2000)}`)
  const output = said.slice(said.indexOf('Output #0'))
  const [, width, height] = /Video: [^\n]*?(\d{2,5})x(\d{2,5})/.exec(output) ?? []
  return {
    frames: Number([...progress.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1] ?? 0),
    width: Number(width),
    height: Number(height),
    hasSound: /Stream #0:\d.*Audio:/.test(output),
    // Of demuxer and decoders; the null muxer rounds times to frames and complains about its own rounding.
    complaints: said
      .split('\n')
      .filter((line) => /error|corrupt|invalid|concealing/i.test(line) && !line.includes('[null @'))
      .join('\n'),
  }
}

/** The steps between the pictures of a file in their order, in milliseconds. */
export async function pictureSteps(url: string): Promise<readonly number[]> {
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', url]
  const { stdout } = await promisify(execFile)('ffprobe', args, { timeout: 20_000 })
  const times = stdout
    .trim()
    .split('\n')
    .map((line) => Number.parseFloat(line) * 1000)
    .sort((a, b) => a - b)
  return times.slice(1).map((time, index) => time - (times[index] ?? 0))
}
