import { expect, test } from './fixtures.ts'
import { ControlRoom } from './pages/control-room.ts'

// Chromium’s own pretended devices: a moving figure on green, and a short beep about once a second.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] }),
  permissions: ['camera', 'microphone'],
})

type Color = 'green' | 'grey' | 'other'

/** What most of a picture is. */
const mostly = ({ page }: ControlRoom, testId: 'program-monitor' | 'return-feed'): Promise<Color> =>
  page.evaluate((id) => {
    const element = document.querySelector(`[data-testid="${id}"]`)
    const picture = (element?.matches('video,canvas') ? element : element?.querySelector('video,canvas')) as HTMLCanvasElement | null
    const pen = Object.assign(document.createElement('canvas'), { width: 64, height: 36 }).getContext('2d')
    if (!picture || !pen) return 'other'
    pen.drawImage(picture, 0, 0, 64, 36)
    const { data } = pen.getImageData(0, 0, 64, 36)
    const share = (is: (r: number, g: number, b: number) => boolean) => {
      let count = 0
      for (let at = 0; at < data.length; at += 4) if (is(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) count += 1
      return (4 * count) / data.length
    }
    if (share((r, g, b) => g > 90 && g > r + 50 && g > b + 50) > 0.6) return 'green'
    return share((r, g, b) => g > 12 && g < 80 && Math.max(r, g, b) - Math.min(r, g, b) < 12) > 0.9 ? 'grey' : 'other'
  }, testId)

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
  await expect.poll(() => mostly(control, 'program-monitor')).toBe('green')

  await control.startStreaming()
  await control.untilReady()
  await expect.poll(() => mostly(control, 'return-feed'), { timeout: 25_000 }).toBe('green')
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
  await expect.poll(() => mostly(watcher, 'program-monitor')).toBe('grey')
  await expect.poll(async () => Number(await watcher.page.getByTestId('stat-fps').getAttribute('data-value'))).toBeGreaterThan(25)
  await expect(watcher.streamKey).toHaveAttribute('data-state', 'ACTIVE')

  const again = new ControlRoom(await context.newPage())
  await again.open(host.origin)
  await expect(again.page.getByTestId('page-source-camera')).toHaveAttribute('data-value', id)
  await expect(row('running')).toBeVisible()
  await expect.poll(() => mostly(watcher, 'program-monitor')).toBe('green')
})
