import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type StartedProcess, startProcess } from '../../rig/started-process.ts'

/** The real start scripts around stand-ins for the build tool, the web host and Electron, which write down what they were asked. */
export type StandInProject = {
  readonly start: (options: readonly string[], machine?: { readonly uid?: number; readonly display?: string }) => StartedProcess
  /** What the stand-ins noted since last asked, one line each. */
  readonly notes: () => string[]
  readonly write: (path: string, content: string) => void
  /** As a fresh clone has it: nothing is installed. */
  readonly forgetInstall: () => void
  readonly remove: () => void
}

const note = (what: string) => `(await import('node:fs')).appendFileSync(process.env.TALLY_NOTES, ${what} + '\\n')`

/** Prints one line like the web host, ends with code 0 on SIGTERM or with the code given by --exit. */
const webHost = `
${note("'web ' + process.argv.slice(2).join(' ')")}
const exit = process.argv.find((arg) => arg.startsWith('--exit='))
if (exit) process.exit(Number(exit.slice(7)))
process.on('SIGTERM', () => process.exit(0))
setInterval(() => {}, 1000)
console.log('ready')
`
const buildTool = `
import { mkdirSync, writeFileSync } from 'node:fs'
${note("'build'")}
console.log('noise of the build')
for (const folder of ['main', 'preload', 'renderer']) mkdirSync('out/' + folder, { recursive: true })
for (const file of ['main/main.js', 'preload/preload.cjs', 'renderer/index.html']) writeFileSync('out/' + file, '')
writeFileSync('out/main/web-host.js', ${JSON.stringify(webHost)})
`
const electronVersion = '45.0.0'
const electron = `#!${process.execPath}
const { appendFileSync } = require('node:fs')
if (process.argv[2] === '--version') process.exit(Number(process.env.TALLY_ELECTRON_BREATH ?? 0))
appendFileSync(process.env.TALLY_NOTES, 'electron ' + process.argv.slice(3).join(' ') + '\\n')
process.on('SIGTERM', () => process.exit(5))
setInterval(() => {}, 1000)
console.log('open')
`
/** Installs the stand-in for the runtime, the way the electron package does. */
const electronInstaller = `
const { chmodSync, mkdirSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
require('node:fs').appendFileSync(process.env.TALLY_NOTES, 'download\\n')
mkdirSync(join(__dirname, 'dist'))
writeFileSync(join(__dirname, 'dist/version'), '${electronVersion}')
writeFileSync(join(__dirname, 'dist/electron'), ${JSON.stringify(electron)})
chmodSync(join(__dirname, 'dist/electron'), 0o755)
writeFileSync(join(__dirname, 'path.txt'), 'electron')
`
/** Stands in for npm: installs everything but keytar's addon, as npm does where it cannot be compiled. */
const npm = `
const { appendFileSync, writeFileSync } = require('node:fs')
appendFileSync(process.env.TALLY_NOTES, 'npm ' + process.argv.slice(2).join(' ') + '\\n')
console.log('added 1 package')
writeFileSync('node_modules/.package-lock.json', '{}')
`
export const failingInstaller = `
require('node:fs').appendFileSync(process.env.TALLY_NOTES, 'download\\n')
console.error('TypeError: fetch failed\\n    at somewhere')
process.exit(1)
`

export function makeStandInProject(): StandInProject {
  const root = mkdtempSync(join(tmpdir(), 'tally 시작-'))
  const notesFile = join(root, 'notes')
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
    chmodSync(join(root, path), 0o755)
  }
  cpSync('scripts', join(root, 'scripts'), { recursive: true })
  write('package.json', '{"type":"module","engines":{"node":">=20.19"}}')
  write('package-lock.json', '{}')
  write('electron/main.ts', '')
  write('node_modules/.package-lock.json', '{}')
  write('npm/npm-cli.js', npm)
  write('npm/package.json', '{"type":"commonjs"}')
  write('node_modules/electron-vite/package.json', '{"type":"module"}')
  write('node_modules/electron-vite/bin/electron-vite.js', buildTool)
  write('node_modules/electron/package.json', JSON.stringify({ version: electronVersion }))
  write('node_modules/electron/install.js', electronInstaller)
  return {
    start: (options, { uid = 1000, display = ':1' } = {}) => {
      const pretend = `data:text/javascript,process.getuid=()=>${uid}`
      const env = { ...process.env, TALLY_NOTES: notesFile, npm_execpath: join(root, 'npm/npm-cli.js'), DISPLAY: display, WAYLAND_DISPLAY: '' }
      return startProcess(process.execPath, ['--import', pretend, join(root, 'scripts/start.mjs'), ...options], { env })
    },
    notes: () => {
      const lines = readFileSync(notesFile, 'utf8').split('\n').slice(0, -1)
      writeFileSync(notesFile, '')
      return lines
    },
    write,
    forgetInstall: () => rmSync(join(root, 'node_modules/.package-lock.json')),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
