import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { localSocketPath } from '../../../electron/pipeline/source/display-name.ts'
import { type StartedProcess, startProcess } from '../../rig/started-process.ts'

/** An X server of its own whose whole screen has one colour. */
export type XDisplay = {
  readonly name: string
  readonly server: StartedProcess
  readonly paint: (rgb: number) => Promise<void>
  readonly stop: () => Promise<void>
}

export const startXDisplay = async (screen = '1280x720x24', more: readonly string[] = []): Promise<XDisplay> => {
  const server = startProcess('Xvfb', ['-noreset', '-nolisten', 'tcp', '-displayfd', '1', '-screen', '0', screen, ...more])
  const [, number = ''] = await server.seen(/^(\d+)\n/m, 15_000)
  return {
    name: `:${number}`,
    server,
    paint: (rgb) => paintRoot(Number(number), rgb),
    stop: async () => {
      await server.stop(3000)
    },
  }
}

/** Sets the root window's background and clears it: the X protocol's requests 2 and 61, and 43 to hear that they are done. */
const paintRoot = (display: number, rgb: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(localSocketPath(display))
    let greeted = false
    let bytes: Buffer = Buffer.alloc(0)
    socket.setTimeout(5000, () => socket.destroy(new Error('the X server does not answer')))
    socket.once('connect', () => socket.write(Uint8Array.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])))
    socket.once('error', reject)
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      if (!greeted && bytes.length >= 8 && bytes.length >= 8 + 4 * bytes.readUInt16LE(6)) {
        greeted = true
        const screens = 40 + Math.ceil(bytes.readUInt16LE(24) / 4) * 4 + 8 * bytes.readUInt8(29)
        const root = bytes.readUInt32LE(screens)
        const requests = Buffer.alloc(36)
        requests.writeUInt8(2, 0)
        requests.writeUInt16LE(4, 2)
        requests.writeUInt32LE(root, 4)
        requests.writeUInt32LE(2, 8)
        requests.writeUInt32LE(rgb, 12)
        requests.writeUInt8(61, 16)
        requests.writeUInt16LE(4, 18)
        requests.writeUInt32LE(root, 20)
        requests.writeUInt8(43, 32)
        requests.writeUInt16LE(1, 34)
        bytes = Buffer.alloc(0)
        socket.write(requests)
      } else if (greeted && bytes.length >= 32) {
        socket.destroy()
        if (bytes.readUInt8(0) === 1) resolve()
        else reject(new Error(`the X server refused to paint (error ${bytes.readUInt8(1)})`))
      }
    })
  })

/** A pixel of a picture or of the newest frame of a video, away from the pointer in the middle; red, green and blue. */
export const pixelOf = (media: Uint8Array, format: 'mjpeg' | 'flv'): Promise<readonly [number, number, number]> =>
  new Promise((resolve, reject) => {
    const args = [
      '-hide_banner',
      '-nostats',
      '-loglevel',
      'error',
      '-f',
      format,
      '-i',
      'pipe:0',
      '-an',
      '-vf',
      'crop=2:2:iw/4:ih/4,format=rgb24',
      '-f',
      'rawvideo',
      'pipe:1',
    ]
    const child = spawn('ffmpeg', args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stdin.on('error', () => {})
    child.stdin.end(media)
    child.once('error', reject)
    child.once('close', () => {
      const last = Buffer.concat(chunks).subarray(-12)
      if (last.length < 12) reject(new Error('no picture could be decoded'))
      else resolve([last[0] ?? 0, last[1] ?? 0, last[2] ?? 0])
    })
  })

/** How far two colours are apart, in steps of the channel that differs most; H.264 and JPEG cost a few. */
export const distance = (pixel: readonly number[], rgb: number): number =>
  Math.max(...[16, 8, 0].map((shift, index) => Math.abs((pixel[index] ?? 0) - ((rgb >> shift) & 0xff))))
