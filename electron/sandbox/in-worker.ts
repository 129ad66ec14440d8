import { Worker } from 'node:worker_threads'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type Logger, silentLogger } from '../logging/port.ts'
import type { Sandbox, SandboxOptions } from './port.ts'
import type { FromWorker, SandboxWorkerData, ToWorker } from './worker-messages.ts'

export type InWorkerOptions = SandboxOptions & {
  /** `<data-dir>/run`, where child processes are registered. */
  readonly runDir?: string
  readonly logger?: Logger
}

const startWithinMs = 15_000
const stopWithinMs = 8000

/**
 * Starts the local FlipFlop Cloud in a worker thread of its own, so that its crash is not ours: it shows as `onExit`.
 * Failures as `startSandbox`, and `sandbox-failed` where the thread died or did not come up within 15 s.
 * @param workerPath the built `sandbox-worker.js`
 */
export async function startSandboxInWorker(workerPath: string, options: InWorkerOptions): Promise<Result<Sandbox>> {
  const { logger = silentLogger, runDir = null, dataDir, ffmpegPath, apiPort, rtmpPort, httpPort, firstRoomTitle } = options
  const workerData: SandboxWorkerData = { runDir, dataDir, ffmpegPath, apiPort, rtmpPort, httpPort, firstRoomTitle }
  const worker = new Worker(workerPath, { name: 'sandbox', workerData })
  const listeners = new Set<(reason: string) => void>()
  let crash: string | null = null
  let stopping: Promise<void> | null = null

  const exited = new Promise<string>((resolve) => {
    worker.on('error', (error) => {
      crash = error instanceof Error ? error.message : String(error)
    })
    worker.once('exit', (code) => resolve(crash ?? `its thread ended with code ${code}`))
  })
  const answer = new Promise<FromWorker>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'log') logger[message.level](message.message, message.fields)
      else resolve(message)
    })
  })

  const stop = async () => {
    const word: ToWorker = { kind: 'stop' }
    worker.postMessage(word)
    const inTime = await Promise.race([exited.then(() => true), after(stopWithinMs, false)])
    if (!inTime) {
      logger.warn('the local FlipFlop Cloud did not stop in time')
      await worker.terminate()
    }
  }

  const first = await Promise.race([
    answer,
    exited.then((reason): FromWorker => ({ kind: 'failed', failure: failure('sandbox-failed', { detail: reason }) })),
    after<FromWorker>(startWithinMs, { kind: 'failed', failure: failure('sandbox-failed', { detail: 'it did not start in time' }) }),
  ])
  if (first.kind !== 'started') {
    await worker.terminate()
    return err(first.kind === 'failed' ? first.failure : failure('sandbox-failed'))
  }
  void exited.then((reason) => {
    if (stopping !== null) return
    logger.error('the local FlipFlop Cloud died', { reason })
    for (const listener of listeners) listener(reason)
  })
  return ok({
    ...first.facts,
    onExit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    [Symbol.asyncDispose]: () => (stopping ??= stop()),
  })
}

const after = <T>(ms: number, value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), ms).unref())
