import { rmSync } from 'node:fs'
import type { Logger } from '../logging/port.ts'
import { readProcessStart, type SystemQuestions, thisSystem } from './process-start.ts'
import { type Registered, readRegisters } from './register.ts'

/**
 * Ends what an earlier run of the program left behind: every process of the registers in `runDir` that still has
 * the same pid *and* the same start. To be called once at launch, by the one process that holds the data dir,
 * before the first keeper is made. Answers what was killed.
 */
export const sweepOrphans = async (
  runDir: string,
  logger: Logger,
  system: SystemQuestions = thisSystem,
  kill: (pid: number) => void = (pid) => process.kill(pid, 'SIGKILL'),
): Promise<readonly Registered[]> => {
  const { paths, children } = readRegisters(runDir)
  const alive = await Promise.all(
    children.map(async (child) => {
      const now = await readProcessStart(child.pid, system)
      return now.state === 'running' && now.startedAt === child.startedAs
    }),
  )
  const killed = children.filter((child, index) => alive[index] === true && tryKill(child, kill))
  for (const child of killed) logger.warn(`ended a ${child.what} that an earlier run had left behind`, { pid: child.pid })
  for (const path of paths) rmSync(path, { force: true })
  return killed
}

const tryKill = (child: Registered, kill: (pid: number) => void): boolean => {
  try {
    kill(child.pid)
    return true
  } catch {
    return false // it ended by itself meanwhile
  }
}
