import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserType, LaunchOptions } from '@playwright/test'
import { startProcess } from '../rig/started-process.ts'

/** A display with something presentable on it. */
export type Scene = { readonly display: string; readonly stop: () => Promise<void> }

const size = { width: 1280, height: 720 }
const sceneUrl = `file://${join(dirname(fileURLToPath(import.meta.url)), 'calm-scene.html')}`

/** Shows the scene on an X display of its own; null where there is no Xvfb. */
export async function startScene(chromium: BrowserType, options: LaunchOptions): Promise<Scene | null> {
  if (spawnSync('Xvfb', ['-help']).error !== undefined) return null
  const xServer = startProcess('Xvfb', ['-noreset', '-nolisten', 'tcp', '-displayfd', '1', '-screen', '0', `${size.width}x${size.height}x24`])
  try {
    const [, number] = await xServer.seen(/^(\d+)\n/m, 15_000)
    const display = `:${number}`
    const browser = await chromium.launch({
      ...options,
      headless: false,
      // Without the bar that says a machine is at the wheel.
      ignoreDefaultArgs: ['--enable-automation'],
      args: ['--window-position=0,0', `--window-size=${size.width},${size.height}`],
      env: { ...process.env, DISPLAY: display },
    })
    const page = await browser.newPage({ viewport: null })
    await page.goto(sceneUrl)
    const session = await page.context().newCDPSession(page)
    const { windowId } = await session.send('Browser.getWindowForTarget')
    await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'fullscreen' } })
    await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size)
    return {
      display,
      stop: async () => {
        await browser.close()
        await xServer.stop(2000)
      },
    }
  } catch (error) {
    await xServer.stop(2000)
    throw error
  }
}
