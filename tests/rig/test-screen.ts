import { join } from 'node:path'
import { terminalLayout } from './barcode.mjs'
import { descendantsOf } from './process-tree.ts'
import { type StartedProcess, startProcess } from './started-process.ts'
import { until } from './until.ts'

/** An X display of its own, filled by a terminal that paints the time as a barcode. */
export type TestScreen = {
  /** As `DISPLAY` wants it, for example `:7`. */
  readonly display: string
  readonly xServer: StartedProcess
  readonly stop: () => Promise<void>
}

const readyMs = 15_000
const look = `-fn 6x13 -b 0 +sb -bg black -fg white -geometry ${terminalLayout.columns}x${terminalLayout.rows}+0+0`

/** Starts Xvfb on a free display (1280 × 720) and the painter on it. */
export async function startTestScreen(root = process.cwd()): Promise<TestScreen> {
  // -noreset: otherwise the painted picture vanishes with the last client.
  const xServer = startProcess('Xvfb', ['-noreset', '-nolisten', 'tcp', '-displayfd', '1', '-screen', '0', '1280x720x24'])
  const [, number] = await xServer.seen(/^(\d+)\n/m, readyMs)
  const display = `:${number}`
  const terminal = startProcess('xterm', [...look.split(' '), '-e', process.execPath, join(root, 'tests/rig/paint-barcode.mjs')], {
    env: { ...process.env, DISPLAY: display },
  })
  await until(
    'the terminal paints',
    async () => {
      if (terminal.child.exitCode !== null) throw new Error(`xterm ended (${terminal.child.exitCode}): ${terminal.stderr()}`)
      return (await descendantsOf(terminal.pid)).some(({ command }) => command === process.execPath)
    },
    readyMs,
  ).catch(async (error) => {
    await stop()
    throw error
  })
  return { display, xServer, stop }

  async function stop() {
    await terminal.stop(2000)
    await xServer.stop(2000)
  }
}
