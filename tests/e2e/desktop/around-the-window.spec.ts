import { type Desktop, expect, test } from './fixtures.ts'

/** What a person sees around the window: the picture in the tray by its name, what it says, and the lines of its menu with their marks. */
const around = (app: Desktop) =>
  app.evaluate((_electron, _nothing, { tray, messages, flashing, badge }) => ({
    lamp: tray?.image.split('/').at(-1)?.replace('.png', '') ?? null,
    says: tray?.toolTip ?? '',
    menu: tray?.menu.map(({ label, checked, enabled }) => `${checked ? '✓ ' : ''}${label}${enabled ? '' : ' –'}`) ?? [],
    messages: messages.map(({ title, body }) => `${title}: ${body}`),
    flashing,
    badge,
  }))

const choose = (app: Desktop, id: string) =>
  app.evaluate((_electron, wanted, { tray }) => tray?.menu.find((line) => line.id === wanted)?.choose(), id)

const look = (app: Desktop, how: 'hide' | 'blur' | 'focus') =>
  app.evaluate(({ BrowserWindow }, act) => BrowserWindow.getAllWindows()[0]?.[act](), how)

const isInFront = (app: Desktop) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.isFocused()])[0])

test('a broadcast seen from the tray, with the window hidden', async ({ startDesktop }) => {
  test.setTimeout(180_000)
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await expect.poll(() => around(app)).toMatchObject({ lamp: 'off', says: 'Tally: Off air', messages: [] })
  await control.choosePicture('test-pattern')
  await control.chooseSound('tone')
  await control.startStreaming()
  await control.untilReady()
  await expect.poll(() => around(app)).toMatchObject({ lamp: 'preview', says: 'Tally: Preview' })

  // muted and shown away from the tray, as it is on the page
  await choose(app, 'mute')
  await expect(control.page.getByTestId('mic-mute')).toHaveAttribute('data-state', 'muted')
  await expect.poll(async () => (await around(app)).menu).toContain('✓ Mute microphone')
  await choose(app, 'mute')
  await expect(control.page.getByTestId('mic-mute')).toHaveAttribute('data-state', 'on')
  await choose(app, 'be-right-back')
  await expect(control.page.getByTestId('scene-select')).toHaveAttribute('data-value', 'slate')
  await expect.poll(async () => (await around(app)).menu).toContain('✓ Be right back')
  await choose(app, 'be-right-back')
  await expect(control.page.getByTestId('scene-select')).toHaveAttribute('data-value', 'screen')

  // seen on the page: no message
  await control.goLive()
  await expect.poll(() => around(app)).toMatchObject({ lamp: 'rehearsal', messages: [] })
  await expect.poll(async () => (await around(app)).says).toMatch(/^Tally: Rehearsal 0:\d\d$/)

  // the tray leads to the control that is held, and ends nothing
  await expect(control.page.getByTestId('end-live')).toBeEnabled({ timeout: 25_000 })
  await look(app, 'hide')
  await choose(app, 'end')
  expect(await isInFront(app)).toEqual([true, true])
  await expect(control.page.getByTestId('end-live')).toBeFocused()
  await expect(control.session).toHaveAttribute('data-state', 'live')

  // ended while nobody looks: one message, which leads to the recording
  await look(app, 'hide')
  await control.endLive()
  await control.untilArchived()
  await expect.poll(() => around(app)).toMatchObject({ lamp: 'off' })
  await expect.poll(async () => (await around(app)).messages).toEqual([expect.stringMatching(/^Your recording is ready: /)])
  await app.evaluate((_electron, _nothing, { messages }) => messages[0]?.click())
  expect(await isInFront(app)).toEqual([true, true])
  await expect(control.page.getByTestId('tab-share')).toHaveAttribute('aria-selected', 'true')
})

test('a desktop without a tray and without messages: the app goes on, and its menus speak the language of the page', async ({ startDesktop }) => {
  const app = await startDesktop({ without: ['tray', 'messages'] })
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  expect((await around(app)).lamp).toBeNull()
  const menuBar = () => app.evaluate((_electron, _nothing, desk) => desk.menuBar.map(({ label }) => label))
  expect(await menuBar()).toEqual(['Edit', 'View', 'Help'])
  await control.chooseLanguage('ko')
  await expect.poll(menuBar).toEqual(['편집', '보기', '도움말'])
  await app.evaluate((_electron, _nothing, { menuBar: bar }) =>
    bar
      .at(-1)
      ?.submenu.find(({ id }) => id === 'logs')
      ?.choose(),
  )
  await expect.poll(() => app.evaluate((_electron, _nothing, desk) => desk.opened)).toEqual([expect.stringMatching(/[\\/]logs$/)])
})
