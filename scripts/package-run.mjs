import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfiguration } from './ffmpeg-licence.mjs'
import { findOverweightPackage, packageBudgets, packageWeightLine, weighPackage } from './package-weight.mjs'
import { readWholeBom, shippedBom } from './sbom.mjs'
import { setUp } from './setup.mjs'
import { root, SetupProblem, say } from './setup-run.mjs'

const usage = `npm run package [-- options]
  --qa         the build that QA drives with Playwright (one fuse differs)
  --dir        the folder of the app only, no installers
  --out PATH   where to (default: release, with --qa release/qa)`

/** Packages Tally for the system and processor that this runs on: ffmpeg and the keychain addon are installed for no other. */
export async function runPackage(argv) {
  const { values, problem } = readArguments(argv)
  if (problem !== null || values.help) {
    process.stdout.write(`${problem === null ? usage : `${problem}\n\n${usage}`}\n`)
    process.exitCode = problem === null ? 0 : 1
    return
  }
  try {
    await setUp()
    await packageTally({ qa: values.qa, dir: values.dir, out: resolve(root, values.out ?? (values.qa ? 'release/qa' : 'release')) })
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(error.message)
    process.exitCode = 1
  }
}

function readArguments(argv) {
  try {
    const flag = { type: 'boolean', default: false }
    const { values } = parseArgs({ args: argv, options: { qa: flag, dir: flag, help: flag, out: { type: 'string' } } })
    return { values, problem: null }
  } catch (error) {
    return { values: {}, problem: error.message }
  }
}

async function packageTally({ qa, dir, out }) {
  const target = { platform: process.platform, arch: process.arch }
  const { version } = readJson('node_modules/electron/package.json')
  const runtime = findRuntime(process.env, version)
  if (runtime === null && process.platform !== 'linux') throw new SetupProblem('There is no Electron runtime here; npx install-electron fetches it.')
  // On macOS an unpacked runtime holds no licences inside the app: there electron-builder takes the archive that it came in.
  if (runtime !== null) return build({ target, qa, out, dir, electronDist: target.platform === 'darwin' ? null : runtime })
  say('there is no Electron runtime here, so the package is built around an empty one: it can be looked into, and cannot be started.')
  const { writeFakeElectron } = await import('../tests/rig/fake-electron.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'tally-fake-electron-'))
  try {
    const electronDist = join(folder, 'dist')
    await writeFakeElectron(electronDist, version)
    await build({ target, qa, out, dir: true, electronDist })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The folder of an unpacked Electron of this very version, or null. */
export function findRuntime(env, version) {
  const folders = [env.ELECTRON_OVERRIDE_DIST_PATH, join(root, 'node_modules/electron/dist')].filter(
    (folder) => folder !== undefined && folder !== '',
  )
  return folders.find((folder) => readVersion(folder) === version) ?? null
}

function readVersion(folder) {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null
}

async function build({ target, qa, out, dir, electronDist }) {
  const system = { linux: '--linux', darwin: '--mac', win32: '--win' }[target.platform]
  if (system === undefined) throw new SetupProblem(`Tally is not packaged for ${target.platform}.`)
  const { targets, options: updates } = updateOptions(process.env, target.platform)
  const code = await runBuilder([
    system,
    ...(dir ? ['dir'] : targets),
    `--${target.arch}`,
    ...['--config', qa ? 'electron-builder.qa.yml' : 'electron-builder.yml'],
    ...(electronDist === null ? [] : [`--config.electronDist=${electronDist}`]),
    `--config.directories.output=${out}`,
    ...['--publish', 'never'],
    ...updates,
  ])
  if (code !== 0) throw new SetupProblem('The package was not made; why stands above.')
  if (!qa) writeBom(out, target)
  const weight = weighPackage(resourcesOf(out, target))
  say(`packaged into ${out}: ${packageWeightLine(weight, packageBudgets)}.`)
  for (const sentence of findOverweightPackage(weight, packageBudgets)) {
    say(sentence)
    process.exitCode = 1
  }
}

/**
 * Where the packaged Tally looks for newer versions, if it does: `TALLY_UPDATE_URL`, a folder on a web server that holds what this makes.
 * What is installed by itself has to be signed: without a certificate such a package is not made.
 */
export function updateOptions(env, platform) {
  const url = env.TALLY_UPDATE_URL ?? ''
  if (url === '') return { targets: [], options: [] }
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') throw new SetupProblem('TALLY_UPDATE_URL must be an https:// address.')
  const installs = platform !== 'linux'
  if (installs && !env.CSC_LINK) throw new SetupProblem('TALLY_UPDATE_URL needs a signed package: set CSC_LINK and CSC_KEY_PASSWORD as well.')
  return {
    // On macOS the updater takes the archive, people take the image.
    targets: platform === 'darwin' ? ['dmg', 'zip'] : [],
    options: ['--config.publish.provider=generic', `--config.publish.url=${url}`, ...(installs ? ['--config.forceCodeSigning=true'] : [])],
  }
}

/** The bill of materials goes where the installers are. */
function writeBom(out, target) {
  const build = `${target.platform}-${target.arch}`
  const ffmpeg = join(root, 'node_modules/@ffmpeg-installer', build, target.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg')
  const bom = shippedBom(readWholeBom(), readJson('package-lock.json'), target, readConfiguration(ffmpeg, target))
  writeFileSync(join(out, `Tally-${readJson('package.json').version}-${build}.cdx.json`), `${JSON.stringify(bom, null, 2)}\n`)
}

/** Where electron-builder lays out the app before it makes installers of it. */
export function resourcesOf(out, { platform, arch }) {
  const suffix = arch === 'x64' ? '' : `-${arch}`
  if (platform === 'darwin') return join(out, `mac${suffix}`, 'Tally.app/Contents/Resources')
  return join(out, `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`, 'resources')
}

function runBuilder(args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron-builder/cli.js'), ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    const end = () => child.kill('SIGTERM')
    process.once('exit', end)
    child.once('error', fail)
    child.once('exit', (code) => {
      process.removeListener('exit', end)
      done(code)
    })
  })
}

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
