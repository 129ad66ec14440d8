import { findViolations } from '../rig/axe.ts'
import { expect, test } from './fixtures.ts'
import { everyLauncher } from './launchers.ts'

// A trace would write down the whole of axe.
test.use({ trace: 'off' })

test('on air, scenes, sounds, settings and rooms are operated, and the page passes axe', { tag: everyLauncher }, async ({ tally }) => {
  const { control, page } = await tally.start()
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.chooseSound('tone')
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  await expect(page.getByTestId('phase')).toHaveAttribute('data-value', 'on-air')

  await test.step('another scene is on air with one key, and the first again with another', async () => {
    const scenes = page.getByTestId('scene-select')
    const before = (await scenes.getAttribute('data-value')) ?? ''
    await page.getByTestId('scene-option').filter({ hasText: 'Be right back' }).click()
    await expect(scenes).toHaveAttribute('data-value', 'slate')
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('1')
    await expect(scenes).not.toHaveAttribute('data-value', 'slate')
    await page.locator(`[data-testid="scene-option"][data-value="${before}"]`).click()
    await expect(scenes).toHaveAttribute('data-value', before)
  })

  await test.step('a sound is set softer, muted and heard again', async () => {
    await control.openTab('setup')
    const level = page.getByTestId('sound-channel').first().getByTestId('channel-level')
    await level.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await expect(level).not.toHaveAttribute('data-value', '0')
    const mute = page.getByTestId('mic-mute')
    await mute.click()
    await expect(mute).toHaveAttribute('aria-pressed', 'true')
    await mute.click()
    await expect(mute).toHaveAttribute('aria-pressed', 'false')
  })

  await test.step('a setting counts at once, and is still there after the page was loaded anew', async () => {
    await page.getByTestId('settings-open').click()
    await page.getByTestId('settings-countdown').locator('.segment').nth(1).click()
    await expect(page.getByTestId('settings-countdown')).not.toHaveAttribute('data-value', '0')
    const chosen = (await page.getByTestId('settings-countdown').getAttribute('data-value')) ?? ''
    await page.keyboard.press('Escape')
    await page.reload()
    await control.untilOnAir()
    await page.getByTestId('settings-open').click()
    await expect(page.getByTestId('settings-countdown')).toHaveAttribute('data-value', chosen)
    await page.keyboard.press('Escape')
  })

  await test.step('a room is planned, found, renamed and deleted', async () => {
    const browser = await control.openRoomBrowser()
    await page.getByTestId('room-new').click()
    await page.getByTestId('room-edit-title').fill('가을 신상품')
    await page.getByTestId('room-when').getByText('Later').click()
    await browser.plan('2031-10-25T18:30')
    await browser.save()
    await browser.search('가을', 1)
    const id = (await browser.rows.first().getAttribute('data-room-id')) ?? ''
    await browser.edit(id)
    await page.getByTestId('room-edit-title').fill('가을 신상품, 다시')
    await browser.save()
    await expect(browser.row(id)).toContainText('가을 신상품, 다시')
    await browser.delete(id)
    await browser.window.getByRole('button', { name: 'Close' }).click()
    await expect(browser.window).toBeHidden()
  })

  expect(await findViolations(page)).toEqual([])
  await control.untilOnAir()
  await control.endLive()
})
