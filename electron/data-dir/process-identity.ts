import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/**
 * When a process started, as a text that two readings of the same process share (see `isSameStart`).
 * A process id alone is given to another process sooner or later; together with this it names one process for ever.
 * `gone`: no such process, or one that has ended and only waits to be reaped. `unknown`: it is there but cannot be read.
 */
export type ProcessStart = { readonly state: 'running'; readonly startedAt: string } | { readonly state: 'gone' } | { readonly state: 'unknown' }

export type ReadProcessStart = (pid: number) => Promise<ProcessStart>

export const readProcessStart: ReadProcessStart = async (pid) => {
  if (!exists(pid)) return { state: 'gone' }
  if (process.platform === 'linux') return readLinux(pid)
  return process.platform === 'win32' ? readWindows(pid) : readPs(pid)
}

/** Whether two readings are of one process. Windows tells our own start (from the uptime) and that of others in ways that differ by moments. */
export function isSameStart(one: string, other: string): boolean {
  return one === other || (process.platform === 'win32' && Math.abs(Date.parse(one) - Date.parse(other)) < 3000)
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Clock ticks since boot (field 22 of proc_pid_stat(5)) together with the boot they count from. */
async function readLinux(pid: number): Promise<ProcessStart> {
  try {
    const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')])
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, ticks] = [fields[0], fields[19]]
    if (state === undefined || ticks === undefined) return { state: 'unknown' }
    return 'ZX'.includes(state) ? { state: 'gone' } : { state: 'running', startedAt: `${boot.trim()} ${ticks}` }
  } catch (error) {
    return { state: (error as NodeJS.ErrnoException).code === 'ENOENT' && !exists(pid) ? 'gone' : 'unknown' }
  }
}

async function readPs(pid: number): Promise<ProcessStart> {
  const text = await output('ps', ['-o', 'stat=,lstart=', '-p', String(pid)])
  const [, state, startedAt] = /^(\S+)\s+(.+)$/.exec(text ?? '') ?? []
  if (state === undefined || startedAt === undefined) return { state: exists(pid) ? 'unknown' : 'gone' }
  return state.startsWith('Z') ? { state: 'gone' } : { state: 'running', startedAt }
}

async function readWindows(pid: number): Promise<ProcessStart> {
  // PowerShell takes half a second to start: too long for every launch of ours.
  if (pid === process.pid) return { state: 'running', startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString() }
  const command = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`
  const startedAt = await output('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command])
  if (startedAt) return { state: 'running', startedAt }
  return { state: exists(pid) ? 'unknown' : 'gone' }
}

function output(command: string, args: readonly string[]): Promise<string | null> {
  const options = { timeout: 5000, windowsHide: true, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }
  return new Promise((resolve) => execFile(command, args, options, (error, stdout) => resolve(error ? null : stdout.trim())))
}
