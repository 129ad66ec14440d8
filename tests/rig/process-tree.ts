import { readdir, readFile } from 'node:fs/promises'

/** One process of this machine, as /proc tells it (Linux only). */
export type ProcessEntry = { readonly pid: number; readonly parent: number; readonly command: string; readonly args: readonly string[] }

const readOrNull = (path: string) => readFile(path, 'utf8').catch(() => null)

async function readEntry(pid: number): Promise<ProcessEntry | null> {
  const [stat, cmdline] = await Promise.all([readOrNull(`/proc/${pid}/stat`), readOrNull(`/proc/${pid}/cmdline`)])
  if (stat === null || cmdline === null) return null
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (state === 'Z') return null
  const args = cmdline.split('\0').filter((arg) => arg !== '')
  return { pid, parent: Number(parent), command: args[0] ?? '', args }
}

/** Every process that runs now; zombies do not count. */
export async function listProcesses(): Promise<ProcessEntry[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  return (await Promise.all(pids.map(readEntry))).filter((entry) => entry !== null)
}

/** All children of a process, and theirs. */
export async function descendantsOf(pid: number): Promise<ProcessEntry[]> {
  const all = await listProcesses()
  const found: ProcessEntry[] = []
  const visit = (parent: number) => {
    for (const entry of all.filter((candidate) => candidate.parent === parent)) {
      found.push(entry)
      visit(entry.pid)
    }
  }
  visit(pid)
  return found
}

export const isFfmpeg = (entry: ProcessEntry) => /(^|\/)ffmpeg[^/]*$/.test(entry.command)

/** What an ffmpeg of ours is doing, judged by its arguments. */
export const isEncoder = (entry: ProcessEntry) =>
  isFfmpeg(entry) && entry.args.some((arg) => arg === 'libx264') && entry.args.some((arg) => /x11grab|lavfi|^rawvideo$/.test(arg))

/** A browser, or one of the processes that Chromium makes of itself, in Electron too. */
export const isOfChromium = ({ command, args }: ProcessEntry) => /chrom(e|ium)/.test(command) || args.some((arg) => arg.startsWith('--type='))

/** Which of these processes still run. A pid that now belongs to another command does not count. */
export async function stillRunning(before: readonly ProcessEntry[]): Promise<ProcessEntry[]> {
  const now = await Promise.all(before.map((entry) => readEntry(entry.pid)))
  return before.filter((entry, index) => now[index]?.args.join('\0') === entry.args.join('\0'))
}

/** Processes whose environment carries `name=value`; finds orphans too, because children inherit it. */
export async function processesMarked(name: string, value: string): Promise<ProcessEntry[]> {
  const all = await listProcesses()
  const environments = await Promise.all(all.map((entry) => readOrNull(`/proc/${entry.pid}/environ`)))
  return all.filter((_, index) => environments[index]?.split('\0').includes(`${name}=${value}`))
}

/** Processor time used so far in seconds (user + system), and resident memory in megabytes. Null once it is gone. */
export async function usageOf(pid: number): Promise<{ readonly cpuSeconds: number; readonly memoryMb: number } | null> {
  const [stat, status] = await Promise.all([readOrNull(`/proc/${pid}/stat`), readOrNull(`/proc/${pid}/status`)])
  if (stat === null || status === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const clockTicksPerSecond = 100
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0)
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond, memoryMb: kilobytes / 1024 }
}
