import { expect, test } from './fixtures.ts'

test('the app opens its window, which shows the state of the core', async ({ startDesktop }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await expect(control.tally).toHaveAttribute('data-state', 'off')
  expect(
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.webContents.getURL()])),
  ).toEqual([[true, 'app://tally/']])
})
