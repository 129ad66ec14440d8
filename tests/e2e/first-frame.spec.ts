import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** From the next page on, notes language, theme and words of every frame before it is painted. */
async function watchFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const frames: string[] = []
    const note = () => {
      const { lang, dataset } = document.documentElement
      const words = document.querySelector<HTMLElement>('.waiting, [data-testid="tally"]')?.innerText ?? ''
      if (words !== '') frames.push([lang, dataset.theme, /[가-힣]/.test(words) ? 'Hangul' : 'Latin'].join(' '))
      requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
    Object.assign(window, { frames })
  })
}

const framesOf = async (page: Page) => [...new Set(await page.evaluate(() => (window as unknown as { frames: readonly string[] }).frames))]

test('the first frame has the language and theme of the settings, and a change needs no reload', async ({ startHost, control, page }) => {
  const host = await startHost({ display: null, language: 'ko' })
  await control.open(host.url)
  expect(new URL(page.url()).search, 'the token leaves the address bar').toBe('')
  await control.seesConnected('rehearsal')
  await control.chooseTheme('light')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')

  await watchFrames(page)
  await page.reload()
  await control.seesConnected('rehearsal')
  expect(await framesOf(page)).toEqual(['ko light Hangul'])

  await control.chooseLanguage('en')
  await expect(page.getByTestId('stream-start')).toHaveAccessibleName(/^[^가-힣]+$/)
  await page.reload()
  await control.seesConnected('rehearsal')
  expect(await framesOf(page)).toEqual(['en light Latin'])
})

test.describe('where nobody chose a language', () => {
  test.use({ locale: 'ko-KR' })

  test('the first frame speaks the system’s', async ({ startHost, control, page }) => {
    const host = await startHost({ display: null, language: null })
    await watchFrames(page)
    await control.open(host.url)
    await control.seesConnected('rehearsal')
    expect((await framesOf(page)).map((frame) => frame.replace(/ (dark|system) /, ' '))).toEqual(['ko Hangul'])
  })
})
