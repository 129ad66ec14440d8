import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { loud, onlyKnown } from './loud.ts'

/** Gives a forked Node what a utility process has (Electron, process, `parentPort`; Electron, parentPort, “Event: 'message'”). */
const parentPort = `
  const listeners = []
  process.on('message', (data) => { for (const listener of listeners) listener({ data, ports: [] }) })
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.parentPort = {
    on: (event, listener) => { if (event === 'message') listeners.push(listener) },
    postMessage: (message) => { process.send(message) },
  }
`

type Imitated = Pick<Electron.UtilityProcess, 'pid' | 'postMessage' | 'kill'>

export const utilityProcessModule = {
  fork: (modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}) => {
    onlyKnown('utilityProcess.fork', options, ['stdio', 'serviceName', 'env'])
    const child = fork(modulePath, args, {
      execArgv: ['--import', `data:text/javascript,${encodeURIComponent(parentPort)}`],
      serialization: 'advanced',
      stdio: options.stdio === 'ignore' ? ['ignore', 'ignore', 'ignore', 'ipc'] : 'inherit',
      ...(options.env === undefined ? {} : { env: { ...options.env } as NodeJS.ProcessEnv }),
    })
    const told = Object.assign(new EventEmitter(), {
      get pid() {
        return child.pid
      },
      postMessage: (message: unknown) => void child.send(message as never),
      kill: () => child.kill(),
    } satisfies Imitated)
    child.on('spawn', () => told.emit('spawn'))
    child.on('message', (message) => told.emit('message', message))
    child.on('error', () => told.emit('exit', 1))
    child.on('exit', (code) => told.emit('exit', code ?? 1))
    return loud('utilityProcess child', told) as unknown as Electron.UtilityProcess
  },
} satisfies Pick<typeof Electron.utilityProcess, 'fork'>
