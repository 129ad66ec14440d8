import { join } from 'node:path'
import { terminalLayout } from './barcode.mjs'
import { type StartedProcess, startProcess } from './started-process.ts'

/** An X display of its own, filled by a terminal that paints the time as a barcode. */
export type TestScreen = {
  /** As `DISPLAY` wants it, for example `:7`. */
  readonly display: string
  readonly xServer: StartedProcess
  readonly stop: () => Promise<void>
}

const readyMs = 15_000

/** Starts Xvfb on a free display (1280 × 720) and the painter on it. */
export async function startTestScreen(root = process.cwd()): Promise<TestScreen> {
  // -noreset: otherwise the painted picture vanishes with the last client.
  const xServer = startProcess('Xvfb', ['-noreset', '-nolisten', 'tcp', '-displayfd', '1', '-screen', '0', '1280x720x24'])
  const [, number] = await xServer.seen(/^(\d+)\n/m, readyMs)
  const display = `:${number}`
  const terminal = startProcess(
    'xterm',
    [
      '-fn',
      '6x13',
      '-b',
      '0',
      '+sb',
      '-bg',
      'black',
      '-fg',
      'white',
      '-geometry',
      `${terminalLayout.columns}x${terminalLayout.rows}+0+0`,
      '-e',
      process.execPath,
      join(root, 'tests/rig/paint-barcode.mjs'),
    ],
    { env: { ...process.env, DISPLAY: display } },
  )
  const stop = async () => {
    await terminal.stop(2000)
    await xServer.stop(2000)
  }
  return { display, xServer, stop }
}
