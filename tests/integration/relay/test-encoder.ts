import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeEach } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import type { EncoderInput, Relay } from '../../../electron/pipeline/relay/relay.ts'
import type { ProcessKeeper } from '../../../electron/processes/port.ts'
import { type OwnedProcess, spawnOwned } from '../../../electron/processes/spawn-owned.ts'

const candidates = [
  { name: 'bundled', path: resolve('node_modules/@ffmpeg-installer/linux-x64/ffmpeg') },
  { name: 'system', path: '/usr/bin/ffmpeg' },
]

/** Both builds of ffmpeg that the program must work with, as far as they are here. */
export const ffmpegBuilds = candidates.filter(({ path }) => existsSync(path))
/**
 * Within a `describe` of each build: what no build does in a way of its own is seen every time with the one that the app ships, and with the other in the long form.
 */
export function otherBuildInLongForm(path: string): void {
  const isLong = path !== ffmpegBuilds[0]?.path && process.env.TALLY_TEST_ALL === undefined
  beforeEach(({ skip }) => skip(isLong, 'long form: npm run test:all; the shipped ffmpeg does it every time'))
}
export const anyFfmpeg = (ffmpegBuilds.at(-1) ?? candidates[0])?.path ?? 'ffmpeg'

/** Children of tests are ended by the tests themselves. */
export const noKeeper: ProcessKeeper = { adopt: () => () => {}, [Symbol.dispose]: () => {} }

export type TestEncoder = {
  readonly process: OwnedProcess
  readonly input: EncoderInput
  readonly tookOver: Promise<void>
  readonly stop: () => Promise<void>
}

export type TestEncoderOptions = {
  readonly ffmpeg?: string
  readonly preset?: string
  readonly kbps?: number
  readonly gop?: number
  readonly picture?: string
}

/** A real encoder of a moving test picture and a tone, wired into the relay. */
export const startTestEncoder = (relay: Relay, options: TestEncoderOptions = {}): TestEncoder => {
  const { ffmpeg = anyFfmpeg, preset = 'veryfast', kbps = 600, gop = 30, picture = 'testsrc2=s=640x360:r=30' } = options
  const rate = `${kbps}k`
  const process = spawnOwned({
    what: 'encoder',
    command: ffmpeg,
    args: [
      ...['-hide_banner', '-nostats', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', picture],
      ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
      ...['-c:v', 'libx264', '-preset', preset, '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', String(gop), '-sc_threshold', '0'],
      ...['-b:v', rate, '-maxrate', rate, '-bufsize', rate, '-c:a', 'aac', '-b:a', '96k', '-ac', '2', '-flush_packets', '1', '-f', 'flv', 'pipe:1'],
    ],
    stdio: ['ignore', 'pipe', 'pipe'],
    keeper: noKeeper,
    logger: silentLogger,
  })
  const input = relay.attachEncoder()
  process.stdout?.on('data', (chunk: Buffer) => input.write(chunk))
  return {
    process,
    input,
    tookOver: input.tookOver,
    stop: async () => {
      input.close()
      await process.stop([])
    },
  }
}
