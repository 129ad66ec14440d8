import { noObs, type RunningObs, startObs } from '../rig/obs-studio.ts'
import { readBroadcast } from '../rig/read-broadcast.ts'
import { expect, test } from './fixtures.ts'

/** What the rig gives OBS as its sound. */
const obsHz = 440

test('OBS Studio sends and Tally runs the show: recognised, on air, ended once OBS has stopped', async ({ startHost, control, page, testScreen }) => {
  test.skip(noObs !== null, noObs ?? '')
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  // Ours has no counter: what carries one comes from OBS.
  await control.choosePicture('test-pattern')
  const start = page.getByTestId('stream-start')
  await expect(start).toBeEnabled()
  const { ingestUrl, streamKey } = await control.takeKeyForOtherEncoder()

  let obs: RunningObs | null = await startObs({ ingestUrl, streamKey: `${streamKey}?mode=CMAF`, display: testScreen.display })
  const notice = page.getByTestId('other-hands')
  const end = page.getByTestId('end-live')
  const sender = page.locator('[data-testid="witness"][data-value="sender"]')
  try {
    await test.step('recognised, and left alone', async () => {
      await expect(notice).toHaveAttribute('data-value', 'else', { timeout: 20_000 })
      await expect(control.verdict).toHaveAttribute('data-code', 'someone-else-sending')
      await expect(control.streamKey).toHaveAttribute('data-state', 'ACTIVE', { timeout: 20_000 })
      await expect(sender).toHaveAttribute('data-state', 'off')
      await expect(start).toBeDisabled()
      await expect(start).toHaveAccessibleDescription('Somebody else is streaming with this stream key.')
      await control.untilCounterAdvances('returnFeed', 1000)
    })

    await test.step('on air with the picture and the sound of OBS', async () => {
      await control.goLive()
      await expect(notice).toHaveAttribute('data-state', 'on-air')
      await control.untilCounterAdvances('returnFeed', 1000)
      const link = page.getByTestId('share-hls')
      await expect(link).toHaveAttribute('data-value', /^http/)
      const sent = await readBroadcast((await link.getAttribute('data-value')) ?? '', [obsHz], 2)
      expect(sent.filter(({ hz }) => hz === obsHz).length, `tenths of a second with the tone, of ${sent.length}`).toBeGreaterThan(15)
      await expect(sender).toHaveAttribute('data-state', 'off')
      await expect(end).toBeDisabled()
      await expect(end).toHaveAccessibleDescription('Stop the other encoder first.')
    })

    expect(await obs.stop(), 'OBS ends in order').toBe(0)
    obs = null
    await test.step('End becomes possible by itself, and the recording is there', async () => {
      await expect(control.streamKey).toHaveAttribute('data-state', 'INACTIVE_LIVE')
      await expect(end).toBeEnabled()
      await control.endLive()
      await expect(notice).toHaveCount(0)
      await control.untilArchived()
      await expect.poll(() => control.deliveredSize('vodPlayer')).toEqual({ width: 1280, height: 720 })
    })
  } finally {
    await obs?.stop()
  }
})
