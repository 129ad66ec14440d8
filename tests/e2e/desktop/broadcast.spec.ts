import { expect, test } from './fixtures.ts'

test('the page crashes on air: it comes back, and the broadcast knows nothing of it', async ({ startDesktop, startSandbox }) => {
  test.setTimeout(180_000)
  const cloud = await startSandbox()
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.createRoom('Sunday service, 11 o’clock')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  const { publishes, disconnects, bytes } = await cloud.ingest()

  for (const _ of [1, 2]) {
    const before = await app.window()
    const gone = before.waitForEvent('crash')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    await gone
    await expect.poll(async () => (await app.window()) !== before).toBe(true)
    const again = await app.controlRoom()
    await again.untilOnAir()
    await expect(again.session).toHaveAttribute('data-state', 'live')
  }
  const after = await app.controlRoom()
  await expect.poll(async () => Number(await after.page.getByTestId('stat-fps').getAttribute('data-value')), { timeout: 30_000 }).toBeGreaterThan(25)
  expect(await cloud.ingest()).toMatchObject({ publishes, disconnects })
  expect((await cloud.ingest()).bytes).toBeGreaterThan(bytes)
  await after.endLive()
  await after.untilArchived()
})

test('asked to end while it sends, the app ends in order and leaves nothing', async ({ startDesktop }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  expect(await app.stop()).toBe(0)
  expect(await app.children()).toEqual([])
})

test('killed on air, it leaves nothing behind', async ({ startDesktop }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  await app.kill()
  await expect.poll(() => app.children(), { timeout: 5000 }).toEqual([])
})
