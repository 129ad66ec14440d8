import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeArchivedShow } from '../rig/archived-show.ts'
import { startHeldRecordings } from '../rig/held-recordings.ts'
import { expect, test } from './fixtures.ts'
import { everyLauncher, longOnDesktop } from './launchers.ts'

const tag = [everyLauncher, longOnDesktop]

test('recordings are shown with what became of them, saved to this computer, stopped, and tried again', { tag }, async ({
  tally,
  startSandbox,
  dataDir,
}) => {
  const cloud = await startSandbox()
  const good = await makeArchivedShow(cloud, 'Kept: evening', dataDir)
  await cloud.setFaults({ archiveFail: true })
  const lost = await makeArchivedShow(cloud, 'Lost', dataDir)
  await cloud.setFaults({ archiveFail: false, processFail: true })
  const plain = await makeArchivedShow(cloud, 'Only the original', dataDir)
  const service = await startHeldRecordings(cloud)
  const { control, page } = await tally.start()
  await control.connectTo({ ...cloud, apiUrl: service.apiUrl })
  await control.seesConnected('custom')

  const choose = async (roomId: string) => {
    const browser = await control.openRoomBrowser()
    await browser.choose(roomId)
    await control.openTab('share')
  }
  const post = page.getByTestId('vod-post')
  const files = page.getByTestId('vod-row')
  const original = page.locator('[data-testid="vod-row"][data-format="ORIGINAL"]')
  const saved = join(dataDir, 'recordings')
  const size = good.post.file?.src.size ?? 0
  const halfway = Math.floor(size / 2)

  await test.step('a recording is there in all its forms', async () => {
    await choose(good.roomId)
    await expect(post).toHaveAttribute('data-value', String(good.post.id))
    await expect(post).toHaveAttribute('data-state', 'PROCESSED')
    await expect(post).toContainText(`Video post ${good.post.id}`)
    // Here the MP4 is the original itself, which is listed once.
    expect(await files.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-format')))).toEqual(['ORIGINAL', 'CMAF_HLS', 'CMAF_MPEG_DASH'])
    await expect(page.getByTestId('vod-player')).toBeVisible()
    // Only what is one file can be saved as one.
    await expect(page.getByTestId('vod-download')).toHaveCount(1)
  })

  await test.step('stopped while it runs, nothing of it is left', async () => {
    service.holdAfter(halfway)
    await original.getByTestId('vod-download').click()
    await expect(original).toHaveAttribute('data-state', 'running')
    await expect(original.getByRole('progressbar')).toHaveJSProperty('value', halfway)
    await expect(original.getByRole('progressbar')).toHaveJSProperty('max', size)
    expect(await readdir(saved)).toEqual(['Kept evening.mp4.part'])
    await original.getByTestId('vod-download-stop').click()
    await expect(original).toHaveAttribute('data-state', 'none')
    await expect.poll(() => readdir(saved)).toEqual([])
  })

  await test.step('what cannot be fetched says so, and can be tried again', async () => {
    service.refuse(404)
    await original.getByTestId('vod-download').click()
    await expect(original).toHaveAttribute('data-state', 'failed')
    await expect(original.getByRole('alert')).toContainText('The recording could not be saved to this computer.')
    service.refuse(null)
  })

  await test.step('saved, it is the service’s file', async () => {
    service.holdAfter(halfway)
    await original.getByTestId('vod-download').click()
    await expect(original.getByRole('progressbar')).toHaveJSProperty('value', halfway)
    service.release()
    await expect(original).toHaveAttribute('data-state', 'done')
    const [name = '', ...others] = await readdir(saved)
    expect(others).toEqual([])
    await expect(original).toContainText(join(saved, name))
    const theirs = Buffer.from(await (await fetch(good.post.file?.src.url ?? '')).arrayBuffer())
    expect((await readFile(join(saved, name))).equals(theirs), 'byte for byte').toBe(true)
    expect(theirs.length).toBe(size)
  })

  await test.step('an archive that failed is told, with whom to ask', async () => {
    await choose(lost.roomId)
    await expect(control.vod).toHaveAttribute('data-state', 'FAILED_ARCHIVING')
    await expect(page.getByText('The recording could not be saved', { exact: true }).first()).toBeVisible()
    await expect(page.getByText(`tell them the number of the video room: ${lost.roomId}`).first()).toBeVisible()
    await expect(files).toHaveCount(0)
  })

  await test.step('a video that could not be processed is told; its original can be saved', async () => {
    await choose(plain.roomId)
    await expect(post).toHaveAttribute('data-state', 'FAILED_PROCESSING')
    await expect(post).not.toContainText('FAILED_PROCESSING')
    await expect(files).toHaveCount(1)
    await original.getByTestId('vod-download').click()
    await expect(original).toHaveAttribute('data-state', 'done')
  })
  await service.close()
})
