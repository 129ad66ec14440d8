// Stands in for the sandbox's worker: comes up, then throws where nobody catches it.
import { parentPort } from 'node:worker_threads'

parentPort.postMessage({ kind: 'started', facts: {} })
setTimeout(() => {
  throw new Error('nobody expected this')
}, 100)
