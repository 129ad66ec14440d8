import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CancellationToken, NsisUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { adaptUpdater } from '../../../electron/app/electron-updater.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'

/** electron-updater itself, against a server here. Only its requests and its app are Node's in place of Electron's. */
const installer = Buffer.alloc(300_000, 'tally')
const genuine = createHash('sha512').update(installer).digest('base64')

let dir: Awaited<ReturnType<typeof makeTempDir>>
let server: ReturnType<typeof createServer>
let offered: { version: string; sha512: string } | null
let onInstaller: () => Promise<void>

beforeEach(async () => {
  dir = await makeTempDir('updates')
  offered = { version: '2.0.0', sha512: genuine }
  onInstaller = async () => {}
  server = createServer(async (request, response) => {
    if (offered === null) return response.writeHead(503).end()
    if (!request.url?.startsWith('/Tally-')) {
      const { version, sha512 } = offered
      const file = `Tally-${version}.exe`
      return response.end(
        `version: ${version}\nfiles:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${installer.length}\npath: ${file}\nsha512: ${sha512}\n`,
      )
    }
    response.writeHead(200, { 'content-length': installer.length })
    response.write(installer.subarray(0, 1000))
    await onInstaller()
    response.end(installer.subarray(1000))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await writeFile(join(dir.path, 'app-update.yml'), `provider: generic\nurl: http://127.0.0.1:${port}\nupdaterCacheDirName: tally\n`)
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await dir.remove()
})

function open() {
  const app = {
    version: '1.0.0',
    name: 'tally',
    isPackaged: true,
    appUpdateConfigPath: join(dir.path, 'app-update.yml'),
    userDataPath: dir.path,
    baseCachePath: dir.path,
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {},
  }
  const updater = new NsisUpdater(null, app)
  updater.disableDifferentialDownload = true
  const createRequest = (options: RequestOptions, answer: (response: IncomingMessage) => void) => httpRequest(options, answer)
  Object.assign(updater, { httpExecutor: Object.assign(new ElectronHttpExecutor(), { createRequest }) })
  return adaptUpdater(updater, () => new CancellationToken(), silentLogger)
}

const failed = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('nothing failed'),
    (error: unknown) => error,
  )

test('finds a newer version and fetches it', async () => {
  const updater = open()
  expect(await updater.check()).toBe('2.0.0')
  await updater.download(() => {}, new AbortController().signal)
})

test('the version that runs, or an older one, is nothing new', async () => {
  offered = { version: '1.0.0', sha512: genuine }
  expect(await open().check()).toBe(null)
  offered = { version: '0.9.0', sha512: genuine }
  expect(await open().check()).toBe(null)
})

test('a package that is not what was announced is refused', async () => {
  offered = { version: '2.0.0', sha512: createHash('sha512').update('another').digest('base64') }
  const updater = open()
  await updater.check()
  expect(updater.problemOf(await failed(updater.download(() => {}, new AbortController().signal)))).toBe('untrusted')
})

test('a server that is out of order is told from a wrong answer', async () => {
  offered = null
  const updater = open()
  expect(updater.problemOf(await failed(updater.check()))).toBe('unreachable')
  expect(updater.problemOf(new Error('net::ERR_INTERNET_DISCONNECTED'))).toBe('unreachable')
  expect(updater.problemOf(new TypeError('x is undefined'))).toBe('failed')
})

test('a download stops when it is told to, and can be begun again', async () => {
  const updater = open()
  await updater.check()
  const stop = new AbortController()
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  onInstaller = () => {
    stop.abort()
    return held
  }
  await failed(updater.download(() => {}, stop.signal))
  release()
  onInstaller = async () => {}
  await updater.download(() => {}, new AbortController().signal)
})
