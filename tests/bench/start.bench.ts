import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { packageBudgets, weighPackage } from '../../scripts/package-weight.mjs'
import { pageBudgets, weighPage } from '../../scripts/page-weight.mjs'
import { expect, test } from '../e2e/fixtures.ts'
import { makeTempDir } from '../rig/temp-dir.ts'
import { startWebHost } from '../rig/web-host.ts'
import { startStandIn } from '../standin/start-app.ts'
import { addResult, type Measure } from './results.ts'

/** The middle of few starts says little: the first finds nothing in the system's cache. */
const runs = Math.max(5, Number(process.env.TALLY_BENCH_RUNS ?? 5))
const out = process.env.TALLY_BENCH_OUT ?? 'bench-results/latest.json'
const note = (name: string, budget: Measure['budget'], value: number) => addResult(out, { name, unit: 'ms', budget }, value)
const weigh = (name: string, bytes: number, budget: number | null) =>
  addResult(out, { name, unit: 'KB', budget: budget === null ? null : { value: budget / 1000, of: 'p50' } }, bytes / 1000)

/** The page shows what the core says: nothing is sent yet. */
const untilIdle = (page: Page) => expect(page.getByTestId('session-state')).toHaveAttribute('data-state', 'idle', { timeout: 45_000 })

async function eachRun(measure: (dataDir: string) => Promise<void>): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const dir = await makeTempDir('cold')
    await measure(dir.path)
    await dir.remove()
  }
}

test('beside it: Node alone, and a browser with an empty page', async ({ launchOptions }) => {
  for (let run = 0; run < runs; run++) {
    const startedMs = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    note('start: node -e 0', null, performance.now() - startedMs)
    const openedMs = performance.now()
    const browser = await chromium.launch(launchOptions)
    await (await browser.newPage()).goto('about:blank')
    note('start: Chromium → empty page', null, performance.now() - openedMs)
    await browser.close()
  }
})

test('the web host', async ({ page }) => {
  await eachRun(async (dataDir) => {
    const startedMs = performance.now()
    const host = await startWebHost({ dataDir, display: null })
    note('cold start of the web host', { value: 1500, of: 'p95' }, performance.now() - startedMs)
    await page.goto(host.url)
    await untilIdle(page)
    note('cold start of the web host → page', null, performance.now() - startedMs)
    await host.stop()
  })
})

test('the desktop app in the stand-in for Electron', async () => {
  await eachRun(async (dataDir) => {
    const startedMs = performance.now()
    const app = await startStandIn({ dataDir, display: null })
    await untilIdle(await app.window())
    note('cold start in the stand-in → page', null, performance.now() - startedMs)
    await app.stop()
  })
})

test('sizes', () => {
  const page = weighPage('out/renderer')
  if (page === null) throw new Error('the page has not been built')
  weigh('page, first load, gzip', page.first, pageBudgets.first)
  weigh('page, all of it, gzip', page.all, pageBudgets.all)
  const built = ['out/main', 'out/preload'].flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
  weigh(
    'main process and preload, as built',
    built.reduce((bytes, file) => bytes + (statSync(file).isFile() ? statSync(file).size : 0), 0),
    null,
  )
  const resources = 'release/linux-unpacked/resources'
  test.skip(!existsSync(join(resources, 'app.asar')), 'no package was made: npm run package -- --dir')
  const { archive, unpacked } = weighPackage(resources)
  weigh('package: archive', archive, packageBudgets.archive)
  weigh('package: beside the archive', unpacked, packageBudgets.unpacked)
})
