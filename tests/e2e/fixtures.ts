import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test'
import type { Snapshot } from '#shared/contract'
import { type CannedHost, startCannedHost } from '../rig/canned-host.ts'
import { hearBridge } from '../rig/contract-client.ts'
import { type Overheard, overhear } from '../rig/find-secrets.ts'
import { installInPages } from '../rig/in-page.ts'
import type { ProcessEntry } from '../rig/process-tree.ts'
import { type SandboxAlone, startSandboxAlone } from '../rig/sandbox-alone.ts'
import { startElectron } from '../rig/start-electron.ts'
import type { StartedProcess } from '../rig/started-process.ts'
import { makeTempDir } from '../rig/temp-dir.ts'
import { noKeyring, startTestKeyring } from '../rig/test-keyring.ts'
import { startTestScreen, type TestScreen } from '../rig/test-screen.ts'
import { startWebHost, type WebHost, type WebHostOptions } from '../rig/web-host.ts'
import { type DesktopApp, type DesktopOptions, startStandIn } from '../standin/start-app.ts'
import { type Launcher, whyNot } from './launchers.ts'
import { ControlRoom } from './pages/control-room.ts'
import { Face } from './pages/face.ts'

export type LauncherOption = { readonly launcher: Launcher }

export type Desktop = DesktopApp & {
  /** The newest window of the app, as a person uses it. */
  readonly controlRoom: () => Promise<ControlRoom>
}

/** Tally, running and shown, whatever runs it. */
export type Tally = {
  readonly control: ControlRoom
  readonly page: Page
  readonly process: StartedProcess
  /** Every process that it started and that still runs, orphans too, without windows. */
  readonly children: () => Promise<ProcessEntry[]>
  readonly stop: () => Promise<number | NodeJS.Signals>
  readonly kill: () => Promise<void>
  /** All that reached the page, where `overheard` asked for it. */
  readonly traffic: Overheard
}

export type TallyOptions = Pick<DesktopOptions, 'language' | 'credentials' | 'env'> & {
  readonly display?: string | null
  readonly overheard?: boolean
}

type Rig = {
  /** Skips what cannot run here before anything is started for it. */
  readonly runsHere: undefined
  /** Starts Tally as the project's launcher does, on the test screen and the test's data dir, and opens its page. Ended with the test. */
  readonly tally: { readonly start: (options?: TallyOptions) => Promise<Tally> }
  /** Starts the desktop app, in the stand-in for Electron or in Electron as the project says, on the test screen and the test's data dir. Ended with the test. */
  readonly startDesktop: (options?: Partial<DesktopOptions>) => Promise<Desktop>
  /** A fresh data dir; its logs are kept when the test fails. */
  readonly dataDir: string
  /** Starts a host on the test screen and the test's data dir. Ended with the test. */
  readonly startHost: (options?: Partial<WebHostOptions>) => Promise<WebHost>
  /** Starts a FlipFlop Cloud of its own. Ended with the test. */
  readonly startSandbox: () => Promise<SandboxAlone>
  /** The options of a host whose secrets lie in a real, unlocked keyring. */
  readonly withKeychain: Pick<WebHostOptions, 'credentials' | 'env'>
  /** Tally in a browser, not yet opened. */
  readonly control: ControlRoom
  /** Opens the page in front of a canned host, which is ended with the test. */
  readonly openFace: (first: Snapshot, world?: { readonly stopped?: boolean }) => Promise<Face>
}

type WorkerRig = LauncherOption & {
  /** Nowhere but on Linux; what needs it is skipped elsewhere. */
  readonly testScreen: Pick<TestScreen, 'display'>
  /** A browser for the pages of web hosts, opened with the first of them. */
  readonly openBrowser: () => Promise<Browser>
}

const unheard: Overheard = {
  holding: () => Promise.reject(new Error('nobody listened: `overheard` was not asked for')),
  note: () => {},
}

export const test = base.extend<Rig, WorkerRig>({
  launcher: ['web', { option: true, scope: 'worker' }],

  runsHere: [
    async ({ launcher }, use, testInfo) => {
      const reason = whyNot(launcher, testInfo.tags, process.platform, process.env.TALLY_TEST_ALL !== undefined)
      testInfo.skip(reason !== null, reason ?? '')
      await use(undefined)
    },
    { auto: true },
  ],

  openBrowser: [
    async ({ playwright }, use) => {
      let browser: Promise<Browser> | null = null
      await use(() => {
        browser ??= playwright.chromium.launch()
        return browser
      })
      await (await (browser as Promise<Browser> | null))?.close()
    },
    { scope: 'worker' },
  ],

  tally: async ({ launcher, startHost, startDesktop, openBrowser }, use) => {
    const contexts: BrowserContext[] = []
    const startInBrowser = async ({ overheard, ...options }: TallyOptions): Promise<Tally> => {
      const host = await startHost(options)
      const context = await (await openBrowser()).newContext()
      contexts.push(context)
      await installInPages(context)
      const page = await context.newPage()
      const traffic = overheard ? overhear(page) : unheard
      const control = new ControlRoom(page)
      await control.open(host.url)
      return { ...host, control, page, traffic }
    }
    const startOnDesktop = async ({ overheard, ...options }: TallyOptions): Promise<Tally> => {
      const app = await startDesktop(options)
      const control = await app.controlRoom()
      const { page } = control
      const traffic = overheard ? overhear(page) : unheard
      if (overheard) await hearBridge(page, (text) => traffic.note('bridge', text))
      return { ...app, control, page, traffic }
    }
    await use({ start: (options = {}) => (launcher === 'web' ? startInBrowser(options) : startOnDesktop(options)) })
    for (const context of contexts) await context.close()
  },

  startDesktop: async ({ launcher, testScreen, dataDir }, use, testInfo) => {
    const startApp = launcher === 'electron' ? startElectron : startStandIn
    const apps: DesktopApp[] = []
    await use(async (options) => {
      const pretended = launcher === 'electron' && (options?.platform !== undefined || options?.without !== undefined)
      testInfo.skip(pretended, 'pretends another desktop than this one: only in the stand-in')
      const app = await startApp({ dataDir, display: testScreen.display, beforeWindows: installInPages, ...options })
      apps.push(app)
      const controlRoom = async () => {
        const room = new ControlRoom(await app.window())
        await room.seesTally()
        return room
      }
      const evaluate: Desktop['evaluate'] = (act, arg) => {
        testInfo.skip(launcher === 'electron' && act.length > 2, 'looks at what lies around the windows: only in the stand-in')
        return app.evaluate(act, arg)
      }
      return { ...app, evaluate, controlRoom }
    })
    for (const app of apps) {
      const isFailed = testInfo.status !== testInfo.expectedStatus
      if (isFailed) {
        for (const [index, page] of app.context.pages().entries()) {
          const body = await page.screenshot({ timeout: 5000 }).catch(() => null)
          if (body !== null) await testInfo.attach(`window ${index}`, { body, contentType: 'image/png' })
        }
      }
      await app.stop()
      if (isFailed) await testInfo.attach('app stderr', { body: app.process.stderr(), contentType: 'text/plain' })
    }
  },

  testScreen: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
      if (process.platform !== 'linux') return use({ display: '' })
      const screen = await startTestScreen()
      await use(screen)
      await screen.stop()
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  dataDir: async ({}, use, testInfo) => {
    const dir = await makeTempDir()
    await use(dir.path)
    if (testInfo.status !== testInfo.expectedStatus) {
      await cp(join(dir.path, 'logs'), testInfo.outputPath('logs'), { recursive: true }).catch(() => {})
    }
    await dir.remove()
  },

  startHost: async ({ testScreen, dataDir }, use, testInfo) => {
    const hosts: WebHost[] = []
    await use(async (options) => {
      const host = await startWebHost({ dataDir, display: testScreen.display, ...options })
      hosts.push(host)
      return host
    })
    for (const host of hosts) {
      await host.stop()
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach('host stderr', { body: host.process.stderr(), contentType: 'text/plain' })
    }
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  startSandbox: async ({}, use, testInfo) => {
    const folders: Awaited<ReturnType<typeof makeTempDir>>[] = []
    const sandboxes: SandboxAlone[] = []
    await use(async () => {
      const folder = await makeTempDir('cloud')
      folders.push(folder)
      const sandbox = await startSandboxAlone(folder.path)
      sandboxes.push(sandbox)
      return sandbox
    })
    for (const sandbox of sandboxes) {
      await sandbox.stop()
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('sandbox stderr', { body: sandbox.process.stderr(), contentType: 'text/plain' })
      }
    }
    for (const { remove } of folders) await remove()
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  withKeychain: async ({}, use, testInfo) => {
    testInfo.skip(noKeyring !== null, noKeyring ?? '')
    const keyring = await startTestKeyring()
    const { HOME = '', XDG_RUNTIME_DIR = '', DBUS_SESSION_BUS_ADDRESS = '' } = keyring.env
    await use({ credentials: 'keychain', env: { HOME, XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS } })
    await keyring.stop()
  },

  control: async ({ context, page }, use) => {
    await installInPages(context)
    await use(new ControlRoom(page))
  },

  openFace: async ({ page }, use) => {
    const hosts: CannedHost[] = []
    await use(async (first, world) => {
      const host = await startCannedHost(first)
      hosts.push(host)
      const face = new Face(page, host, first)
      await face.open(world)
      return face
    })
    for (const host of hosts) await host.stop()
  },
})

export { expect } from '@playwright/test'
