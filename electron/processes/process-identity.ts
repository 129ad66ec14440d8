import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the system can be asked; passed in by tests of other systems. */
export type SystemQuestions = {
  readonly platform: NodeJS.Platform
  /** Content of a file, or null when it cannot be read. */
  readonly readText: (path: string) => string | null
  /** Output of a command, or null when it failed or took longer than 5 s. */
  readonly run: (command: string, args: readonly string[]) => Promise<string | null>
}

export const thisSystem: SystemQuestions = {
  platform: process.platform,
  readText: (path) => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return null
    }
  },
  run: (command, args) =>
    new Promise((resolve) => {
      const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
      execFile(command, [...args], { timeout: 5000, windowsHide: true, env }, (error, stdout) => resolve(error === null ? stdout : null))
    }),
}

/**
 * A text that names one process for ever: when it started, on this boot. Two processes that had the same pid differ in it.
 * Null when there is no such process or the system does not tell.
 */
export const processIdentity = async (pid: number, system: SystemQuestions = thisSystem): Promise<string | null> => {
  switch (system.platform) {
    case 'linux':
      return linuxIdentity(pid, system)
    case 'win32':
      return trimmed(
        await system.run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`]),
      )
    default:
      return trimmed(await system.run('ps', ['-o', 'lstart=', '-p', String(pid)]))
  }
}

/** Field 22 of /proc/PID/stat (proc(5)): start in clock ticks since boot. The name in field 2 may hold spaces and brackets. */
const linuxIdentity = (pid: number, system: SystemQuestions): string | null => {
  const stat = system.readText(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, ticks] = [fields?.[0], fields?.[19]]
  if (ticks === undefined || state === 'Z') return null
  const boot = system.readText('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown'
  return `${boot}/${ticks}`
}

const trimmed = (text: string | null): string | null => {
  const value = text?.trim() ?? ''
  return value === '' ? null : value
}
