import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setUp } from './setup.mjs'
import { root, SetupProblem } from './setup-run.mjs'

/** Whoever clones the project carries the pictures. */
export const picturesBudgetBytes = 1_500_000

/** Drives the built app through a broadcast and replaces the pictures in `docs/images`. */
export async function takeScreenshots() {
  try {
    await setUp()
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    process.stderr.write(`Tally: ${error.message}\n`)
    process.exitCode = 1
    return
  }
  const args = ['test', '--config', 'tests/pictures/pictures.config.ts']
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const bytes = bytesOf(join(root, 'docs/images'))
  process.stdout.write(`docs/images: ${Math.ceil(bytes / 1000)} of ${picturesBudgetBytes / 1000} KB\n`)
  process.exitCode = status === 0 && bytes <= picturesBudgetBytes ? 0 : 1
}

const bytesOf = (folder) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
