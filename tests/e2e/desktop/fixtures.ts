import { startSecondElectron } from '../../rig/start-electron.ts'
import { startSecond } from '../../standin/start-app.ts'
import { test as base } from '../fixtures.ts'

// The specs of this folder run twice: project `desktop` starts the app in the stand-in for Electron, project `electron` in Electron.
type DesktopRig = {
  /** Starts the app once more on the same data dir, and waits for its end. Gives the exit code. */
  readonly startAgain: (...args: readonly string[]) => Promise<number | NodeJS.Signals>
}

export const test = base.extend<DesktopRig>({
  startAgain: async ({ launcher, testScreen, dataDir }, use) => {
    const startOther = launcher === 'electron' ? startSecondElectron : startSecond
    await use((...args) => startOther({ dataDir, display: testScreen.display, args }))
  },
})

export { type Desktop, expect } from '../fixtures.ts'
