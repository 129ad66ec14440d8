import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the system can be asked; passed in by tests of other systems. */
export type SystemQuestions = {
  readonly platform: NodeJS.Platform
  /** Whether the pid is taken, be it by another user's process or by one that has ended and only waits to be reaped. */
  readonly exists: (pid: number) => boolean
  /** Content of a file, or null when it cannot be read. */
  readonly readText: (path: string) => string | null
  /** Output of a command, or null when it failed or took longer than 5 s. */
  readonly run: (command: string, args: readonly string[]) => Promise<string | null>
}

export const thisSystem: SystemQuestions = {
  platform: process.platform,
  exists: (pid) => {
    try {
      process.kill(pid, 0)
      return true
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM'
    }
  },
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
 * When a process started, as a text. A pid is given to another process sooner or later; together with this it names one process for ever.
 * `gone`: no such process, or one that has ended and only waits to be reaped. `unknown`: it is there, but the system does not tell.
 */
export type ProcessStart = { readonly state: 'running'; readonly startedAt: string } | { readonly state: 'gone' } | { readonly state: 'unknown' }

export const readProcessStart = async (pid: number, system: SystemQuestions = thisSystem): Promise<ProcessStart> => {
  const answer = system.exists(pid) ? await ask(pid, system) : null
  return answer ?? { state: system.exists(pid) ? 'unknown' : 'gone' }
}

/**
 * Whether two readings that may have been made by different processes are of one process.
 * Windows tells a process its own start and that of others in ways that differ by moments.
 */
export const isSameStart = (one: string, other: string, { platform }: SystemQuestions): boolean =>
  one === other || (platform === 'win32' && Math.abs(Date.parse(one) - Date.parse(other)) < 3000)

/** Null when there is no answer, for whatever reason. */
const ask = async (pid: number, system: SystemQuestions): Promise<ProcessStart | null> => {
  switch (system.platform) {
    case 'linux':
      return askProc(pid, system)
    case 'win32':
      return askWindows(pid, system)
    default:
      return askPs(pid, system)
  }
}

/** Clock ticks since boot (field 22 of /proc/PID/stat, proc(5)) with the boot they count from. The name in field 2 may hold spaces and brackets. */
const askProc = (pid: number, system: SystemQuestions): ProcessStart | null => {
  const stat = system.readText(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const boot = system.readText('/proc/sys/kernel/random/boot_id')
  return boot === null ? null : told(fields?.[0], fields?.[19] && `${boot.trim()} ${fields[19]}`)
}

const askPs = async (pid: number, system: SystemQuestions): Promise<ProcessStart | null> => {
  const text = await system.run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)])
  const [, state, startedAt] = /^(\S+)\s+(.+)$/.exec(text?.trim() ?? '') ?? []
  return told(state, startedAt)
}

const askWindows = async (pid: number, system: SystemQuestions): Promise<ProcessStart | null> => {
  // PowerShell takes half a second to start: too long for every launch of ours.
  if (pid === process.pid) return { state: 'running', startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString() }
  const command = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`
  const startedAt = (await system.run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command]))?.trim()
  return startedAt ? { state: 'running', startedAt } : null
}

const told = (state: string | undefined, startedAt: string | undefined): ProcessStart | null => {
  if (!state || !startedAt) return null
  return /^[ZX]/.test(state) ? { state: 'gone' } : { state: 'running', startedAt }
}
