import { installInPages } from '../../rig/in-page.ts'
import { type DesktopApp, type DesktopOptions, startSecond, startStandIn } from '../../standin/start-app.ts'
import { test as base } from '../fixtures.ts'
import { ControlRoom } from '../pages/control-room.ts'

export type Desktop = DesktopApp & {
  /** The newest window of the app, as a person uses it. */
  readonly controlRoom: () => Promise<ControlRoom>
}

type DesktopRig = {
  /** Starts the desktop app on the test screen and the test's data dir. Ended with the test. */
  readonly startDesktop: (options?: Partial<DesktopOptions>) => Promise<Desktop>
  /** Starts it once more on the same data dir, and waits for its end. Gives the exit code. */
  readonly startAgain: (...args: readonly string[]) => Promise<number | NodeJS.Signals>
}

export const test = base.extend<DesktopRig>({
  startDesktop: async ({ testScreen, dataDir }, use, testInfo) => {
    const apps: DesktopApp[] = []
    await use(async (options) => {
      const app = await startStandIn({ dataDir, display: testScreen.display, beforeWindows: installInPages, ...options })
      apps.push(app)
      const controlRoom = async () => {
        const room = new ControlRoom(await app.window())
        await room.seesTally()
        return room
      }
      return { ...app, controlRoom }
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

  startAgain: async ({ testScreen, dataDir }, use) => {
    await use((...args) => startSecond({ dataDir, display: testScreen.display, args }))
  },
})

export { expect } from '../fixtures.ts'
