import type { OutputMode } from '#shared/states'
import { readBroadcast } from '../rig/read-broadcast.ts'
import { type HeardPiece, soundOfPicture } from '../rig/sound-of-picture.ts'
import { testToneDbfs, testTones } from '../rig/test-tones.ts'
import { expect, test } from './fixtures.ts'
import type { ControlRoom } from './pages/control-room.ts'

/** Expects the program's tone: as loud as it was sent, and that of the second which the picture shows. */
function expectSoundOfPicture(where: string, pieces: readonly HeardPiece[]): void {
  const { heard, dbfs, inStep, compared } = soundOfPicture(pieces, testTones, Date.now())
  const told = `${where}: ${JSON.stringify({ pieces: pieces.length, heard, dbfs, inStep, compared })}`
  test.info().annotations.push({ type: 'sound', description: told })
  expect(compared, told).toBeGreaterThan(3)
  expect(heard, told).toBeGreaterThan(0.7)
  expect(inStep, told).toBeGreaterThan(0.8)
  expect(Math.abs(dbfs - testToneDbfs), told).toBeLessThan(1)
}

/** Reads what viewers get at these links, past our page and its player. */
async function expectSoundAt(control: ControlRoom, links: readonly ('share-hls' | 'share-rtmp' | 'share-flv')[]): Promise<void> {
  const read = async (link: string) => {
    const url = (await control.page.getByTestId(link).getAttribute('data-value')) ?? ''
    expectSoundOfPicture(link, await readBroadcast(url, testTones, 2))
  }
  await Promise.all(links.map(read))
}

/** The archived broadcast: its shape in the page, and all of its sound and picture. */
async function expectRecording(control: ControlRoom, size: { readonly width: number; readonly height: number }): Promise<void> {
  await control.untilArchived()
  await expect.poll(() => control.deliveredSize('vodPlayer')).toEqual(size)
  const url = (await control.page.getByTestId('vod-link').getAttribute('data-value')) ?? ''
  expectSoundOfPicture('recording', await readBroadcast(url, testTones))
}

/** Starts in this delivery, and sees what viewers would get. */
async function streamAs(control: ControlRoom, mode: OutputMode, size: { readonly width: number; readonly height: number }): Promise<void> {
  await control.chooseDelivery(mode)
  await control.startStreaming()
  await control.untilReady()
  await expect(control.page.getByTestId('return-feed')).toHaveAttribute('data-protocol', mode === 'RTMP' ? 'flv' : 'hls')
  await control.untilCounterAdvances('returnFeed', 500)
  // A player that has just begun, on a busy machine, may skip; what it plays is judged once it plays two seconds on end.
  const hear = async () => expectSoundOfPicture(`${mode} ${size.width} × ${size.height}`, await control.hear('returnFeed', 2000, testTones))
  await Promise.all([
    expect(hear).toPass({ timeout: 20_000, intervals: [0] }),
    // HLS may begin with its smaller picture.
    expect.poll(() => control.deliveredSize()).toEqual(size),
    expect(control.verdict).toHaveAttribute('data-code', 'preview-good'),
  ])
}

test('every delivery in both orientations shows its picture with its sound, and has the links that it is for', async ({
  startHost,
  control,
  page,
}, testInfo) => {
  test.setTimeout(240_000)
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  await control.choosePicture(await control.firstScreen())
  await control.chooseSound('tone')

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
    await expectSoundAt(control, ['share-rtmp', 'share-flv'])
    await expect(page.getByTestId('orientation')).toBeDisabled()
    await control.chooseDelivery('RTMP_CMAF')
    await expect(page.getByText('Counts from the next start.')).toContainText('RTMP is being sent now.')
    await control.untilCounterAdvances('returnFeed', 1000)
    const { latencyMs } = await control.untilCounterShows('returnFeed')
    testInfo.annotations.push({ type: 'glass to glass by HTTP-FLV', description: `${latencyMs} ms` })
    expect(latencyMs, 'what the page promises of this delivery').toBeLessThan(3000)
    await control.endLive()
    await expectRecording(control, landscape)
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

    for (const mode of ['RTMP', 'CMAF'] as const) {
      await streamAs(control, mode, portrait)
      await control.stopStreaming()
    }
    await streamAs(control, 'RTMP_CMAF', portrait)
    await control.goLive()
    await expect.poll(() => control.links()).toEqual(['hls', 'dash', 'rtmp', 'flv'])
    await expectSoundAt(control, ['share-hls', 'share-rtmp', 'share-flv'])
    await control.endLive()
    await expectRecording(control, portrait)
  })
})
