// Draws the lamps of tray, menu bar and taskbar from resources/tray/*.svg: `node scripts/draw-tray.mjs`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const dir = join(dirname(fileURLToPath(import.meta.url)), '../resources/tray')
/** In points; `@2x` is for screens with twice as many pixels. */
const size = 16
/** The colour of what has none: macOS gives such a picture the colour of its menu bar, if it is black. */
const colourless = /#8c8c97/g

const systemChromium = '/usr/bin/chromium'
const browser = await chromium.launch(existsSync(systemChromium) ? { executablePath: systemChromium } : {})

async function draw(svg, name) {
  for (const [scale, ending] of [
    [1, ''],
    [2, '@2x'],
  ]) {
    const page = await browser.newPage({ viewport: { width: size * scale, height: size * scale } })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size * scale}px}</style>${svg}`)
    writeFileSync(join(dir, `${name}${ending}.png`), await page.screenshot({ omitBackground: true }))
    await page.close()
  }
}

for (const file of readdirSync(dir).filter((name) => name.endsWith('.svg'))) {
  const svg = readFileSync(join(dir, file), 'utf8')
  const name = file.replace('.svg', '')
  await draw(svg, name)
  if (/#8c8c97/.test(svg)) await draw(svg.replace(colourless, '#000'), `${name}Template`)
}
await browser.close()
