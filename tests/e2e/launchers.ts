import { resolve } from 'node:path'
import { findElectronRuntime } from '../rig/electron-runtime.ts'

/** What runs the app: the web host in a browser; the desktop app in the stand-in for Electron, or in Electron itself. */
export type Launcher = 'web' | 'stand-in' | 'electron'

/** A spec that knows nothing of what runs the app. Those without the tag are about the web host, or lie in `desktop/`. */
export const everyLauncher = '@every-launcher'
/** One that takes the same way on the desktop as a shorter one: there only in the long form. */
export const longOnDesktop = '@long-on-desktop'
/** One whose main path a shorter one takes every time; it says which. */
export const longForm = '@long-form'
/** One that needs neither `/proc` nor an X screen. */
export const anySystem = '@any-system'

export const electronRuntime = findElectronRuntime(resolve('node_modules/electron'), process.env.ELECTRON_OVERRIDE_DIST_PATH)

/** Why a test with these tags does not run here, or null. */
export function whyNot(launcher: Launcher, tags: readonly string[], platform: NodeJS.Platform, all: boolean): string | null {
  if (launcher === 'electron' && 'reason' in electronRuntime) return electronRuntime.reason
  if (platform !== 'linux' && !tags.includes(anySystem)) return 'needs /proc and an X screen of its own: Linux only'
  if (tags.includes(longForm) && !all) return 'long form: npm run test:all'
  if (launcher === 'stand-in' && tags.includes(longOnDesktop) && !all) return 'long form: npm run test:all; the web host runs it every time'
  return null
}
