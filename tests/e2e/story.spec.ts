import { expect, test } from './fixtures.ts'
import { everyLauncher, longOnDesktop } from './launchers.ts'
import { Keyboard } from './pages/keyboard.ts'

test('a first rehearsal in Korean, with nothing but the keyboard', { tag: [everyLauncher, longOnDesktop] }, async ({ tally }) => {
  test.setTimeout(180_000)
  const { control, page } = await tally.start({ language: 'ko' })
  const keyboard = new Keyboard(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await control.seesConnected('rehearsal')
  await expect(page.getByTestId('guide')).toBeVisible()
  await expect(control.tally).toContainText('방송 중 아님')
  await control.rememberStates()

  await test.step('prepares', async () => {
    await keyboard.press('show-screen')
    await expect(page.getByTestId('program-monitor')).toHaveAttribute('data-state', 'on', { timeout: 25_000 })
    await keyboard.choose('source-mic', 'tone')
    await expect(page.getByTestId('phase')).toHaveAttribute('data-value', 'prepare')
    for (const check of ['connection', 'room', 'picture', 'shape', 'sound'])
      await expect(page.locator(`[data-testid="checklist-item"][data-code="${check}"]`)).toHaveAttribute('data-level', 'good')
  })

  await test.step('previews', async () => {
    await keyboard.press('stream-start', 'Space')
    await control.untilReady()
    await expect(page.getByTestId('phase')).toHaveAttribute('data-value', 'preview')
    await control.untilCounterShows('returnFeed')
    await expect(page).toHaveTitle(/^미리보기/)
    await expect(page.getByTestId('announcer-polite')).toContainText('나만 볼 수 있습니다')
  })

  await test.step('goes on air', async () => {
    await keyboard.hold('go-live', 'Enter')
    await control.untilOnAir()
    await expect(control.tally).toContainText('리허설')
    await expect(page).toHaveTitle(/^리허설 00:00:\d\d/)
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /rehearsal/)
    await keyboard.openTab('states')
    await expect(page.locator('[data-testid="state-node"][data-state="current"]')).toHaveCount(2)
    for (const node of ['key:ACTIVE_LIVE', 'room:LIVE'])
      await expect(page.locator(`[data-testid="state-node"][data-node="${node}"]`)).toHaveAttribute('data-state', 'current')
    await keyboard.openTab('share')
    await expect(page.getByTestId('share-hls')).toHaveAttribute('data-value', /^http/)
    await expect(page.getByTestId('share-hls')).toBeVisible()
  })

  await test.step('ends, and finds the recording and the report', async () => {
    await keyboard.hold('end-live', 'Space')
    await control.untilArchived()
    await expect(page.getByTestId('phase')).toHaveAttribute('data-value', 'after')
    await expect(page.getByTestId('report')).toBeVisible()
    await expect(page.getByTestId('vod-player')).toBeVisible()
    await keyboard.reach('vod-player')
    await page.keyboard.press('Space')
    const player = page.getByTestId('vod-player')
    await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.5)
    // That viewers wait while the end is asked for may take less time than lies between two questions to the service.
    const seen = (await control.rememberedStates('tally')).filter((state) => state !== 'trouble')
    // Key and room are asked for beside each other: just while the service goes live their answers may contradict each other.
    const told = seen.filter((state, at) => !(state === 'unknown' && seen[at - 1] === 'preview' && seen[at + 1] === 'live'))
    expect(told).toEqual(['off', 'preview', 'live', 'off'])
  })

  await test.step('is invited to connect an account', async () => {
    await keyboard.press('guide-later')
    await expect(page.getByTestId('guide')).toHaveCount(0)
  })
})
