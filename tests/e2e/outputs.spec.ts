import type { OutputMode } from '#shared/states'
import { expect, test } from './fixtures.ts'
import type { ControlRoom } from './pages/control-room.ts'

/** Starts in this delivery, and sees what viewers would get. */
async function streamAs(control: ControlRoom, mode: OutputMode, size: { readonly width: number; readonly height: number }): Promise<void> {
  await control.chooseDelivery(mode)
  await control.startStreaming()
  await control.untilReady()
  await expect(control.page.getByTestId('return-feed')).toHaveAttribute('data-protocol', mode === 'RTMP' ? 'flv' : 'hls')
  await control.untilCounterAdvances('returnFeed', 500)
  // HLS may begin with its smaller picture.
  await expect.poll(() => control.deliveredSize()).toEqual(size)
  await expect(control.verdict).toHaveAttribute('data-code', 'preview-good')
}

test('every delivery in both orientations shows its picture, and has the links that it is for', async ({ startHost, control, page }, testInfo) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  await control.choosePicture(await control.firstScreen())

  const landscape = { width: 1280, height: 720 }
  await test.step('landscape', async () => {
    for (const mode of ['CMAF', 'RTMP_CMAF'] as const) {
      await streamAs(control, mode, landscape)
      await control.stopStreaming()
    }
    let refused = 0
    await page.route(
      '**/media/**',
      (route) => {
        refused += 1
        return route.abort()
      },
      { times: 1 },
    )
    await streamAs(control, 'RTMP', landscape)
    expect(refused, 'the picture comes though its first request failed').toBe(1)
    await expect(page.getByTestId('return-feed')).toHaveAttribute('data-latency-ms', '')
    await control.goLive()
    await expect.poll(() => control.links()).toEqual(['rtmp', 'flv'])
    await expect(page.getByTestId('orientation')).toBeDisabled()
    await control.chooseDelivery('RTMP_CMAF')
    await expect(page.getByText('Counts from the next start.')).toContainText('RTMP is being sent now.')
    await control.untilCounterAdvances('returnFeed', 1000)
    const { latencyMs } = await control.untilCounterShows('returnFeed')
    testInfo.annotations.push({ type: 'glass to glass by HTTP-FLV', description: `${latencyMs} ms` })
    expect(latencyMs, 'what the page promises of this delivery').toBeLessThan(3000)
    await control.endLive()
    await control.untilArchived()
  })

  const portrait = { width: 720, height: 1280 }
  await test.step('portrait', async () => {
    await control.createRoom('Upright')
    await control.chooseOrientation('vertical')
    await expect(page.getByTestId('stream-start')).toBeDisabled()
    await expect(page.locator('[data-testid="checklist-item"][data-code="shape"]')).toHaveAttribute('data-level', 'bad')
    await page.locator('[data-testid="profile-fix-key"][data-value]').click()
    await expect(page.getByTestId('profile-mismatch')).toHaveCount(0)
    await expect(page.getByTestId('key-profile')).toHaveAttribute('data-value', 'vertical')
    await control.untilCounterShows('programMonitor')

    for (const mode of ['RTMP', 'RTMP_CMAF'] as const) {
      await streamAs(control, mode, portrait)
      await control.stopStreaming()
    }
    await streamAs(control, 'CMAF', portrait)
    await control.goLive()
    await expect.poll(() => control.links()).toEqual(['hls', 'dash'])
    await control.endLive()
    await control.untilArchived()
    await expect.poll(() => control.deliveredSize('vodPlayer')).toEqual(portrait)
  })
})
