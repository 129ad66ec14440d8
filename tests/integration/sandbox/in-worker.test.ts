import { resolve } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandboxInWorker } from '../../../electron/sandbox/in-worker.ts'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { descendantsOf } from '../../rig/process-tree.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { bundleForNode } from '../bundle-for-node.ts'
import { clientOf } from './sandbox-client.ts'
import { startTestPublisher, stopAllPublishers } from './test-publisher.ts'

describe('the local FlipFlop Cloud in a worker thread', () => {
  let worker: string
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  const open: Sandbox[] = []
  const ports = { apiPort: 0, rtmpPort: 0, httpPort: 0 }
  const ffmpegPath = resolve('node_modules/@ffmpeg-installer/linux-x64/ffmpeg')

  beforeAll(async () => {
    worker = await bundleForNode('electron/sandbox/worker-entry.ts')
  })
  beforeEach(async () => {
    dir = await makeTempDir('worker')
  })
  afterEach(async () => {
    await stopAllPublishers()
    await Promise.all(open.splice(0).map((sandbox) => sandbox[Symbol.asyncDispose]()))
    await dir.remove()
  })

  const start = async () => {
    const started = await startSandboxInWorker(worker, { dataDir: dir.path, runDir: dir.path, ffmpegPath, ...ports })
    if (!started.ok) throw new Error(started.failure.detail)
    open.push(started.value)
    return started.value
  }

  it('converts a stream, and takes its ffmpeg with it when it is put away', async () => {
    const sandbox = await start()
    const client = clientOf(sandbox)
    const { ingestUrl, streamKey } = (await client.key()) as { ingestUrl: string; streamKey: string }
    startTestPublisher({ ingestUrl, streamKey, dir: dir.path })
    await client.keyIs('ACTIVE')
    const packagers = async () => (await descendantsOf(process.pid)).filter(({ args }) => args.includes('pipe:0'))
    expect(await packagers()).toHaveLength(1)
    let died = false
    sandbox.onExit(() => {
      died = true
    })
    await sandbox[Symbol.asyncDispose]()
    expect(await packagers()).toEqual([])
    expect(died).toBe(false)
    await expect(fetch(sandbox.apiUrl)).rejects.toThrow()
  })

  it('runs beside another one without sharing anything', async () => {
    const first = await start()
    const other = await makeTempDir('worker-2')
    const started = await startSandboxInWorker(worker, { dataDir: other.path, ffmpegPath, ...ports })
    if (!started.ok) throw new Error(started.failure.detail)
    open.push(started.value)
    expect(started.value.apiSecret).not.toBe(first.apiSecret)
    expect((await clientOf({ ...first, apiSecret: started.value.apiSecret }).call('GET', '/v2/apps/me/members')).body).toMatchObject({
      errorCode: 'INVALID_APP_CREDENTIALS',
    })
    await started.value[Symbol.asyncDispose]()
    await other.remove()
  })

  it('says which port is busy', async () => {
    const port = Number(new URL((await start()).apiUrl).port)
    const second = await startSandboxInWorker(worker, { dataDir: dir.path, ffmpegPath, ...ports, httpPort: port })
    expect(second).toEqual({ ok: false, failure: { code: 'port-busy', params: { port } } })
  })

  it('dies alone, and says so', async () => {
    const broken = await startSandboxInWorker(resolve('tests/integration/sandbox/crashing-worker.mjs'), { dataDir: dir.path, ffmpegPath, ...ports })
    if (!broken.ok) throw new Error(broken.failure.detail)
    let reason = ''
    broken.value.onExit((why) => {
      reason = why
    })
    await until('the reason', () => reason !== '', 3000)
    expect(reason).toBe('nobody expected this')
    expect(await startSandboxInWorker('/no/such/worker.js', { dataDir: dir.path, ffmpegPath, ...ports })).toMatchObject({
      ok: false,
      failure: { code: 'sandbox-failed' },
    })
  })
})
