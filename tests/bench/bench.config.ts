import { defineConfig } from '@playwright/test'
import e2e from '../../playwright.config.ts'

export default defineConfig(e2e, {
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/bench',
  timeout: 15 * 60_000,
  reporter: [['list']],
  use: { trace: 'off' },
})
