import { fork } from 'node:child_process'
import type { LaunchKeytarChild } from './keytar-process.ts'

export type ForkOptions = {
  /** The built `keytar-child.js`. */
  readonly modulePath: string
  readonly env: NodeJS.ProcessEnv
  /** Makes sure that the child dies with us (`ProcessKeeper.adopt`). */
  readonly adopt: (pid: number, what: string) => () => void
}

/** Starts `keytar-child` under plain Node. */
export function forkKeytarChild({ modulePath, env, adopt }: ForkOptions): LaunchKeytarChild {
  return () => {
    // Without our execArgv: an inspector's port is taken by ourselves.
    const child = fork(modulePath, [], { env, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const letGo = child.pid === undefined ? () => {} : adopt(child.pid, 'keytar')
    child.once('exit', letGo)
    // A process that cannot be started or written to has ended for us.
    child.on('error', () => child.kill('SIGKILL'))
    return {
      send: (request) => void child.send(request, () => {}),
      onAnswer: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        child.once('exit', listener)
        if (child.pid === undefined) child.once('error', listener)
      },
      kill: () => void child.kill('SIGKILL'),
    }
  }
}
