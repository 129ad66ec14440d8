import { mostly } from '../pages/picture-color.ts'
import { type Desktop, expect, test } from './fixtures.ts'

const picked = 'page:desktop-screen'

/** A session of Wayland without X, and a Chromium with a pretended screen and its sound: green, and a short beep about once a second. */
const wayland = {
  display: null,
  env: { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-of-nobody' },
  switches: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
}

const windows = (app: Desktop) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => [window.webContents.getURL(), window.isVisible()]))
const justTheApp = [['app://tally/', true]]
const withCapture = [...justTheApp, ['app://tally/capture.html', false]]

type Picker = { asked: number; choose: boolean }

/** Counts how often the system's picker would open, and lets a test say no. */
const watchPicker = (app: Desktop) =>
  app.evaluate(({ desktopCapturer }) => {
    const picker: Picker = { asked: 0, choose: true }
    const getSources = desktopCapturer.getSources
    Object.assign(globalThis, { picker })
    desktopCapturer.getSources = async (options) => {
      picker.asked += 1
      return picker.choose ? getSources(options) : []
    }
  })
const asked = (app: Desktop) => app.evaluate(() => (globalThis as unknown as { readonly picker: Picker }).picker.asked)
const say = (app: Desktop, choose: boolean) =>
  app.evaluate((_electron, yes) => {
    const { picker } = globalThis as unknown as { readonly picker: Picker }
    picker.choose = yes
  }, choose)

test('a screen that only the system’s picker gives: seen and heard, asked for once, and let go of', async ({ startDesktop }) => {
  const app = await startDesktop(wayland)
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await watchPicker(app)
  const { page } = control
  const option = page.getByTestId('source-screen').locator(`option[value="${picked}"]`)
  await expect(option).toHaveText('Screen or window, as the system asks')
  await expect(page.locator('[data-code="wayland-without-x"]')).toHaveCount(0)
  await expect.poll(() => windows(app)).toEqual(justTheApp)
  expect(await asked(app)).toBe(0)

  await control.choosePicture(picked)
  await expect.poll(() => mostly(page, 'program-monitor'), { timeout: 25_000 }).toBe('green')
  expect(await windows(app)).toEqual(withCapture)
  await page.getByTestId('source-mic').selectOption(picked)
  // the beep is short
  await page.evaluate(() => window.tallyRig.record('level-meter', 'data-value'))
  const levels = () => page.evaluate(() => window.tallyRig.recorded('level-meter', 'data-value').map(({ value }) => value))
  await expect.poll(levels, { timeout: 25_000 }).toContainEqual(expect.stringMatching(/good|loud|clip/))
  expect(await asked(app)).toBe(1)

  await page.getByTestId('source-mic').selectOption('silence')
  await control.choosePicture('test-pattern')
  await expect.poll(() => windows(app), { timeout: 30_000 }).toEqual(justTheApp)
})

test('who says no is not asked again before they choose it again', async ({ startDesktop }) => {
  const app = await startDesktop(wayland)
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await watchPicker(app)
  await say(app, false)
  const { page } = control
  const choice = page.getByTestId('source-screen')
  await control.choosePicture('test-pattern')
  await choice.selectOption(picked)
  await expect.poll(() => asked(app)).toBe(1)
  await expect.poll(() => windows(app)).toEqual(justTheApp)

  await say(app, true)
  await control.choosePicture('test-pattern')
  await expect(choice.locator(`option[value="${picked}"]`)).toBeEnabled()
  await control.choosePicture(picked)
  await expect.poll(() => mostly(page, 'program-monitor'), { timeout: 25_000 }).toBe('green')
  expect(await asked(app)).toBe(2)
})
