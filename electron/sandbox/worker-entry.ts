import { parentPort, workerData } from 'node:worker_threads'
import type { Logger } from '../logging/port.ts'
import { createProcessKeeper } from '../processes/keep-processes.ts'
import { startSandbox } from './start-sandbox.ts'
import type { FromWorker, LogLevel, SandboxWorkerData, ToWorker } from './worker-messages.ts'

/** The thread that `startSandboxInWorker` starts: wires the sandbox to its host and ends when it is told to. */
const { runDir, ...options } = workerData as SandboxWorkerData
const tell = (message: FromWorker) => parentPort?.postMessage(message)

/** Lines go to the host, whose log redacts them. */
const logger = ((): Logger => {
  const say =
    (level: LogLevel): Logger['info'] =>
    (message, fields) =>
      tell({ kind: 'log', level, message, ...(fields === undefined ? {} : { fields }) })
  const made: Logger = {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    child: () => made,
    hide: () => () => {},
    redact: (text) => text,
  }
  return made
})()

const keeper = runDir === null ? undefined : createProcessKeeper({ runDir, name: 'sandbox', logger })
const started = await startSandbox({ ...options, logger, ...(keeper === undefined ? {} : { keeper }) })

const leave = async () => {
  if (started.ok) await started.value[Symbol.asyncDispose]()
  keeper?.[Symbol.dispose]()
  process.exit(0) // ends this thread, not the host
}

if (started.ok) {
  const { onExit: _, [Symbol.asyncDispose]: __, ...facts } = started.value
  parentPort?.on('message', ({ kind }: ToWorker) => {
    if (kind === 'stop') void leave()
  })
  tell({ kind: 'started', facts })
} else {
  tell({ kind: 'failed', failure: started.failure })
}
