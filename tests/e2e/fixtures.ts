import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { Snapshot } from '#shared/contract'
import { type CannedHost, startCannedHost } from '../rig/canned-host.ts'
import { installInPages } from '../rig/in-page.ts'
import { type SandboxAlone, startSandboxAlone } from '../rig/sandbox-alone.ts'
import { makeTempDir } from '../rig/temp-dir.ts'
import { noKeyring, startTestKeyring } from '../rig/test-keyring.ts'
import { startTestScreen, type TestScreen } from '../rig/test-screen.ts'
import { startWebHost, type WebHost, type WebHostOptions } from '../rig/web-host.ts'
import { ControlRoom } from './pages/control-room.ts'
import { Face } from './pages/face.ts'

type Rig = {
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

export const test = base.extend<Rig, { readonly testScreen: TestScreen }>({
  testScreen: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
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
