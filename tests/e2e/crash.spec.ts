import { isFfmpeg } from '../rig/process-tree.ts'
import { until } from '../rig/until.ts'
import { untilNothingLeft } from '../rig/web-host.ts'
import { expect, test } from './fixtures.ts'

const ffmpegGoneMs = 2000
const everythingGoneMs = 5000

test('killed on air: no process stays, and the next start resumes with one click', async ({
  startHost,
  startSandbox,
  withKeychain,
  control,
  page,
}) => {
  const cloud = await startSandbox()
  const host = await startHost(withKeychain)
  await control.open(host.url)
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.createRoom('Sunday service, 11 o’clock')
  await control.choosePicture(await control.firstScreen())
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  expect((await host.children()).filter(isFfmpeg).length).toBeGreaterThanOrEqual(2)

  await host.kill()
  await untilNothingLeft(host, isFfmpeg, ffmpegGoneMs)
  await untilNothingLeft(host, () => true, everythingGoneMs)

  const next = await startHost(withKeychain)
  await control.open(next.url)
  const offer = page.getByTestId('resume-offer')
  await expect(offer).toContainText('Sunday service, 11 o’clock', { timeout: 30_000 })
  await offer.getByTestId('resume-accept').click()
  await control.untilOnAir()
  await control.untilCounterAdvances('returnFeed', 2000)
  await expect(offer).toBeHidden()
  await control.endLive()
  await control.untilArchived()
})

test('killed together with the local service: the rehearsal can be resumed too', async ({ startHost, control, page }) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  await host.kill()
  await untilNothingLeft(host, isFfmpeg, ffmpegGoneMs)
  await untilNothingLeft(host, () => true, everythingGoneMs)

  const next = await startHost()
  await control.open(next.url)
  const offer = page.getByTestId('resume-offer')
  await expect(offer).toBeVisible({ timeout: 30_000 })
  await offer.getByTestId('resume-accept').click()
  await control.untilOnAir()
  await control.endLive()
  await control.untilArchived()
})

test('killed while connecting to a server that says nothing', async ({ startHost, startSandbox, control }) => {
  const cloud = await startSandbox()
  await cloud.setFaults({ ingestSilent: true })
  const host = await startHost()
  await control.open(host.url)
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await until('encoder and sender run', async () => (await host.children()).filter(isFfmpeg).length >= 2, 10_000)
  await host.kill()
  await untilNothingLeft(host, isFfmpeg, ffmpegGoneMs)
})

test('killed before the first frame, and while no page looks', async ({ startHost, control, page }) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  await page.getByTestId('source-screen').selectOption('test-pattern')
  await until('an ffmpeg runs', async () => (await host.children()).some(isFfmpeg), 10_000, 10)
  await host.kill()
  await untilNothingLeft(host, isFfmpeg, ffmpegGoneMs)

  const next = await startHost()
  await control.open(next.url)
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  await page.close()
  await next.kill()
  await untilNothingLeft(next, isFfmpeg, ffmpegGoneMs)
})

test('ended by the system while sending: everything stops within its time, and says so by exit code 0', async ({ startHost, control }) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  expect(await host.stop()).toBe(0)
  expect(await host.children()).toEqual([])
})
