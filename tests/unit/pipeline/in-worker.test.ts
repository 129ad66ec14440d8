import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipelineInWorker } from '../../../electron/pipeline/in-worker.ts'
import type { Pipeline, PipelineEvent } from '../../../electron/pipeline/port.ts'
import { someProgram } from '../../fakes/some-program.ts'

/** A worker that speaks the protocol and misbehaves on request: `path` of `locateFfmpeg` says how. */
const script = `
import { parentPort as port } from 'node:worker_threads'
const answers = { listSources: { sources: [], failure: null }, startProgram: { ok: true, value: undefined }, stopProgram: null, stopSending: null }
let located = 'never'
let flood = null
port.on('message', (message) => {
  if (message.type === 'preview-taken') flood?.()
  if (message.type === 'abort') port.postMessage({ type: 'answer', id: message.id, output: { ok: false, failure: { code: 'sender-failed', detail: 'aborted' } } })
  if (message.type !== 'call') return
  const { id, name, input } = message
  if (name === 'startSending') {
    if (input.streamKey === 'crash') setTimeout(() => { throw new Error('worker crash') }, 5)
    port.postMessage({ type: 'event', event: { type: 'sender', state: 'connecting' } })
    return
  }
  if (name === 'locateFfmpeg') located = input
  if (name === 'startProgram') port.postMessage({ type: 'event', event: { type: 'encoder', state: 'running' } })
  if (name === 'listSources') return port.postMessage({ type: 'answer', id, output: { sources: [{ id: 'located', label: String(located) }], failure: null } })
  if (name === 'stopSending') return port.postMessage({ type: 'threw', id, error: 'a bug' })
  port.postMessage({ type: 'answer', id, output: name === 'locateFfmpeg' ? { path: input, version: '1', origin: 'setting', failure: null } : answers[name] ?? null })
  if (name === 'dispose' && located !== 'deaf') port.close()
})
`

const target = (streamKey: string) => ({ ingestUrl: 'rtmp://127.0.0.1/live', streamKey, mode: 'CMAF' }) as const

describe('the pipeline in a worker', () => {
  let dir: string
  let path: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'tally-worker-'))
    path = join(dir, 'worker.mjs')
    writeFileSync(path, script)
  })
  afterAll(() => rmSync(dir, { recursive: true }))
  const using = async (work: (pipeline: Pipeline) => Promise<void>) => {
    const pipeline = createPipelineInWorker(path, { runDir: dir, logger: silentLogger })
    try {
      await work(pipeline)
    } finally {
      await pipeline[Symbol.asyncDispose]()
    }
  }

  test('answers as if it were here', () =>
    using(async (pipeline) => {
      expect(await pipeline.locateFfmpeg('/f')).toEqual({ path: '/f', version: '1', origin: 'setting', failure: null })
      expect(await pipeline.startProgram(someProgram)).toEqual({ ok: true, value: undefined })
      await expect(pipeline.stopSending()).rejects.toThrow('a bug')
    }))

  test('aborts an attempt', () =>
    using(async (pipeline) => {
      const abort = new AbortController()
      const sending = pipeline.startSending(target('key'), abort.signal)
      abort.abort()
      expect(await sending).toMatchObject({ ok: false, failure: { detail: 'aborted' } })
      expect((await pipeline.startSending(target('key'), abort.signal)).ok).toBe(false)
    }))

  test('survives the death of its thread: says what was lost, answers what was asked, starts again with the same ffmpeg', () =>
    using(async (pipeline) => {
      const events: PipelineEvent[] = []
      pipeline.onEvent((event) => events.push(event))
      await pipeline.locateFfmpeg('/mine')
      await pipeline.startProgram(someProgram)
      expect(await pipeline.startSending(target('crash'))).toMatchObject({ ok: false, failure: { code: 'sender-failed' } })
      expect(events).toEqual([
        { type: 'encoder', state: 'running' },
        { type: 'sender', state: 'connecting' },
        { type: 'encoder', state: 'failed', failure: { code: 'encoder-failed', detail: expect.stringContaining('worker crash') } },
        { type: 'sender', state: 'lost', failure: { code: 'sender-failed', detail: expect.stringContaining('worker crash') }, publishedForMs: 0 },
      ])
      expect((await pipeline.listSources()).sources).toEqual([{ id: 'located', label: '/mine' }])
      expect((await pipeline.startProgram(someProgram)).ok).toBe(true)
    }))

  test('answers with a failure where its file is missing', async () => {
    const pipeline = createPipelineInWorker(join(dir, 'none.mjs'), { runDir: dir, logger: silentLogger })
    expect((await pipeline.locateFfmpeg(null)).failure?.code).toBe('bug')
    expect((await pipeline.startProgram(someProgram)).ok).toBe(false)
    await pipeline.stopProgram()
    await pipeline[Symbol.asyncDispose]()
  })

  test('takes no call after it was disposed of, and is disposed of twice without harm', async () => {
    const pipeline = createPipelineInWorker(path, { runDir: dir, logger: silentLogger })
    await Promise.all([pipeline[Symbol.asyncDispose](), pipeline[Symbol.asyncDispose]()])
    expect((await pipeline.startProgram(someProgram)).ok).toBe(false)
    await pipeline.stopProgram()
  })

  test('is disposed of in bounded time even if the thread does not end', async () => {
    const pipeline = createPipelineInWorker(path, { runDir: dir, logger: silentLogger, disposeDeadlineMs: 50 })
    await pipeline.locateFfmpeg('deaf')
    await expect(pipeline[Symbol.asyncDispose]()).resolves.toBeUndefined()
  }, 3000)
})
