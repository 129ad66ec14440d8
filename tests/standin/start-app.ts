import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import type Electron from 'electron'
import { bundleForNode } from '../integration/bundle-for-node.ts'
import { isOfChromium, type ProcessEntry, processesMarked } from '../rig/process-tree.ts'
import { type StartedProcess, startProcess } from '../rig/started-process.ts'
import { makeTempDir } from '../rig/temp-dir.ts'
import { until } from '../rig/until.ts'
import { desktopEnvironment } from '../rig/web-host.ts'
import type { Desk } from './electron/desk.ts'
import type { LauncherAsk, LauncherTell } from './launcher-messages.ts'

/** The desktop app, running: in Electron, or in the stand-in for it. */
export type DesktopApp = {
  readonly process: StartedProcess
  readonly context: BrowserContext
  /** The window of the app that was opened last and is still there. */
  readonly window: () => Promise<Page>
  /** Runs a function in the main process, with what `electron` exports there, and what there is around the app’s windows. It sees nothing of the test. */
  readonly evaluate: <A, R>(act: (electron: typeof Electron, arg: A, desk: Desk) => R | Promise<R>, arg?: A) => Promise<R>
  /** Every process that it started and that still runs, orphans too, without its windows. */
  readonly children: () => Promise<ProcessEntry[]>
  readonly stop: () => Promise<number | NodeJS.Signals>
  readonly kill: () => Promise<void>
}

export type DesktopOptions = {
  readonly dataDir: string
  /** `:7`, or null for a machine without a screen. */
  readonly display: string | null
  /** Null leaves it to the system. */
  readonly language?: 'en' | 'ko' | null
  /** Of its command line, besides those that the other options make. */
  readonly args?: readonly string[]
  /** Another system, for what the main process itself asks. */
  readonly platform?: 'darwin' | 'win32'
  /** What this desktop does not have. */
  readonly without?: readonly ('tray' | 'messages')[]
  readonly credentials?: 'memory' | 'keychain'
  readonly env?: Readonly<Record<string, string>>
  /** Of Chromium, for its pretended devices. */
  readonly switches?: readonly string[]
  /** Called before the first window opens. */
  readonly beforeWindows?: (context: BrowserContext) => Promise<void>
}

const startWithinMs = 45_000
const markName = 'TALLY_TEST_RUN'

let bundle: Promise<string> | null = null

/** Starts the built app in the stand-in, and waits for its first window. */
export async function startStandIn(options: DesktopOptions): Promise<DesktopApp> {
  const mark = randomUUID()
  const profile = await makeTempDir('profile')
  const started = await launch(options, profile.path, mark)
  let browser: Browser | null = null
  try {
    const endpoint = await chromiumOf(started)
    browser = await chromium.connectOverCDP(endpoint)
    const [context] = browser.contexts()
    if (context === undefined) throw new Error('Chromium has no context')
    await options.beforeWindows?.(context)
    ask(started, { kind: 'go' })
    await until('a window opens', async () => windowsOf(context).length > 0, startWithinMs)
    const connected = browser
    return {
      process: started,
      context,
      window: async () => {
        await until('there is a window', async () => windowsOf(context).length > 0, startWithinMs)
        return windowsOf(context).at(-1) as Page
      },
      evaluate: (act, arg) => evaluate(started, act.toString(), arg) as never,
      children: async () => (await processesMarked(markName, mark)).filter((entry) => entry.pid !== started.pid && !isOfChromium(entry)),
      stop: async () => {
        await connected.close().catch(() => {})
        const outcome = await started.stop(20_000)
        await profile.remove()
        return outcome
      },
      kill: async () => {
        await started.kill()
        await connected.close().catch(() => {})
        // Chromium ends by itself, as the other end of its pipe is gone
        await until('Chromium has ended', async () => (await processesMarked(markName, mark)).every((entry) => !isOfChromium(entry)), 30_000)
      },
    }
  } catch (error) {
    await browser?.close().catch(() => {})
    await started.stop()
    await profile.remove()
    throw new Error(`${(error as Error).message}\nstderr: ${started.stderr()}`)
  }
}

/** Starts the app once more, as a click on its icon or on a link does while it runs, and waits until that has ended by itself. */
export async function startSecond(options: DesktopOptions): Promise<number | NodeJS.Signals> {
  const profile = await makeTempDir('profile')
  const started = await launch(options, profile.path, randomUUID())
  ask(started, { kind: 'go' })
  const timer = setTimeout(() => void started.kill(), startWithinMs)
  const outcome = await started.exited
  clearTimeout(timer)
  await profile.remove()
  return outcome
}

async function launch(options: DesktopOptions, profile: string, mark: string): Promise<StartedProcess> {
  bundle ??= bundleForNode('tests/standin/launcher.ts')
  const language = options.language === null ? [] : ['--lang', options.language ?? 'en']
  const args = ['--data-dir', options.dataDir, '--credentials', options.credentials ?? 'memory', ...language, ...(options.args ?? [])]
  return startProcess(process.execPath, [await bundle, resolve('out/main/main.js'), ...args], {
    env: desktopEnvironment(options.display, {
      TALLY_STAND_IN_PROFILE: profile,
      TALLY_STAND_IN_SWITCHES: JSON.stringify(options.switches ?? []),
      ...(options.platform === undefined ? {} : { TALLY_STAND_IN_PLATFORM: options.platform }),
      TALLY_STAND_IN_WITHOUT: (options.without ?? []).join(),
      ...options.env,
      [markName]: mark,
    }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
}

/** Hidden ones, which only capture, left out. */
const windowsOf = (context: BrowserContext): Page[] =>
  context.pages().filter((page) => page.url().startsWith('https://') && !page.url().endsWith('/capture.html'))

const ask = (started: StartedProcess, message: LauncherAsk) => void started.child.send(message)

function chromiumOf(started: StartedProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the app did not start')), startWithinMs)
    started.child.on('message', (message: LauncherTell) => {
      if (message.kind !== 'chromium') return
      clearTimeout(timer)
      resolve(message.endpoint)
    })
    void started.exited.then((outcome) => {
      clearTimeout(timer)
      reject(new Error(`the app ended with ${outcome}`))
    })
  })
}

let lastId = 0

function evaluate(started: StartedProcess, text: string, arg: unknown): Promise<unknown> {
  lastId += 1
  const id = lastId
  return new Promise((resolve, reject) => {
    const hear = (message: LauncherTell) => {
      if (message.kind === 'chromium' || message.id !== id) return
      started.child.off('message', hear)
      if (message.kind === 'evaluated') resolve(message.value)
      else reject(new Error(message.message))
    }
    started.child.on('message', hear)
    void started.exited.then(() => reject(new Error('the app has ended')))
    ask(started, { kind: 'evaluate', id, text, arg })
  })
}
