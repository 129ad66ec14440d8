import type { Logger } from '../logging/port.ts'
import { type Guardian, startGuardian } from './guardian.ts'
import type { ProcessKeeper } from './port.ts'
import { readProcessStart, type SystemQuestions, thisSystem } from './process-start.ts'
import { type Registered, registerPath, writeRegister } from './register.ts'

export type KeeperOptions = {
  /** `<data-dir>/run`. */
  readonly runDir: string
  /** Names this keeper's register; null for the host itself. Every keeper of a data dir needs another name. */
  readonly name: string | null
  readonly logger: Logger
  readonly system?: SystemQuestions
  readonly startGuardian?: (logger: Logger) => Guardian
}

/**
 * Watches over the children of this process (or worker: a keeper dies with its thread, and its children with it).
 * POSIX: a guardian kills them when we are gone. Windows has no guardian yet, so there a child that ignores the end of
 * its pipes lives until the sweep at the next launch.
 */
export const createProcessKeeper = (options: KeeperOptions): ProcessKeeper => {
  const { logger, system = thisSystem } = options
  const path = registerPath(options.runDir, options.name)
  const children = new Map<number, Registered>()
  const guardian = system.platform === 'win32' ? null : (options.startGuardian ?? startGuardian)(logger)
  let complained = false

  const write = () => {
    try {
      writeRegister(path, [...children.values()])
    } catch (error) {
      if (!complained) logger.warn('the register of child processes cannot be written', { path, error: String(error) })
      complained = true
    }
  }

  return {
    adopt: (pid, what) => {
      const entry = { pid, startedAs: null as string | null, what }
      children.set(pid, entry)
      guardian?.add(pid)
      readProcessStart(pid, system)
        .then((start) => {
          if (children.get(pid) !== entry) return
          if (start.state === 'running') entry.startedAs = start.startedAt
          write()
        })
        .catch((error: unknown) => logger.warn('a child process could not be identified', { pid, error: String(error) }))
      return () => {
        if (children.get(pid) !== entry) return // let go of before, or the pid has a new owner
        children.delete(pid)
        guardian?.remove(pid)
        write()
      }
    },
    [Symbol.dispose]: () => guardian?.[Symbol.dispose](),
  }
}
