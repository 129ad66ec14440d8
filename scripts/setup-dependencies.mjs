import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { root, run, SetupProblem, say } from './setup-run.mjs'

const installTimeoutMs = 15 * 60_000
/** What keytar is compiled from where no ready-made one can be fetched. */
const debianPackages = ['libsecret-1-dev', 'python3', 'make', 'g++']

/**
 * Whether `npm ci` has to run. npm writes its hidden lockfile and the lockfile within moments of each other, in no fixed order.
 * @param {{ lockfileMs: number, installedMs: number | null, lockfileHash: string, installedHash: string | null }} facts
 *   times of change of `package-lock.json` and of `node_modules/.package-lock.json` (null: missing);
 *   hashes of the lockfile now and when setup installed from it last (null: never)
 */
export function needsInstall({ lockfileMs, installedMs, lockfileHash, installedHash }) {
  if (installedMs === null) return true
  return installedHash !== lockfileHash && installedMs + 2000 < lockfileMs
}

/** See `setup.mjs`. */
export async function ensureDependencies({ production = false } = {}) {
  const lockfile = join(root, 'package-lock.json')
  const memo = join(root, 'node_modules/.cache/tally/lockfile.sha256')
  const lockfileHash = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
  const installedMs = changedMs(join(root, 'node_modules/.package-lock.json'))
  const installedHash = existsSync(memo) ? readFileSync(memo, 'utf8').trim() : null
  if (!needsInstall({ lockfileMs: statSync(lockfile).mtimeMs, installedMs, lockfileHash, installedHash })) return false

  await installSystemPackages()
  say('installing dependencies (about half a minute)…')
  const started = Date.now()
  const npm = npmCommand()
  const args = [...npm.args, 'ci', ...(production ? ['--omit=dev'] : [])]
  const installed = await run(npm.command, args, { env: npmEnvironment(), timeoutMs: installTimeoutMs, shell: npm.shell })
  if (installed.code !== 0) {
    process.stderr.write(`${installed.output.trimEnd()}\n`)
    throw new SetupProblem(installed.timedOut ? 'npm ci did not end within 15 minutes.' : 'npm ci failed; what it said stands above.')
  }
  say(`dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`)
  await checkKeytar()
  mkdirSync(dirname(memo), { recursive: true })
  writeFileSync(memo, lockfileHash)
  return true
}

function changedMs(path) {
  return existsSync(path) ? statSync(path).mtimeMs : null
}

/** npm as a script for this very Node where it can be found, so that no shell and no `npm.cmd` is between. */
export function npmCommand() {
  const own = dirname(process.execPath)
  const found = [
    process.env.npm_execpath,
    join(own, 'node_modules/npm/bin/npm-cli.js'),
    join(own, '../lib/node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ].find((path) => path !== undefined && basename(path) === 'npm-cli.js' && existsSync(path))
  return found ? { command: process.execPath, args: [found], shell: false } : { command: 'npm', args: [], shell: process.platform === 'win32' }
}

/** node-gyp finds Node's headers beside Node itself instead of downloading them, where they are there. */
function npmEnvironment() {
  const prefix = resolve(dirname(process.execPath), '..')
  const hasHeaders = existsSync(join(prefix, 'include/node/node_api.h'))
  return hasHeaders && !process.env.npm_config_nodedir ? { ...process.env, npm_config_nodedir: prefix } : process.env
}

/** In a container or CI on Debian, as root, the compiler's needs are installed; nowhere else is the system touched. */
async function installSystemPackages() {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !isDisposableMachine() || !existsSync('/usr/bin/apt-get')) return
  const missing = await missingForKeytar()
  if (missing.length === 0) return
  say(`installing ${missing.join(' ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env, timeoutMs: 120_000 })
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { env, timeoutMs: 300_000 })
}

function isDisposableMachine() {
  return Boolean(process.env.CI || process.env.container) || existsSync('/.dockerenv') || existsSync('/run/.containerenv')
}

async function missingForKeytar() {
  const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
  const missing = debianPackages.filter((name) => name !== 'libsecret-1-dev' && !onPath(name))
  const libsecret = await run('dpkg', ['-s', 'libsecret-1-dev'], { timeoutMs: 10_000 })
  return libsecret.code === 0 ? missing : ['libsecret-1-dev', ...missing]
}

/** npm leaves an optional addon out without a word when it cannot be compiled; the person should hear what that costs. */
async function checkKeytar() {
  const tried = await run(process.execPath, ['-e', "require('keytar')"], { timeoutMs: 10_000 })
  if (tried.code === 0) return
  const why = tried.output.match(/^Error: (.+)$/m)?.[1] ?? 'it could not be loaded'
  say(`the keychain cannot be used (${why}); keys will be forgotten when the program ends.`)
  if (existsSync('/usr/bin/apt-get')) {
    const missing = await missingForKeytar()
    const packages = missing.length > 0 ? missing : debianPackages
    say(`to use it: sudo apt-get install ${packages.join(' ')} && npm ci`)
  } else if (process.platform === 'linux') {
    say("to use it, install libsecret's development files, python3, make and g++, then run: npm ci")
  }
}
