import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type ProcessEntry, processesMarked } from './process-tree.ts'
import { type StartedProcess, startProcess } from './started-process.ts'
import { until } from './until.ts'

/** A running web host, as `npm start -- --web --no-open` would run it. */
export type WebHost = {
  readonly process: StartedProcess
  /** The one-time address that it printed. */
  readonly url: string
  readonly origin: string
  /** Every process that it started and that still runs, orphans too. */
  readonly children: () => Promise<ProcessEntry[]>
  readonly stop: () => Promise<number | NodeJS.Signals>
  /** SIGKILL, as a crash or a power cut would. */
  readonly kill: () => Promise<void>
}

export type WebHostOptions = {
  readonly dataDir: string
  /** `:7`, or null for a machine without a screen. */
  readonly display: string | null
  /** Null leaves it to the browser. */
  readonly language?: 'en' | 'ko' | null
  readonly credentials?: 'memory' | 'keychain'
  readonly port?: number
  /** Of its command line, besides those that the other options make. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const readyMs = 30_000
const markName = 'TALLY_TEST_RUN'

/** The environment of a desktop: with this display, without the session bus of whoever runs the tests. */
export function desktopEnvironment(display: string | null, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, DBUS_SESSION_BUS_ADDRESS: _bus, NODE_OPTIONS: _options, ...rest } = process.env
  return { ...rest, ...(display === null ? {} : { DISPLAY: display }), ...more }
}

/** Starts the built web host without waiting for it. */
export function spawnWebHost(options: WebHostOptions, mark: string = randomUUID()): StartedProcess {
  const args = ['--port', String(options.port ?? 0), '--no-open', '--data-dir', options.dataDir, '--credentials', options.credentials ?? 'memory']
  const language = options.language === null ? [] : ['--lang', options.language ?? 'en']
  return startProcess(process.execPath, [join('out', 'main', 'web-host.js'), ...args, ...language, ...(options.args ?? [])], {
    env: desktopEnvironment(options.display, { ...options.env, [markName]: mark }),
  })
}

/** Starts the built web host and waits until it is ready. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const mark = randomUUID()
  const host = spawnWebHost(options, mark)
  try {
    const [, url = ''] = await host.seen(/^Tally is ready: (http:\S+)\n/m, readyMs)
    return {
      process: host,
      url,
      origin: new URL(url).origin,
      children: async () => (await processesMarked(markName, mark)).filter((entry) => entry.pid !== host.pid),
      stop: () => host.stop(15_000),
      kill: () => host.kill(),
    }
  } catch (error) {
    await host.stop()
    throw error
  }
}

/** Waits until nothing of a host is left; fails naming what is. */
export async function untilNothingLeft(host: WebHost, which: (entry: ProcessEntry) => boolean, timeoutMs: number): Promise<void> {
  let left: ProcessEntry[] = []
  try {
    await until(
      'processes ended',
      async () => {
        left = (await host.children()).filter(which)
        return left.length === 0
      },
      timeoutMs,
    )
  } catch {
    throw new Error(`still running after ${timeoutMs} ms:\n${left.map((entry) => `${entry.pid} ${entry.args.join(' ')}`).join('\n')}`)
  }
}
