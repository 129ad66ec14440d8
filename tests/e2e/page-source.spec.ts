import { expect, test } from './fixtures.ts'
import { ControlRoom } from './pages/control-room.ts'
import { mostly } from './pages/picture-color.ts'

// Chromium’s own pretended devices: a moving figure on green, and a short beep about once a second.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] }),
  permissions: ['camera', 'microphone'],
})

test('a page is the camera and the microphone of a broadcast, is missed when it is closed, and is back when it is opened again', async ({
  startHost,
  control,
  page,
  context,
}) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  const camera = page.getByTestId('page-source-camera')
  await camera.click()
  await expect(camera).toHaveAttribute('data-state', 'ready')
  const id = (await camera.getAttribute('data-value')) ?? ''
  await control.choosePicture(id)
  await expect(camera).toHaveAttribute('data-state', 'recording')
  await page.getByTestId('source-mic').selectOption(id)
  await expect.poll(() => mostly(control.page, 'program-monitor')).toBe('green')

  await control.startStreaming()
  await control.untilReady()
  await expect.poll(() => mostly(control.page, 'return-feed'), { timeout: 25_000 }).toBe('green')
  await expect(async () => {
    const loudness = (await control.hear('returnFeed', 2000, [])).map(({ dbfs }) => dbfs)
    expect([Math.max(...loudness) > -20, Math.min(...loudness.filter(Number.isFinite)) < -35]).toEqual([true, true])
  }).toPass({ timeout: 20_000, intervals: [0] })

  const watcher = new ControlRoom(await context.newPage())
  await watcher.open(host.origin)
  // beside the page that is the source it has a name of its own
  await expect(watcher.page.getByTestId('page-source-camera')).not.toHaveAttribute('data-value', id)
  const row = (state: string) => watcher.page.locator(`[data-testid="device-row"][data-value="${id}"][data-state="${state}"]`)
  await page.close()
  await expect(row('lost')).toBeVisible()
  await expect.poll(() => mostly(watcher.page, 'program-monitor')).toBe('grey')
  await expect.poll(async () => Number(await watcher.page.getByTestId('stat-fps').getAttribute('data-value'))).toBeGreaterThan(25)
  await expect(watcher.streamKey).toHaveAttribute('data-state', 'ACTIVE')

  const again = new ControlRoom(await context.newPage())
  await again.open(host.origin)
  await expect(again.page.getByTestId('page-source-camera')).toHaveAttribute('data-value', id)
  await expect(row('running')).toBeVisible()
  await expect.poll(() => mostly(watcher.page, 'program-monitor')).toBe('green')
})
