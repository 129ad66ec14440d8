import { expect, test } from './fixtures.ts'
import { longForm } from './launchers.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 960, height: 640 },
]
/** What must be in sight without scrolling, whatever the language. */
const alwaysInSight = ['tally', 'stream-key-state', 'room-state', 'program-monitor', 'go-live', 'end-live']

// Each state of the page is held to the same by operable.spec.ts, before a canned core; here are the real pictures.
test('every size, language and theme fits the window', { tag: longForm }, async ({ startHost, control, page }, testInfo) => {
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  await control.choosePicture(await control.firstScreen())
  await control.untilCounterShows('programMonitor')
  await control.startStreaming()
  await control.untilReady()
  await control.untilCounterShows('returnFeed')

  const problems: string[] = []
  for (const language of ['en', 'ko'] as const) {
    await control.chooseLanguage(language)
    for (const theme of ['light', 'dark'] as const) {
      await control.chooseTheme(theme)
      for (const size of sizes) {
        await page.setViewportSize(size)
        const name = `${size.width}x${size.height}-${language}-${theme}`
        await page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
        const found = await page.evaluate((testIds) => {
          const complaints: string[] = []
          const root = document.documentElement
          if (root.scrollWidth > root.clientWidth) complaints.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px`)
          for (const testId of testIds) {
            const box = document.querySelector(`[data-testid="${testId}"]`)?.getBoundingClientRect()
            if (!box || box.width === 0) complaints.push(`${testId} is not there`)
            else if (box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
              complaints.push(`${testId} is out of sight`)
          }
          for (const button of document.querySelectorAll('button')) {
            if (button.offsetParent && button.scrollWidth > button.clientWidth + 1) complaints.push(`the text of “${button.textContent}” is cut`)
          }
          return complaints
        }, alwaysInSight)
        problems.push(...found.map((complaint) => `${name}: ${complaint}`))
      }
    }
  }
  expect(problems).toEqual([])
})
