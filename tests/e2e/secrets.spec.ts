import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findInFiles } from '../rig/find-in-files.ts'
import { commandLinesWith, environmentsWith } from '../rig/find-secrets.ts'
import { makeTempDir } from '../rig/temp-dir.ts'
import { expect, test } from './fixtures.ts'
import { everyLauncher } from './launchers.ts'

test('neither the stream key nor the API secret leaves its place while live', { tag: everyLauncher }, async ({ tally, startSandbox, dataDir }) => {
  const reports = await makeTempDir('reports')
  await mkdir(reports.path, { recursive: true })
  const cloud = await startSandbox()
  const { streamKey } = (await cloud.api('GET', `/v2/apps/me/members/${cloud.appUserId}/stream-key`)) as { streamKey: string }
  const secrets = [streamKey, cloud.apiSecret]
  // ffmpeg would write everything it knows, the key included, into this file.
  const app = await tally.start({
    overheard: true,
    env: { FFREPORT: `file=${join(reports.path, 'ffreport-%p.log').replaceAll(':', '\\:')}:level=48` },
  })
  const { control, page, traffic } = app
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()

  expect(await commandLinesWith(secrets)).toEqual([])
  const processes = await app.children()
  expect(processes.length).toBeGreaterThan(1)
  expect(await environmentsWith([app.process.pid, ...processes.map(({ pid }) => pid)], secrets)).toEqual([])
  expect(await traffic.holding(secrets)).toEqual([])
  expect(await page.content()).not.toContain(streamKey)
  expect(await page.content()).not.toContain(cloud.apiSecret)
  await control.openTab('share')
  // Well before the ten seconds after which it hides by itself.
  const atOnce = { timeout: 5_000 }
  const shownKey = page.getByTestId('stream-key')
  await expect(shownKey).toBeVisible()

  await test.step('a reveal shows the key until somebody looks elsewhere, and is noted without its value', async () => {
    await page.getByTestId('stream-key-reveal').click()
    await expect(shownKey).toHaveText(streamKey)
    expect(await traffic.holding([streamKey]), 'the check above can fail').not.toEqual([])
    expect(await traffic.holding([cloud.apiSecret])).toEqual([])
    await control.openTab('events')
    await expect(shownKey).toHaveAttribute('data-shown', 'false', atOnce)
    expect(await page.content()).not.toContain(streamKey)
    await expect(
      page
        .locator('[data-testid="event-row"]')
        .filter({ hasText: /reveal|shown/i })
        .first(),
    ).toBeVisible()
  })

  await test.step('another window hides it too', async () => {
    await control.openTab('share')
    await page.getByTestId('stream-key-reveal').click()
    await expect(shownKey).toHaveText(streamKey)
    await page.evaluate(() => window.dispatchEvent(new Event('blur')))
    await expect(shownKey).toHaveAttribute('data-shown', 'false', atOnce)
    expect(await page.content()).not.toContain(streamKey)
  })

  await control.endLive()
  await control.untilArchived()
  expect(await app.stop()).toBe(0)
  // The local service keeps its own keys; these belong to another.
  expect(await findInFiles(dataDir, secrets)).toEqual([])
  for (const text of secrets) expect(app.process.stdout() + app.process.stderr()).not.toContain(text)
  expect(await readdir(reports.path)).toEqual([])
  expect(await commandLinesWith(secrets)).toEqual([])
  await reports.remove()
})
