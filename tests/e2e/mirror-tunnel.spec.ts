import type { Page } from '@playwright/test'
import { startProcess } from '../rig/started-process.ts'
import { expect, test } from './fixtures.ts'
import type { ControlRoom } from './pages/control-room.ts'

// A browser with a window, on the very screen that is captured.
test.use({
  headless: false,
  viewport: null,
  launchOptions: async ({ launchOptions, testScreen }, use) => use({ ...launchOptions, env: { ...process.env, DISPLAY: testScreen.display } }),
})

const tunnel = ({ page }: ControlRoom) => page.locator('[data-testid="picture-note"][data-code="mirror-tunnel"]')

async function moveWindow(page: Page, left: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { windowId } = await session.send('Browser.getWindowForTarget')
  await session.send('Browser.setWindowBounds', { windowId, bounds: { left, top: 40, width: 1000, height: 600 } })
}

test('a page on the screen that it shows is told, until its window is somewhere else, covered, or shows another page', async ({
  startHost,
  control,
  page,
  context,
  testScreen,
}) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  // the test picture shows no screen
  await control.choosePicture('test-pattern')
  await expect(page.getByTestId('picture-note')).toBeHidden()
  await control.choosePicture('screen:0')
  await expect(tunnel(control)).toBeVisible()
  await expect(tunnel(control)).toHaveAttribute('data-level', 'warn')

  await moveWindow(page, 5000)
  await expect(tunnel(control)).toBeHidden()
  await moveWindow(page, 60)
  await expect(tunnel(control)).toBeVisible()

  const cover = startProcess('xterm', ['-geometry', '300x80+0+0', '-e', 'sleep', '600'], { env: { ...process.env, DISPLAY: testScreen.display } })
  await expect(tunnel(control)).toBeHidden()
  await cover.stop(2000)
  await expect(tunnel(control)).toBeVisible()

  // somebody watches from where no window is
  const blank = await context.newPage()
  await blank.bringToFront()
  await expect(tunnel(control)).toBeHidden()
  await page.bringToFront()
  await expect(tunnel(control)).toBeVisible()

  // the window of the terminal alone, then our own
  await page.getByTestId('sources-refresh').click()
  const windowOf = async (title: RegExp) => (await page.locator('option[value^="window:"]', { hasText: title }).first().getAttribute('value')) ?? ''
  await control.choosePicture(await windowOf(/^(?!.*Tally)/))
  await expect(tunnel(control)).toBeHidden()
  await control.choosePicture(await windowOf(/Tally/))
  await expect(tunnel(control)).toBeVisible()
})
