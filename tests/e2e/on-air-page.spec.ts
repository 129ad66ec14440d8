import { installInPages } from '../rig/in-page.ts'
import { isFfmpeg } from '../rig/process-tree.ts'
import { longestStandstillMs } from '../rig/standstill.ts'
import { until } from '../rig/until.ts'
import { expect, test } from './fixtures.ts'
import { ControlRoom } from './pages/control-room.ts'

const awayMs = 4000
/** Far below the time away, far above what a busy machine does to a stream. */
const longestGapMs = 2000

test('the broadcast does not notice that its page hangs, is frozen or is closed', async ({ startHost, startSandbox, control, page, browser }) => {
  const cloud = await startSandbox()
  const host = await startHost()
  await control.open(host.url)
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.choosePicture(await control.firstScreen())
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  const roomId = await page.getByTestId('room-row').and(page.locator('[data-state="LIVE"]')).getAttribute('data-room-id')
  const room = async () => (await cloud.api('GET', `/v2/apps/me/video-rooms/${roomId}`)) as { videoRoomState: string; liveStartedAt: string }
  const secondsOnAir = async () => (Date.now() - Date.parse((await room()).liveStartedAt)) / 1000
  const childrenBefore = (await host.children()).filter(isFfmpeg).map(({ pid }) => pid)
  const { publishes, disconnects } = await cloud.ingest()
  const observer = await control.listenIn()
  const frames: { atMs: number; count: number }[] = []
  observer.watch('telemetry', ({ atMs, encoderFrames }) => frames.push({ atMs, count: encoderFrames ?? 0 }))

  /** Reads what reaches the service while `run` runs: it must come without a gap, and from the same connection. */
  const undisturbed = async (run: () => Promise<unknown>) => {
    const bytes: { atMs: number; count: number }[] = []
    let over = false
    const watch = until(
      'the end of the watch',
      async () => {
        bytes.push({ atMs: performance.now(), count: (await cloud.ingest()).bytes })
        return over
      },
      60_000,
    )
    await run().finally(() => {
      over = true
    })
    await watch
    expect(longestStandstillMs(bytes)).toBeLessThan(longestGapMs)
    expect(await cloud.ingest()).toMatchObject({ publishes, disconnects })
    expect((await host.children()).filter(isFfmpeg).map(({ pid }) => pid)).toEqual(childrenBefore)
    expect((await room()).videoRoomState).toBe('LIVE')
  }
  const untilLater = async () => {
    const fromMs = Date.now()
    await observer.waitFor('telemetry', ({ atMs }) => atMs - fromMs > awayMs, awayMs + longestGapMs)
  }
  /** The page shows what is true now, and its pictures move. */
  const isCurrent = async (shown: ControlRoom) => {
    await shown.untilOnAir()
    const core = await shown.listenIn()
    const { revision } = await core.waitFor('snapshot', () => true, 5000)
    core.close()
    await expect
      .poll(async () => Number(await shown.page.locator('[data-revision]').first().getAttribute('data-revision')))
      .toBeGreaterThanOrEqual(revision)
    await expect
      .poll(async () => Math.abs(Number(await shown.page.getByTestId('live-time').getAttribute('data-value')) - (await secondsOnAir())))
      .toBeLessThan(2)
    await shown.untilCounterAdvances('programMonitor', 500)
  }

  /** How long the clock of the page stood still; says whether the page was really away. */
  const timeAwayMs = async () => {
    const times = await page.evaluate(() => window.tallyRig.recorded('live-time', 'data-value'))
    return longestStandstillMs(times.map(({ atMs, value }) => ({ atMs, count: Number(value) })))
  }
  await page.evaluate(() => window.tallyRig.record('live-time', 'data-value'))

  await test.step('its scripts hang', async () => {
    await undisturbed(async () => {
      await page.evaluate((ms) => {
        const endMs = performance.now() + ms
        while (performance.now() < endMs);
      }, awayMs)
    })
    await isCurrent(control)
    expect(await timeAwayMs()).toBeGreaterThan(awayMs - 1000)
  })

  await test.step('its process is stopped', async () => {
    await page.evaluate(() => window.tallyRig.record('live-time', 'data-value'))
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
    for (const pid of renderers) process.kill(pid, 'SIGSTOP')
    await undisturbed(untilLater).finally(() => {
      for (const pid of renderers) process.kill(pid, 'SIGCONT')
    })
    await isCurrent(control)
    expect(await timeAwayMs()).toBeGreaterThan(awayMs - 1000)
  })
  expect(longestStandstillMs(frames)).toBeLessThan(longestGapMs)

  await test.step('it is closed, and another one is opened', async () => {
    let address = ''
    await undisturbed(async () => {
      observer.close()
      await page.close()
      address = (await host.process.seen(/No page is open; Tally goes on\. Open it again: (\S+)/, 10_000))[1] ?? ''
      const publishingMs = async () => (await cloud.ingest()).publisher?.sinceMs ?? 0
      const closedAtMs = await publishingMs()
      await until('it was sent without a page', async () => (await publishingMs()) - closedAtMs > awayMs, awayMs * 2)
    })
    const context = await browser.newContext()
    await installInPages(context)
    const next = new ControlRoom(await context.newPage())
    await next.open(address)
    await isCurrent(next)
    await next.endLive()
  })
})
