import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../e2e/fixtures.ts'
import type { ControlRoom } from '../e2e/pages/control-room.ts'
import { startWebHost } from '../rig/web-host.ts'
import { startScene } from './start-scene.ts'

const folder = process.env.TALLY_PICTURES_OUT ?? 'docs/images'
/** Until then the numbers of a start have calmed down. */
const calmAfterSeconds = 20

test('one broadcast, as the README shows it', async ({ control, dataDir, page, playwright, launchOptions }) => {
  const scene = await startScene(playwright.chromium, launchOptions)
  const host = await startWebHost({ dataDir, display: scene?.display ?? null })
  try {
    await control.open(host.url)
    await control.seesConnected('rehearsal')
    await control.choosePicture(scene === null ? 'test-pattern' : await control.firstScreen())
    await control.chooseSound('tone')
    await expect(page.getByTestId('level-meter')).toHaveAttribute('data-value', 'good')
    await calmNumbers(page)
    await take(control, 'prepare')
    await page.getByTestId('guide-skip').click()

    await control.startStreaming()
    await control.untilReady()
    await control.goLive()
    await expect(page.getByTestId('return-feed')).toHaveAttribute('data-state', 'playing', { timeout: 30_000 })
    await expect
      .poll(async () => Number(await page.getByTestId('live-time').getAttribute('data-value')), { timeout: 60_000 })
      .toBeGreaterThan(calmAfterSeconds)
    await calmNumbers(page)
    await take(control, 'on-air')
    await control.chooseLanguage('ko')
    await control.chooseTheme('light')
    await calmNumbers(page)
    await take(control, 'on-air-light-ko')
    await control.chooseLanguage('en')
    await control.chooseTheme('dark')

    await control.endLive()
    await control.untilArchived()
    const player = page.getByTestId('vod-player')
    await player.evaluate((video: HTMLVideoElement) => video.play())
    await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(2)
    await take(control, 'after')
  } finally {
    await host.stop()
    await scene?.stop()
  }
})

/** Right after a change, or on a machine that has much else to do, pictures come too slowly or in a burst. */
const calmNumbers = (page: Page) =>
  expect.poll(async () => Math.round(Number(await page.getByTestId('stat-fps').getAttribute('data-value'))), { timeout: 60_000 }).toBe(30)

/** One picture, with nothing half-way and no pointer over anything. */
async function take({ page }: ControlRoom, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}
