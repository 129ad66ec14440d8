import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endWithNpm } from './end-with-npm.mjs'
import { setUp } from './setup.mjs'
import { root, SetupProblem, say } from './setup-run.mjs'

/**
 * Sets up what is missing and runs the local FlipFlop Cloud in this very process: signals, the exit code and the one line on
 * stdout are its own.
 * @param {readonly string[]} options those of the sandbox
 */
export async function runSandbox(options) {
  endWithNpm()
  try {
    await setUp()
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(error.message)
    process.exitCode = 1
    return
  }
  const built = join(root, 'out/main/sandbox.js')
  process.argv = [process.execPath, built, ...options]
  await import(pathToFileURL(built).href)
}
