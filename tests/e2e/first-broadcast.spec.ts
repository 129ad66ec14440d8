import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { continuityOf } from '../rig/counter-continuity.ts'
import { median, soundLagsMs } from '../rig/lip-sync.ts'
import { readCounters, readFps, readSamples } from '../rig/read-video.ts'
import { testTones } from '../rig/test-tones.ts'
import { followsOrder, toneSequence } from '../rig/tone.ts'
import { expect, test } from './fixtures.ts'
import { everyLauncher } from './launchers.ts'

const withoutRepeats = <T>(list: readonly T[]) => list.filter((item, index) => item !== list[index - 1])

const tag = everyLauncher

test('the first broadcast, from a fresh machine to the archived recording', { tag }, async ({ tally, withKeychain, dataDir }, testInfo) => {
  test.setTimeout(240_000)
  const { control, page } = await tally.start(withKeychain)
  await control.seesConnected('rehearsal')
  await control.rememberStates()
  await expect(control.tally).toHaveAttribute('data-state', 'off')

  await test.step('sees the own screen', async () => {
    await control.choosePicture(await control.firstScreen())
    const { latencyMs } = await control.untilCounterShows('programMonitor')
    expect(latencyMs).toBeGreaterThanOrEqual(-40)
    expect(latencyMs).toBeLessThan(1500)
    await control.untilCounterAdvances('programMonitor', 1000)
    const framesBefore = Number(await page.getByTestId('program-monitor').getAttribute('data-frames'))
    await expect.poll(async () => Number(await page.getByTestId('program-monitor').getAttribute('data-frames'))).toBeGreaterThan(framesBefore)
  })

  await test.step('streams, and sees what viewers would get', async () => {
    await control.chooseSound('tone')
    await expect(page.getByTestId('go-live')).toBeDisabled()
    await control.startStreaming()
    await control.untilReady()
    const states = await control.rememberedStates('stream-key-state')
    // Converting may take less time than lies between two questions to the service.
    expect(states.filter((state) => state !== 'ACTIVE_PREP')).toEqual(['INACTIVE', 'ACTIVE'])
    await expect(control.tally).toHaveAttribute('data-state', 'preview')
    const { latencyMs } = await control.untilCounterShows('returnFeed')
    expect(latencyMs).toBeGreaterThan(300)
    await control.untilCounterAdvances('returnFeed', 2000)
    const readings = await control.readings('returnFeed', 4000)
    const { readable, backwards, spanMs } = continuityOf(readings.map(({ mediaMs, value }) => ({ atMs: mediaMs, value })))
    expect(readable).toBeGreaterThan(0.7)
    expect(backwards).toBe(0)
    expect(spanMs).toBeGreaterThan(2500)
    const settled = await control.untilCounterShows('returnFeed')
    testInfo.annotations.push({ type: 'glass to glass', description: `${settled.latencyMs} ms` })
    expect(settled.latencyMs).toBeLessThan(8000)
  })

  await test.step('hears the right sound', async () => {
    const heard = (await control.hear('returnFeed', 5000, testTones)).flatMap(({ hz }) => (hz === null ? [] : [hz]))
    const melody = withoutRepeats(heard)
    expect(heard.length, 'pieces with a tone, of 50').toBeGreaterThan(30)
    expect(melody.length).toBeGreaterThanOrEqual(4)
    expect(followsOrder(melody, testTones), `heard ${melody}`).toBe(true)
  })

  await test.step('goes live', async () => {
    await control.goLive()
    await expect(control.tally).toHaveAttribute('data-environment', 'rehearsal')
    await expect(control.tally).toContainText(/rehearsal/i)
    await control.untilCounterAdvances('returnFeed', 5000)
    await expect.poll(async () => Number(await page.getByTestId('live-time').getAttribute('data-value'))).toBeGreaterThanOrEqual(4)
    for (const link of ['share-hls', 'share-dash']) await expect(page.getByTestId(link)).toHaveAttribute('data-value', /^http/)
  })

  await test.step('ends, and the recording is there', async () => {
    await control.endLive()
    await control.untilArchived()
    await expect(control.tally).toHaveAttribute('data-state', 'off')
    await expect(control.session).toHaveAttribute('data-state', 'done')
    expect(await control.rememberedStates('room-state')).toEqual(expect.arrayContaining(['SCHEDULED', 'LIVE', 'ARCHIVED']))
    // The page may skip a state that lasts a few milliseconds; the log does not.
    const log = page.getByTestId('event-log')
    for (const change of ['ACTIVE → ACTIVE_LIVE', 'ACTIVE_LIVE → INACTIVE_LIVE', 'INACTIVE_LIVE → INACTIVE']) await expect(log).toContainText(change)
  })

  await test.step('the recording holds the whole broadcast without a hole', async () => {
    const link = page.getByTestId('vod-link')
    await expect(link).toHaveAttribute('data-value', /^http/)
    const url = (await link.getAttribute('data-value')) ?? ''
    const frames = (await readCounters(url)).map(({ index, value }) => ({ atMs: (index * 1000) / readFps, value }))
    const { readable, largestHoleMs, backwards, spanMs } = continuityOf(frames)
    const samples = await readSamples(url)
    const melody = toneSequence(samples, 48_000, testTones)
    const soundLagMs = median(soundLagsMs(frames, samples, 48_000, testTones, Date.now()))
    testInfo.annotations.push({ type: 'recording', description: JSON.stringify({ readable, largestHoleMs, backwards, spanMs, soundLagMs, melody }) })
    expect(readable).toBeGreaterThan(0.7)
    expect(backwards).toBe(0)
    expect(largestHoleMs).toBeLessThan(300)
    expect(spanMs).toBeGreaterThan(4000)
    expect(melody.length).toBeGreaterThanOrEqual(4)
    expect(followsOrder(melody, testTones), `heard ${melody}`).toBe(true)
    expect(Math.abs(soundLagMs)).toBeLessThan(250)
  })

  await test.step('and plays in the page', async () => {
    const player = page.getByTestId('vod-player')
    await player.scrollIntoViewIfNeeded()
    const video = page.locator('video[data-testid="vod-player"], [data-testid="vod-player"] video')
    await video.evaluate((element: HTMLVideoElement) => element.play())
    await control.untilCounterAdvances('vodPlayer', 2000)
  })

  await test.step('and is saved to this computer, byte for byte', async () => {
    await expect(page.getByTestId('vod-post')).toHaveAttribute('data-state', 'PROCESSED', { timeout: 30_000 })
    const original = page.locator('[data-testid="vod-row"][data-format="ORIGINAL"]')
    await original.getByTestId('vod-download').click()
    await expect(original).toHaveAttribute('data-state', 'done')
    const folder = join(dataDir, 'recordings')
    const [name = ''] = await readdir(folder)
    const theirs = await fetch((await original.getAttribute('data-value')) ?? '')
    expect((await readFile(join(folder, name))).equals(Buffer.from(await theirs.arrayBuffer()))).toBe(true)
  })
})
