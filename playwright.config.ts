import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import type { LauncherOption } from './tests/e2e/fixtures.ts'
import { everyLauncher } from './tests/e2e/launchers.ts'

const systemChromium = '/usr/bin/chromium'
const canned = /(accessibility|operable|operate-scenes|visual)\.spec\.ts$/
/** They tell a hole of a third of a second from none, or start a second program that fills a core. */
const alone = /(changes-play-through|first-broadcast|other-hands-obs)\.spec\.ts$/
/** The desktop app alone. */
const desktop = /desktop\/[^/]+\.spec\.ts$/
/** What runs on the desktop: the specs that are about it, and those that every launcher runs. */
const onDesktop = { testIgnore: canned, grep: [/desktop\/[^/ ]+\.spec\.ts/, new RegExp(everyLauncher)], workers: 1 }

export default defineConfig<object, LauncherOption>({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  projects: [
    // One screen, one encoder and one browser fill a small machine.
    { name: 'app', testIgnore: [canned, alone, desktop], workers: 1 },
    // The app with the machine to itself.
    { name: 'alone', testMatch: alone, workers: 1 },
    { name: 'desktop', ...onDesktop, use: { launcher: 'stand-in' } },
    { name: 'electron', ...onDesktop, use: { launcher: 'electron' } },
    // The page alone, in front of a core that only plays one.
    { name: 'face', testMatch: canned, workers: 2, fullyParallel: true },
  ],
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: {
    timeout: 25_000,
    // Another build of Chromium may draw the edges of letters a little differently; one word that is gone must not pass.
    toHaveScreenshot: { maxDiffPixelRatio: 0.0005, animations: 'disabled', caret: 'hide', scale: 'css' },
  },
  snapshotPathTemplate: '{testDir}/visual/{arg}{ext}',
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    // No pictures of every moment: a page that shows video makes so many that they slow down what is tested.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    actionTimeout: 25_000,
    launchOptions: {
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      chromiumSandbox: false,
      // The last two: the same letters and colours whatever the machine’s own settings.
      args: ['--autoplay-policy=no-user-gesture-required', '--font-render-hinting=none', '--force-color-profile=srgb'],
    },
  },
})
