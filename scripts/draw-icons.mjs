// Draws the icons of the installed app from resources/icon.svg: `node scripts/draw-icons.mjs`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { packIcns, packIco } from './pack-icons.mjs'

const resources = join(dirname(fileURLToPath(import.meta.url)), '../resources')
const svg = readFileSync(join(resources, 'icon.svg'), 'utf8')
/** The freedesktop theme's sizes; each is a file on Linux. */
const linux = [16, 24, 32, 48, 64, 128, 256, 512]

const systemChromium = '/usr/bin/chromium'
const browser = await chromium.launch(existsSync(systemChromium) ? { executablePath: systemChromium } : {})
const drawn = new Map()
for (const size of [...linux, 1024]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  drawn.set(size, await page.screenshot({ omitBackground: true }))
  await page.close()
}
await browser.close()
mkdirSync(join(resources, 'icons'), { recursive: true })
for (const size of linux) writeFileSync(join(resources, 'icons', `${size}x${size}.png`), drawn.get(size))
writeFileSync(join(resources, 'icon.ico'), packIco(drawn))
writeFileSync(join(resources, 'icon.icns'), packIcns(drawn))
