import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, run } from './setup-run.mjs'

const memo = join(root, 'node_modules/.cache/tally/electron.json')
/** For the download and the first breath of the runtime together. */
const deadlineMs = 10_000

/**
 * Why the desktop app cannot open here whatever is installed, or null.
 * @param {{ platform: string, uid: number | undefined, env: Readonly<Record<string, string | undefined>> }} machine
 */
export function desktopObstacle({ platform, uid, env }) {
  if (uid === 0) return 'Electron does not run as root without its sandbox'
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display here'
  return null
}

/**
 * The Electron runtime where it can be had. It is tried once, within 10 s; the outcome is remembered until the version changes.
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function findElectron() {
  const folder = join(root, 'node_modules/electron')
  if (!existsSync(join(folder, 'package.json'))) return { reason: 'the Electron runtime is not among the dependencies' }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const path = installedPath(folder, version)
  const remembered = readMemo()
  if (remembered?.version === version && remembered.installed === (path !== null)) {
    return path !== null && remembered.reason === null ? { path } : { reason: remembered.reason }
  }
  const outcome = await tryElectron(folder, version, path)
  const reason = 'reason' in outcome ? outcome.reason : null
  mkdirSync(dirname(memo), { recursive: true })
  writeFileSync(memo, JSON.stringify({ version, installed: installedPath(folder, version) !== null, reason }))
  return outcome
}

async function tryElectron(folder, version, path) {
  const started = Date.now()
  if (path === null) {
    const got = await run(process.execPath, [join(folder, 'install.js')], { timeoutMs: deadlineMs })
    const why = got.timedOut ? 'not within 10 s' : (got.output.match(/^\w*Error: (.+)$/m)?.[1] ?? `exit code ${got.code}`)
    if (got.code !== 0) return { reason: `the Electron runtime could not be downloaded (${why}; to try again: npx install-electron)` }
  }
  const installed = installedPath(folder, version)
  if (installed === null) return { reason: 'the Electron runtime was downloaded but is not complete' }
  const breath = await run(installed, ['--version'], { timeoutMs: Math.max(3000, deadlineMs - (Date.now() - started)) })
  if (breath.code === 0) return { path: installed }
  const why = breath.timedOut ? 'no answer' : (breath.output.trim().split('\n')[0] ?? `exit code ${breath.code}`)
  return { reason: `the Electron runtime does not start (${why})` }
}

/** Where a complete runtime of this version lies, in the way the electron package records it. */
function installedPath(folder, version) {
  try {
    if (readFileSync(join(folder, 'dist/version'), 'utf8').trim().replace(/^v/, '') !== version) return null
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

function readMemo() {
  try {
    return JSON.parse(readFileSync(memo, 'utf8'))
  } catch {
    return null
  }
}
