import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../rig/until.ts'

const rtmpModule = ['/usr/lib/nginx/modules/ngx_rtmp_module.so', '/usr/lib64/nginx/modules/ngx_rtmp_module.so'].find((path) => existsSync(path))

/** Debian: packages nginx and libnginx-mod-rtmp. */
export const hasRtmpPeer = rtmpModule !== undefined

export type RtmpPeer = {
  readonly pid: number
  readonly port: number
  /** Takes every publisher and records it. */
  readonly ingestUrl: string
  /** Refuses every publisher. */
  readonly denyUrl: string
  /** What publishers asked for, as the server heard it: name and arguments. */
  readonly publishes: () => readonly { readonly name: string; readonly args: string }[]
  readonly unpublishes: () => number
  readonly recordings: () => readonly string[]
  readonly recordedBytes: () => number
  /** Closes every connection at once, and listens again on the same port. */
  readonly restart: () => Promise<void>
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

/** nginx with its RTMP module on loopback, in a folder of its own, in the foreground. */
export const startRtmpPeer = async (): Promise<RtmpPeer> => {
  const dir = mkdtempSync(join(tmpdir(), 'tally-rtmp-'))
  const port = await freePort()
  const recordDir = join(dir, 'rec')
  const log = join(dir, 'error.log')
  mkdirSync(recordDir, { mode: 0o777 })
  const conf = `
load_module ${rtmpModule};
daemon off; master_process off; pid ${join(dir, 'nginx.pid')}; error_log ${log} info;
events { worker_connections 32; }
rtmp { server {
  listen 127.0.0.1:${port};
  application live { live on; record all; record_path ${recordDir}; record_unique on; }
  application deny { live on; deny publish all; }
} }
`
  writeFileSync(join(dir, 'nginx.conf'), conf)
  let child: ChildProcess | null = null

  const start = async () => {
    const started = spawn('nginx', ['-p', dir, '-c', join(dir, 'nginx.conf')], { stdio: 'ignore' })
    child = started
    await until('nginx listens', () =>
      readFileSync('/proc/net/tcp', 'utf8').includes(`0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`),
    )
  }
  const kill = async () => {
    const dying = child
    child = null
    if (dying === null || dying.exitCode !== null || dying.signalCode !== null) return
    const gone = new Promise((resolve) => dying.once('exit', resolve))
    dying.kill('SIGKILL')
    await gone
  }
  const logText = () => (existsSync(log) ? readFileSync(log, 'latin1') : '')
  const recordings = () => readdirSync(recordDir).map((name) => join(recordDir, name))

  await start()
  return {
    get pid() {
      return child?.pid ?? 0
    },
    port,
    ingestUrl: `rtmp://127.0.0.1:${port}/live`,
    denyUrl: `rtmp://127.0.0.1:${port}/deny`,
    publishes: () =>
      [...logText().matchAll(/ publish: name='(.*?)' args='(.*?)' type=/g)].map((match) => ({ name: match[1] ?? '', args: match[2] ?? '' })),
    unpublishes: () =>
      logText()
        .split('\n')
        .filter((line) => line.includes('deleteStream')).length,
    recordings,
    recordedBytes: () => recordings().reduce((sum, path) => sum + statSync(path).size, 0),
    restart: async () => {
      await kill()
      await start()
    },
    kill,
    close: async () => {
      await kill()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
