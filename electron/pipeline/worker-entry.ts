import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import { createProcessKeeper } from '../processes/keep-processes.ts'
import { createPipeline } from './pipeline.ts'
import { serveInWorker } from './serve-in-worker.ts'
import { createWorkerLogger } from './worker-logger.ts'
import type { WorkerSettings } from './worker-messages.ts'

/** The thread in which media flows, so that a busy host never holds a frame. Its children die with it: the keeper lives here. */
const start = (port: MessagePort, { runDir }: WorkerSettings): void => {
  const logger = createWorkerLogger((message) => port.postMessage(message))
  const keeper = createProcessKeeper({ runDir, name: 'pipeline', logger })
  serveInWorker(port, createPipeline({ clock: systemClock, logger, keeper, runDir }), () => keeper[Symbol.dispose]())
}

if (parentPort === null) throw new Error('this file is a worker')
start(parentPort, workerData as WorkerSettings)
