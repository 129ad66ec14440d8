import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createProcessKeeper } from '../../../electron/processes/keep-processes.ts'
import { readProcessStart } from '../../../electron/processes/process-start.ts'
import { sweepOrphans } from '../../../electron/processes/sweep.ts'
import { isAlive } from '../../rig/is-alive.ts'
import { until } from '../../rig/until.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds } from '../relay/test-encoder.ts'

const childrenOf = (pid: number): readonly number[] => {
  const text = existsSync(`/proc/${pid}/task/${pid}/children`) ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8') : ''
  return text.trim().split(' ').filter(Boolean).map(Number)
}

describe.skipIf(process.platform !== 'linux')('children of a host that dies', () => {
  let dir: string
  let script: string
  let peer: RtmpPeer | null = null
  let silent: Server
  let silentPort = 0

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'tally-orphans-'))
    const entry = resolve('tests/integration/processes/stubborn-host.ts')
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: entry, outDir: dir, target: 'node20', rollupOptions: { output: { entryFileNames: 'host.mjs' } } },
    })
    script = join(dir, 'host.mjs')
    if (hasRtmpPeer) peer = await startRtmpPeer()
    silent = createServer((socket) => socket.on('error', () => {}).resume())
    await new Promise<void>((done) => {
      silent.listen(0, '127.0.0.1', done)
    })
    silentPort = (silent.address() as { port: number }).port
  })
  afterAll(async () => {
    silent?.close()
    await peer?.close()
    rmSync(dir, { recursive: true, force: true })
  })

  const startHost = (situation: string, ffmpeg: string, url: string, runDir: string): { host: ChildProcess; said: string[] } => {
    const host = spawn(process.execPath, [script, situation, ffmpeg, runDir, url], { stdio: ['ignore', 'pipe', 'inherit'] })
    const said: string[] = []
    host.stdout?.on('data', (chunk: Buffer) => said.push(...chunk.toString().trim().split('\n')))
    return { host, said }
  }

  const situations = [
    { situation: 'encoder', url: () => '', ready: 'ready' },
    { situation: 'waiting-encoder', url: () => `tcp://127.0.0.1:${silentPort}`, ready: 'ready' },
    { situation: 'handshake', url: () => `rtmp://127.0.0.1:${silentPort}/live`, ready: 'ready' },
    { situation: 'black-hole', url: () => peer?.ingestUrl ?? '', ready: 'stalled' },
  ]

  describe.each(ffmpegBuilds)('with the $name ffmpeg', ({ name, path }) => {
    it.each(situations)('are gone at once: $situation', async ({ situation, url, ready }) => {
      if (situation === 'black-hole' && peer === null) return expect(hasRtmpPeer, 'needs nginx with its RTMP module').toBe(false)
      const { host, said } = startHost(situation, path, url(), join(dir, `run-${name}-${situation}`))
      try {
        if (situation === 'black-hole') {
          await until('it publishes', () => said.includes('publishing'))
          process.kill(peer?.pid ?? 0, 'SIGSTOP')
        }
        await until(`the host is ${ready}`, () => said.includes(ready) && said.some((line) => line.startsWith('pid ')), 20_000)
        const children = childrenOf(host.pid ?? 0)
        const ffmpegPid = Number(said.find((line) => line.startsWith('pid '))?.slice(4))
        expect(children).toContain(ffmpegPid)
        expect(isAlive(ffmpegPid)).toBe(true)
        host.kill('SIGKILL')
        const killedAt = performance.now()
        // the guardian among them: it ends when its work is done
        await until('no child is left', () => children.every((pid) => !isAlive(pid)), 5000)
        const afterMs = performance.now() - killedAt
        console.log(`${name}, ${situation}: ${children.length} children gone ${afterMs.toFixed(0)} ms after the host`)
        expect(afterMs).toBeLessThan(1000)
      } finally {
        host.kill('SIGKILL')
        if (situation === 'black-hole' && peer !== null) process.kill(peer.pid, 'SIGCONT')
      }
    })
  })

  it('are found at the next launch when even the guardian is gone, and nobody else is touched', async () => {
    const runDir = join(dir, 'run-sweep')
    const [mine, other] = [spawn('sleep', ['300'], { stdio: 'ignore' }), spawn('sleep', ['300'], { stdio: 'ignore' })]
    const gone = new Promise((done) => mine.once('exit', (_code, signal) => done(signal)))
    const none = { add: () => {}, remove: () => {}, [Symbol.dispose]: () => {} }
    const keeper = createProcessKeeper({ runDir, name: 'pipeline', logger: silentLogger, startGuardian: () => none })
    try {
      keeper.adopt(mine.pid ?? 0, 'sender')
      await until('the register is written', () => existsSync(join(runDir, 'children.pipeline.json')))
      writeFileSync(
        join(runDir, 'children.json'),
        JSON.stringify({ version: 1, children: [{ pid: other.pid, startedAs: 'another life', what: 'sender' }, 7, {}] }),
      )
      writeFileSync(join(runDir, 'children.broken.json'), '{"children": [')
      expect((await sweepOrphans(runDir, silentLogger)).map(({ pid, what }) => ({ pid, what }))).toEqual([{ pid: mine.pid, what: 'sender' }])
      expect(await gone).toBe('SIGKILL')
      expect(await readProcessStart(other.pid ?? 0)).toMatchObject({ state: 'running' })
      expect(await sweepOrphans(runDir, silentLogger)).toEqual([])
    } finally {
      mine.kill('SIGKILL')
      other.kill('SIGKILL')
    }
  })
})
