import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { electronRuntime } from '../e2e/launchers.ts'
import type { DesktopApp, DesktopOptions } from '../standin/start-app.ts'
import { isOfChromium, processesMarked } from './process-tree.ts'
import { followProcess, startProcess } from './started-process.ts'
import { until } from './until.ts'
import { desktopEnvironment } from './web-host.ts'

const markName = 'TALLY_TEST_RUN'
const startWithinMs = 45_000
const endWithinMs = 20_000

/**
 * Starts the built app in the Electron that the package `electron` names. Playwright is given no path, as it holds the app back until it looks on only then
 * (`-r loader.js`, playwright-core, `Electron.launch`).
 */
export async function startElectron(options: DesktopOptions): Promise<DesktopApp> {
  const mark = randomUUID()
  const app = await _electron.launch({
    args: ['-r', resolve('tests/rig/electron-switches.cjs'), ...commandLine(options)],
    env: environment(options, mark),
    // Chromium does not start as root with its sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
    colorScheme: null,
    timeout: startWithinMs,
  })
  const started = followProcess(app.process(), 'electron')
  const context = app.context()
  const windows = () => context.pages().filter((page) => page.url().startsWith('app://') && !page.url().endsWith('/capture.html'))
  const window = async (): Promise<Page> => {
    await until('there is a window', async () => windows().length > 0, startWithinMs)
    return windows().at(-1) as Page
  }
  try {
    await options.beforeWindows?.(context)
    // Between the start and the line above a window may have opened.
    if (options.beforeWindows !== undefined) await (await window()).reload()
    await window()
  } catch (error) {
    await started.stop()
    throw new Error(`${(error as Error).message}\nstderr: ${started.stderr()}`)
  }
  return {
    process: started,
    context,
    window,
    evaluate: (act, arg) => app.evaluate(act as never, arg) as never,
    children: async () => (await processesMarked(markName, mark)).filter((entry) => entry.pid !== started.pid && !isOfChromium(entry)),
    // A signal asks nobody whether the broadcast may end; on Windows there is none, and it ends at once.
    stop: () => started.stop(endWithinMs),
    kill: () => started.kill(),
  }
}

/** Starts the app once more, as a click on its icon does while it runs, and waits until that has ended by itself. */
export async function startSecondElectron(options: DesktopOptions): Promise<number | NodeJS.Signals> {
  if ('reason' in electronRuntime) throw new Error(electronRuntime.reason)
  const env = { ...environment(options, randomUUID()), ...(process.getuid?.() === 0 ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}) }
  const started = startProcess(electronRuntime.path, commandLine(options), { env })
  const late = setTimeout(() => void started.kill(), startWithinMs)
  const outcome = await started.exited
  clearTimeout(late)
  return outcome
}

const commandLine = ({ dataDir, credentials = 'memory', language = 'en', args = [] }: DesktopOptions): string[] => [
  resolve('.'),
  ...['--data-dir', dataDir, '--credentials', credentials],
  ...(language === null ? [] : ['--lang', language]),
  ...args,
]

function environment({ display, env, switches = [] }: DesktopOptions, mark: string): Record<string, string> {
  const all = desktopEnvironment(display, { TALLY_TEST_SWITCHES: JSON.stringify(switches), ...env, [markName]: mark })
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
