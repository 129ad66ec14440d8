import { makeTempDir } from '../../rig/temp-dir.ts'
import { type Desktop, expect, test } from './fixtures.ts'

const minimise = (app: Desktop) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
const isMinimised = (app: Desktop) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())

test('a second start brings the first one to the front, with its link, and ends', async ({ startDesktop, startAgain }) => {
  const app = await startDesktop()
  const { page } = await app.controlRoom()
  await minimise(app)
  expect(await startAgain()).toBe(0)
  await expect.poll(() => isMinimised(app)).toBe(false)
  await minimise(app)
  expect(await startAgain('tally://settings')).toBe(0)
  await expect(page.getByTestId('settings')).toBeVisible()
  expect(await isMinimised(app)).toBe(false)
  await page.getByTestId('settings').press('Escape')
  expect(await startAgain('--', 'tally://tab/events')).toBe(0)
  await expect(page.getByTestId('tab-events')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByTestId('settings')).toHaveCount(0)
})

test('another data folder is another Tally', async ({ startDesktop }) => {
  const app = await startDesktop()
  const folder = await makeTempDir()
  const other = await startDesktop({ dataDir: folder.path, args: ['tally://tab/share'] })
  const { page } = await other.controlRoom()
  await expect(page.getByTestId('tab-share')).toHaveAttribute('aria-selected', 'true')
  await expect((await app.controlRoom()).page.getByTestId('tab-setup')).toHaveAttribute('aria-selected', 'true')
  await other.stop()
  await folder.remove()
})

test('a link to a video room shows it and chooses nothing; one to a stranger says so', async ({ startDesktop, startAgain }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  const { page } = control
  const first = await control.currentRoomId()
  await control.createRoom('Evening prayer')
  const chosen = await control.currentRoomId()
  expect(await startAgain(`tally://room/${first}`)).toBe(0)
  await expect(page.getByTestId('room-link-note')).toHaveAttribute('data-state', 'listed')
  await expect(page.locator(`[data-testid="browser-row"][data-room-id="${first}"]`)).toHaveAttribute('data-linked', 'true')
  await page.keyboard.press('Escape')
  expect(await control.currentRoomId()).toBe(chosen)
  expect(await startAgain('tally://room/987654321')).toBe(0)
  await expect(page.getByTestId('room-link-note')).toHaveAttribute('data-state', 'unknown')
  await page.keyboard.press('Escape')
  await page.reload()
  await control.seesConnected('rehearsal')
  await expect(page.getByTestId('room-browser')).toHaveCount(0)
})

test('a link that asks for more than to show something does nothing', async ({ startDesktop, startAgain }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  const { page } = control
  await control.choosePicture('test-pattern')
  const facts = () =>
    page.evaluate(() => ({
      timeline: document.querySelectorAll('[data-testid="event-row"]').length,
      dialogs: document.querySelectorAll('[role="dialog"], [role="alertdialog"]').length,
      connection: document.querySelector('[data-testid="connection-select"]')?.getAttribute('data-value'),
      session: document.querySelector('[data-testid="session-state"]')?.getAttribute('data-state'),
      theme: document.documentElement.dataset.theme,
      address: location.href,
    }))
  const before = await facts()
  const hostile = [
    'tally://go-live',
    'tally://session/streamStart',
    'tally://connect/https%3A%2F%2Felsewhere.example',
    'tally://settings?theme=light',
    'tally://room/1?select=1',
    'tally://tab/../settings',
    'tally://user:sk_live_0123456789abcdef@settings',
    'tally:javascript:alert(1)',
    `tally://room/${'9'.repeat(5000)}`,
  ]
  for (const url of hostile)
    await app.evaluate(({ app: electronApp }, link) => void electronApp.emit('open-url', { preventDefault: () => {} }, link), url)
  expect(await startAgain('--', 'tally://key/sk_live_0123456789abcdef')).toBe(0)
  expect(await startAgain('--', 'tally://settings', '--data-dir=/etc'), 'no option comes behind a link').toBe(1)
  // A link that is known goes the same way, after all of them.
  expect(await startAgain('tally://tab/states')).toBe(0)
  await expect(page.getByTestId('tab-states')).toHaveAttribute('aria-selected', 'true')
  expect(await facts()).toEqual(before)
  const log = app.process.stderr()
  expect(log.match(/a link that Tally does not know was ignored/g)?.length).toBe(hostile.length + 1)
  expect(log).not.toMatch(/sk_live|elsewhere|go-live/)
})
