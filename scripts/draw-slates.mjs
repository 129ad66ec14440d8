// Draws the built-in pictures that viewers see while the person is away: `node scripts/draw-slates.mjs`.
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'

const here = dirname(fileURLToPath(import.meta.url))
const words = {
  en: { title: 'Be right back', more: 'The show goes on in a moment.' },
  ko: { title: '잠시 후 돌아올게요', more: '방송이 곧 이어집니다.' },
}
const sizes = { horizontal: { width: 1280, height: 720 }, vertical: { width: 720, height: 1280 } }
/** Whoever installs the program carries them. */
const mostBytes = 60_000

const systemChromium = '/usr/bin/chromium'
const browser = await chromium.launch(existsSync(systemChromium) ? { executablePath: systemChromium } : {})
for (const [language, { title, more }] of Object.entries(words)) {
  for (const [orientation, viewport] of Object.entries(sizes)) {
    const page = await browser.newPage({ viewport })
    await page.goto(`${pathToFileURL(join(here, 'slate.html'))}?${new URLSearchParams({ language, title, more })}`)
    await page.evaluate(() => document.fonts.ready)
    const path = join(here, '../resources/slates', `be-right-back-${language}-${orientation}.png`)
    await page.screenshot({ path })
    await page.close()
    const { size } = statSync(path)
    process.stdout.write(`${path}: ${Math.ceil(size / 1000)} KB\n`)
    if (size > mostBytes) process.exitCode = 1
  }
}
await browser.close()
