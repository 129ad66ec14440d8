import { startTestPublisher } from '../integration/sandbox/test-publisher.ts'
import { expect, test } from './fixtures.ts'

test('another encoder’s show is run from here without sending, and the key is exchanged afterwards', async ({
  startHost,
  control,
  page,
  dataDir,
}) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  const start = page.getByTestId('stream-start')
  await expect(start).toBeEnabled()
  const client = await control.listenIn()
  const key = await client.call('streamKey.reveal', null)
  client.close()
  if (!key.ok) throw new Error(`no key: ${key.failure.code}`)

  const encoder = startTestPublisher({ ...key.value, dir: dataDir, size: '640x360', seconds: 90 })
  const notice = page.getByTestId('other-hands')
  try {
    await test.step('recognised, and left alone', async () => {
      await expect(notice).toHaveAttribute('data-state', 'off-air', { timeout: 20_000 })
      await expect(control.verdict).toHaveAttribute('data-code', 'someone-else-sending')
      await expect(start).toBeDisabled()
      await expect(start).toHaveAccessibleDescription('Somebody else is streaming with this stream key.')
      await expect(page.getByTestId('stream-key-reissue')).toHaveAccessibleDescription('Stop the other encoder first.')
      await expect(notice.getByTestId('hands-force-end')).toBeEnabled()
    })

    await test.step('on air with its picture', async () => {
      await control.goLive()
      await expect(notice).toHaveAttribute('data-state', 'on-air')
      const video = page.getByTestId('return-feed').locator('video')
      await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime), { timeout: 20_000 }).toBeGreaterThan(1)
      await expect(page.getByTestId('end-live')).toHaveAccessibleDescription('Stop the other encoder first.')
      await expect(page.locator('[data-testid="witness"][data-value="sender"]')).toHaveAttribute('data-state', 'off')
      await expect(page.getByTestId('stat-bitrate')).toHaveAttribute('data-value', '')
    })
  } finally {
    await encoder.stop()
  }

  await test.step('ended from here once it has stopped', async () => {
    await control.endLive()
    await expect(notice).toHaveCount(0)
  })

  await test.step('and the old key is worth nothing any more', async () => {
    await control.openTab('share')
    const masked = page.getByTestId('stream-key')
    const before = (await masked.textContent()) ?? ''
    await page.getByTestId('stream-key-reissue').click()
    await control.holdToConfirm()
    await expect(masked).not.toHaveText(before)
    const late = startTestPublisher({ ...key.value, dir: dataDir, size: '640x360', seconds: 20 })
    // Refused: it ends by itself, long before its time.
    expect(await late.exited).not.toBe(0)
    await expect(control.streamKey).toHaveAttribute('data-state', 'INACTIVE')
  })
})
