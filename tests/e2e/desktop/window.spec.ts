import { anySystem } from '../launchers.ts'
import { type Desktop, expect, test } from './fixtures.ts'

test('the app opens its window, which shows the state of the core', { tag: anySystem }, async ({ startDesktop }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await expect(control.tally).toHaveAttribute('data-state', 'off')
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.webContents.getURL()])))
    .toEqual([[true, 'app://tally/']])
})

const place = (app: Desktop) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return window && { ...window.getNormalBounds(), maximized: window.isMaximized() }
  })

test('the window comes back where it was, if that can still be seen, unless a size is asked for', async ({ startDesktop, launcher }) => {
  test.skip(launcher === 'electron', 'the screens of another computer: only in the stand-in')
  const screens = (...areas: readonly object[]) => ({ env: { TALLY_STAND_IN_SCREENS: JSON.stringify(areas) } })
  const main = { x: 0, y: 0, width: 1920, height: 1080 }
  const right = { x: 1920, y: 0, width: 2560, height: 1440 }
  const usual = { x: 320, y: 140, width: 1280, height: 800, maximized: false }
  const moved = { x: 2100, y: 200, width: 1500, height: 900 }

  const first = await startDesktop(screens(main, right))
  await first.controlRoom()
  expect(await place(first)).toEqual(usual)
  await first.evaluate(({ BrowserWindow }, bounds) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setBounds({ x: 1, y: 1 })
    window?.setBounds(bounds)
    window?.maximize()
  }, moved)
  expect(await first.stop()).toBe(0)

  const second = await startDesktop(screens(main, right))
  await second.controlRoom()
  await expect.poll(() => place(second)).toEqual({ ...moved, maximized: true })
  expect(await second.stop()).toBe(0)

  const third = await startDesktop({ ...screens(main, right), args: ['--window', '1000x700'] })
  await third.controlRoom()
  expect(await place(third)).toMatchObject({ width: 1000, height: 700, maximized: false })
  expect(await third.stop()).toBe(0)

  const fourth = await startDesktop(screens(main))
  await fourth.controlRoom()
  expect(await place(fourth), 'its screen is gone').toEqual(usual)
})

test('language and theme are the system’s until somebody chooses, and then what the system draws follows', async ({ startDesktop, launcher }) => {
  test.skip(launcher === 'electron', 'a system in another language: only in the stand-in')
  const app = await startDesktop({ language: null, env: { TALLY_STAND_IN_LANGUAGES: 'fr-FR,ko-KR,en-US' } })
  const control = await app.controlRoom()
  await expect(control.page.locator('html')).toHaveAttribute('lang', 'ko')
  const themeSource = () => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
  await control.chooseTheme('light')
  await expect.poll(themeSource).toBe('light')
  await control.chooseTheme('contrast')
  await expect.poll(themeSource).toBe('dark')
  await control.chooseLanguage('en')
})
