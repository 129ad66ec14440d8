import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { startProcess } from './started-process.ts'
import { startTestSoundServer } from './test-sound-server.ts'

/** A display with a window that flashes, and a microphone that hears a beep in the same moments. */
export type Flashes = {
  /** What has to be in the environment of whoever records it. */
  readonly env: { readonly DISPLAY: string; readonly PULSE_SERVER: string }
  /** Its id. */
  readonly microphone: string
  readonly stop: () => Promise<void>
}

const readyMs = 15_000

export async function startFlashes(root = process.cwd()): Promise<Flashes> {
  const sound = await startTestSoundServer()
  const xServer = startProcess('Xvfb', ['-noreset', '-nolisten', 'tcp', '-displayfd', '1', '-screen', '0', '1280x720x24'])
  const [, display = ''] = await xServer.seen(/^(\d+)\n/m, readyMs)
  const fifo = join(sound.folder, 'beeps')
  const env = { ...process.env, ...sound.env }
  const name = 'flash.microphone'
  execFileSync('pactl', ['load-module', 'module-pipe-source', `source_name=${name}`, `file=${fifo}`, 'format=s16le', 'rate=48000', 'channels=1'], {
    env,
  })
  // It reads its pipe while somebody listens, and no older sound may be waiting in it then.
  const listener = startProcess('parec', ['--raw', `--device=${name}`], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const flasher = startProcess(process.execPath, [join(root, 'tests/rig/flash-and-beep.mjs'), display, fifo])
  await flasher.seen(/it flashes/, readyMs)
  return {
    env: { DISPLAY: `:${display}`, ...sound.env },
    microphone: `mic:${name}`,
    stop: async () => {
      await flasher.kill()
      await listener.kill()
      await sound.stop()
      await xServer.stop(2000)
    },
  }
}
