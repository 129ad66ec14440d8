import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipelineInWorker } from '../../../electron/pipeline/in-worker.ts'
import type { PipelineEvent, ProgramSettings } from '../../../electron/pipeline/port.ts'
import { someProgram } from '../../fakes/some-program.ts'
import { descendantsOf, isEncoder, isFfmpeg, type ProcessEntry, stillRunning } from '../../rig/process-tree.ts'
import { startProcess } from '../../rig/started-process.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'

const program: ProgramSettings = { ...someProgram, videoKbps: 600, audioKbps: 96 }

/** A host of its own: starts the program and says so. */
const hostScript = (runDir: string) => `
import { createPipelineInWorker } from './in-worker.js'
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent, hide: () => () => {}, redact: (text) => text }
const pipeline = createPipelineInWorker(new URL('./worker-entry.js', import.meta.url), { runDir: ${JSON.stringify(runDir)}, logger: silent })
const started = await pipeline.startProgram(${JSON.stringify(program)})
console.log(started.ok ? 'running' : JSON.stringify(started))
process.on('SIGTERM', async () => {
  await pipeline[Symbol.asyncDispose]()
  console.log('disposed')
})
`

/** The real worker, and on the word of a file a bug that nobody caught. */
const crashingScript = (file: string) => `
import { existsSync } from 'node:fs'
import './worker-entry.js'
setInterval(() => { if (existsSync(${JSON.stringify(file)})) throw new Error('worker crash') }, 20).unref()
`

describe('the built worker', () => {
  // inside the project, so that what is not bundled is found
  const out = resolve('node_modules/.cache/pipeline-worker-test')
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  beforeAll(async () => {
    dir = await makeTempDir('worker')
    await mkdir(out, { recursive: true })
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: true,
        target: 'node20.19',
        outDir: out,
        rollupOptions: { input: { 'worker-entry': 'electron/pipeline/worker-entry.ts', 'in-worker': 'electron/pipeline/in-worker.ts' } },
      },
    })
    await writeFile(join(out, 'host.mjs'), hostScript(dir.path))
  })
  afterAll(async () => {
    await dir.remove()
    await rm(out, { recursive: true, force: true })
  })
  const worker = () => join(out, 'worker-entry.js')
  const encodersOf = async (pid: number) => (await descendantsOf(pid)).filter(isEncoder)
  const gone = (processes: readonly ProcessEntry[], withinMs: number) =>
    until('no child is left', async () => (await stillRunning(processes)).length === 0, withinMs)

  test('runs a program, shows it, and ends with all its children', async () => {
    const pipeline = createPipelineInWorker(worker(), { runDir: dir.path, logger: silentLogger })
    let pictures = 0
    let levels = 0
    let frames = 0
    pipeline.onPreview((jpeg) => {
      pictures += jpeg[0] === 0xff && jpeg[1] === 0xd8 ? 1 : 0
    })
    pipeline.onLevels(() => {
      levels += 1
    })
    pipeline.onTelemetry(({ encoderFrames }) => {
      frames = encoderFrames ?? frames
    })
    expect((await pipeline.locateFfmpeg(null)).failure).toBeNull()
    expect((await pipeline.startProgram(program)).ok).toBe(true)
    await until('pictures, levels and numbers', () => pictures > 10 && levels > 20 && frames > 30, 10_000)
    const children = await descendantsOf(process.pid)
    expect(children.some(isEncoder)).toBe(true)
    await pipeline[Symbol.asyncDispose]()
    await gone(children.filter(isFfmpeg), 1000)
  })

  test('loses its children when its thread dies, and comes back', async () => {
    const crash = join(dir.path, 'crash-now')
    await writeFile(join(out, 'crashing.mjs'), crashingScript(crash))
    const pipeline = createPipelineInWorker(join(out, 'crashing.mjs'), { runDir: dir.path, logger: silentLogger })
    const events: PipelineEvent[] = []
    pipeline.onEvent((event) => events.push(event))
    expect((await pipeline.startProgram(program)).ok).toBe(true)
    const children = await encodersOf(process.pid)
    expect(children).toHaveLength(1)
    await writeFile(crash, '')
    await until('the failure is told', () => events.at(-1)?.state === 'failed', 5000)
    await rm(crash)
    await gone(children, 3000)
    expect((await pipeline.startProgram(program)).ok).toBe(true)
    await pipeline[Symbol.asyncDispose]()
    expect(await encodersOf(process.pid)).toEqual([])
  })

  test('leaves no child behind when its host is killed', async () => {
    const host = startProcess(process.execPath, [join(out, 'host.mjs')])
    await host.seen(/^running$/m, 15_000)
    const children = await descendantsOf(host.pid)
    expect(children.filter(isEncoder)).toHaveLength(1)
    await host.kill()
    await gone(children, 2000)
  })

  test('lets its host end by itself after it was disposed of', async () => {
    const host = startProcess(process.execPath, [join(out, 'host.mjs')])
    await host.seen(/^running$/m, 15_000)
    const children = await descendantsOf(host.pid)
    host.child.kill('SIGTERM')
    await host.seen(/^disposed$/m, 10_000)
    expect(await host.exited).toBe(0)
    await gone(children, 1000)
  })
})
