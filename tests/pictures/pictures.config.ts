import { defineConfig } from '@playwright/test'
import e2e from '../../playwright.config.ts'

export default defineConfig(e2e, {
  testDir: '.',
  testMatch: '*.pictures.ts',
  outputDir: '../../test-results/pictures',
  timeout: 3 * 60_000,
  reporter: [['list']],
  use: { trace: 'off' },
})
