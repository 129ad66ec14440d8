import type { HotkeyAct } from '#shared/hotkeys'
import { againWithinMs } from '../../../electron/app/press-twice.ts'
import type { ControlRoom } from '../pages/control-room.ts'
import { type Desktop, expect, test } from './fixtures.ts'

const press = (app: Desktop, keys: string) =>
  app.evaluate((_electron, wanted, { hotkeys, hotkeysSuspended }) => {
    if (!hotkeysSuspended) hotkeys.get(wanted)?.()
  }, keys)
const areResting = (app: Desktop) => app.evaluate((_electron, _nothing, { hotkeysSuspended }) => hotkeysSuspended)
const held = (app: Desktop) => app.evaluate((_electron, _nothing, { hotkeys }) => [...hotkeys.keys()])

const row = ({ page }: ControlRoom, act: HotkeyAct) => page.locator(`[data-testid="hotkey-row"][data-value="${act}"]`)

async function chooseKeys(control: ControlRoom, act: HotkeyAct, keys: string): Promise<void> {
  await row(control, act).getByTestId('hotkey-choose').click()
  await control.page.keyboard.press(keys)
}

test('keys that work everywhere: chosen, refused, and let go of', async ({ startDesktop }) => {
  const app = await startDesktop({ env: { XDG_SESSION_TYPE: 'wayland' } })
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await app.evaluate((_electron, _nothing, { takenKeys }) => void takenKeys.add('F9'))
  await control.page.getByTestId('settings-open').click()
  await expect(control.page.getByText('This session runs on Wayland')).toBeVisible()
  expect(await held(app)).toEqual([])

  await chooseKeys(control, 'mute', 'Control+Alt+KeyM')
  await expect(row(control, 'mute')).toHaveAttribute('data-state', 'set')
  await chooseKeys(control, 'be-right-back', 'F9')
  await expect(row(control, 'be-right-back')).toHaveAttribute('data-state', 'taken')
  await chooseKeys(control, 'end', 'Control+Alt+KeyM')
  await expect(row(control, 'end')).toHaveAttribute('data-state', 'duplicate')
  expect(await held(app)).toEqual(['Control+Alt+M'])

  // what every program needs is not taken; Escape calls it off and leaves the window open
  await chooseKeys(control, 'end', 'Control+KeyC')
  await expect(row(control, 'end')).toContainText('Other programs need that key')
  // meanwhile, the keys that are chosen already do nothing
  await expect.poll(() => areResting(app)).toBe(true)
  await control.page.keyboard.press('Escape')
  await expect(row(control, 'end')).toHaveAttribute('data-state', 'duplicate')
  await expect.poll(() => areResting(app)).toBe(false)

  await row(control, 'mute').getByTestId('hotkey-remove').click()
  await expect(row(control, 'mute')).toHaveAttribute('data-state', 'unset')
  await expect(row(control, 'end')).toHaveAttribute('data-state', 'set')
  expect(await held(app)).toEqual(['Control+Alt+M'])
})

test('keys end a rehearsal that is hidden, after two presses and never after one', async ({ startDesktop }) => {
  test.setTimeout(180_000)
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await control.page.getByTestId('settings-open').click()
  await chooseKeys(control, 'mute', 'F8')
  await chooseKeys(control, 'end', 'F9')
  await expect(row(control, 'end')).toHaveAttribute('data-state', 'set')
  await control.page.keyboard.press('Escape')
  await control.choosePicture('test-pattern')
  await control.chooseSound('tone')
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  await expect(control.page.getByTestId('end-live')).toBeEnabled({ timeout: 25_000 })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())

  await press(app, 'F8')
  await expect(control.page.getByTestId('mic-mute')).toHaveAttribute('data-state', 'muted')
  const messages = () => app.evaluate((_electron, _nothing, desk) => desk.messages.map(({ title }) => title))
  await press(app, 'F9')
  const pressedAt = Date.now()
  await expect.poll(messages).toEqual(['End the broadcast?'])
  // the first press is forgotten by then
  await expect.poll(() => Date.now() - pressedAt).toBeGreaterThan(againWithinMs)
  await expect(control.session).toHaveAttribute('data-state', 'live')
  await app.evaluate((_electron, _nothing, { hotkeys }) => {
    for (const _ of [1, 2]) hotkeys.get('F9')?.()
  })
  await expect(control.room).toHaveAttribute('data-state', /^(ENDED|ARCHIVED)$/, { timeout: 25_000 })
})
