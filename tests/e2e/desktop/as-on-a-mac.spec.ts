import { type Desktop, expect, test } from './fixtures.ts'

/** The system that the main process is told of; what captures and encodes stays where it is. */
const mac = { platform: 'darwin' } as const

const isHidden = (app: Desktop) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isContentProtected())

test('what only a Mac has: its menu bar, a window that hides, and a badge', async ({ startDesktop }) => {
  const app = await startDesktop(mac)
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  expect(await app.evaluate((_electron, _nothing, { menuBar }) => menuBar.map(({ label }) => label))).toEqual([
    'Tally',
    'Edit',
    'View',
    'Window',
    'Help',
  ])
  const { page } = control
  await page.getByTestId('settings-open').click()
  expect(await isHidden(app)).toBe(false)
  await page.getByTestId('settings-hide-window').click()
  await expect.poll(() => isHidden(app)).toBe(true)
  await page.getByTestId('settings-hide-window').click()
  await expect.poll(() => isHidden(app)).toBe(false)
  expect(await app.evaluate((_electron, _nothing, { badge }) => badge)).toBe('')
})

test('the permissions of a Mac: told, and changed where they are', async ({ startDesktop }) => {
  const app = await startDesktop(mac)
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  const { page } = control
  await app.evaluate(({ BrowserWindow }, _nothing, { mediaAccess }) => {
    mediaAccess.set('screen', 'denied')
    mediaAccess.set('microphone', 'not-determined')
    const [window] = BrowserWindow.getAllWindows()
    window?.blur()
    window?.focus()
  })
  await page.getByTestId('settings-open').click()
  const row = (kind: string) => page.locator(`[data-testid="privacy-row"][data-value="${kind}"]`)
  await expect(row('camera')).toHaveAttribute('data-state', 'allowed')
  await expect(row('microphone')).toHaveAttribute('data-state', 'not-asked')
  await expect(row('screen')).toHaveAttribute('data-state', 'refused')
  expect(await app.evaluate((_electron, _nothing, { asked }) => asked)).toEqual([])
  await row('screen').getByTestId('privacy-open').click()
  await expect
    .poll(() => app.evaluate((_electron, _nothing, { opened }) => opened))
    .toEqual(['x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture'])
})
