import { existsSync } from 'node:fs'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isEncoder } from '../rig/process-tree.ts'
import { expect, type Tally, test } from './fixtures.ts'
import { everyLauncher, longOnDesktop } from './launchers.ts'

const systemFfmpeg = '/usr/bin/ffmpeg'
test.skip(!existsSync(systemFfmpeg), 'there is no ffmpeg beside the bundled one')

const encodersOf = async (host: Pick<Tally, 'children'>) => (await host.children()).filter(isEncoder).map(({ command }) => command)

const tag = [everyLauncher, longOnDesktop]

test('one’s own ffmpeg is tried first, counts from the next start, and is replaced when it has gone', { tag }, async ({ tally, dataDir }) => {
  const folder = join(dataDir, '내 도구')
  await mkdir(folder)
  const own = join(folder, 'ffmpeg')
  await symlink(systemFfmpeg, own)
  const first = await tally.start()
  const { control, page } = first
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  const [before] = await encodersOf(first)

  await page.getByTestId('settings-open').click()
  const inUse = page.getByTestId('settings-ffmpeg')
  const path = page.getByTestId('settings-ffmpeg-path')
  const use = async (typed: string) => {
    await path.fill(typed)
    await path.press('Enter')
  }
  await use(folder)
  const refusal = page.getByTestId('settings-ffmpeg-refusal')
  await expect(refusal).toHaveAttribute('data-value', 'ffmpeg-is-folder')
  await expect(refusal).toContainText(own)
  await use('/bin/true')
  await expect(refusal).toHaveAttribute('data-value', 'ffmpeg-foreign')
  await expect(inUse).toHaveAttribute('data-value', 'bundled')

  await use(` "${own}" `)
  await expect(page.getByTestId('settings-ffmpeg-waits')).toContainText(own)
  await expect(refusal).toHaveCount(0)
  await expect(inUse).toHaveAttribute('data-value', 'bundled')
  expect(await encodersOf(first), 'what is sent goes on as it was').toEqual([before])
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('failure')).toHaveCount(0)

  await control.stopStreaming()
  await control.startStreaming()
  await control.untilReady()
  await expect.poll(() => encodersOf(first)).toEqual([own])
  await control.stopStreaming()
  await first.stop()

  await rm(own)
  const again = await tally.start()
  await again.control.seesFailure('ffmpeg-replaced')
  await again.page.getByTestId('settings-open').click()
  await expect(again.page.getByTestId('settings-ffmpeg')).toHaveAttribute('data-value', 'bundled')
  const replaced = again.page.getByTestId('settings-ffmpeg-replaced')
  await expect(replaced).toHaveAttribute('data-value', 'ffmpeg-missing')
  await again.page.getByTestId('settings-ffmpeg-built-in').click()
  await expect(replaced).toHaveCount(0)
  await expect(again.page.getByTestId('settings-ffmpeg-path')).toHaveValue('')
  await again.page.keyboard.press('Escape')
  await expect(again.page.getByTestId('failure')).toHaveCount(0)
})
