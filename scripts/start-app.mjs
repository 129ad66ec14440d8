import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endWithNpm } from './end-with-npm.mjs'
import { setUp } from './setup.mjs'
import { desktopObstacle, findElectron } from './setup-electron.mjs'
import { root, SetupProblem, say } from './setup-run.mjs'

/**
 * Sets up what is missing and opens the desktop app, or serves the app to a browser where the desktop app cannot open.
 * @param {readonly string[]} options those of the program
 */
export async function startApp(options) {
  endWithNpm()
  const stopSetup = endOnSignals()
  try {
    await setUp()
    const desktop = options.includes('--web') ? null : await findDesktop()
    stopSetup()
    if (desktop !== null && 'path' in desktop) return runDesktop(desktop.path, options)
    if (desktop !== null) say(`${desktop.reason}, so the app opens in a browser instead (as with --web).`)
    await serveToBrowser(desktop === null ? options : ['--web', ...options])
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(error.message)
    process.exitCode = 1
  }
}

async function findDesktop() {
  const reason = desktopObstacle({ platform: process.platform, uid: process.getuid?.(), env: process.env })
  return reason === null ? findElectron() : { reason }
}

/** While setup runs, a signal ends it together with the program that it is waiting for. */
function endOnSignals() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const end = (signal) => process.exit(128 + constants.signals[signal])
  for (const signal of signals) process.once(signal, end)
  return () => {
    for (const signal of signals) process.removeListener(signal, end)
  }
}

/**
 * The web host runs in this very process: signals, the exit code and the one line on stdout are its own,
 * and nothing is left behind when this process is killed.
 */
async function serveToBrowser(options) {
  const webHost = join(root, 'out/main/web-host.js')
  process.argv = [process.execPath, webHost, ...options]
  await import(pathToFileURL(webHost).href)
}

function runDesktop(electron, options) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(electron, [root, ...options], { stdio: 'inherit', env })
  // A terminal sends Ctrl-C to the whole group and Windows to the whole console: the app has it already.
  const forwarded = process.platform === 'win32' ? [] : process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of forwarded) process.on(signal, () => child.kill(signal))
  if (!forwarded.includes('SIGINT')) process.on('SIGINT', () => {})
  child.once('error', (error) => {
    say(`the desktop app could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal ?? 'SIGKILL']
    for (const name of [...forwarded, 'SIGINT']) process.removeAllListeners(name)
  })
}
