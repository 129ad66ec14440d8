import type { UtilityProcess } from 'electron'
import type { KeytarChild, LaunchKeytarChild } from '../credentials/keytar-process.ts'

/** Starts `keytar-child` as a utility process: it ends with the app and can be killed while a call of keytar hangs. */
export function launchKeytarUtility(
  utilityProcess: { fork: (path: string, args?: string[], options?: Electron.ForkOptions) => UtilityProcess },
  modulePath: string,
): LaunchKeytarChild {
  return (): KeytarChild => {
    const child = utilityProcess.fork(modulePath, [], { stdio: 'ignore', serviceName: 'Tally keychain' })
    return {
      send: (request) => child.postMessage(request),
      onAnswer: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', () => listener()),
      // A hanging keytar may ignore SIGTERM, which is all that `child.kill` sends.
      kill: () => {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      },
    }
  }
}
