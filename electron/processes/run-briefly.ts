import type { Logger } from '../logging/port.ts'
import type { ProcessKeeper } from './port.ts'
import { type OwnedProcess, type ProcessExit, spawnOwned } from './spawn-owned.ts'

export type BriefRun = {
  readonly what: string
  /** Never goes through a shell. */
  readonly path: string
  readonly args: readonly string[]
  /** Written to stdin, which is closed after it; none: there is no stdin. */
  readonly input?: Uint8Array
  /** After this it is ended, with whatever it started. */
  readonly deadlineMs: number
  /** Bytes of stdout that are kept. Default: all. */
  readonly most?: number
  readonly signal?: AbortSignal
  /** Added to the scrubbed environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly onStderrLine?: (line: string) => void
  readonly keeper: ProcessKeeper
  readonly logger: Logger
}

/** `late`: it, or something that it started and that holds its output, did not end in time. */
export type BriefResult = { readonly exit: ProcessExit; readonly late: boolean; readonly stdout: Buffer; readonly stderr: string }

const killWithinMs = 1000

/** Runs a program that ends by itself, and takes all that it says. */
export const runBriefly = async ({ input, deadlineMs, most = Number.POSITIVE_INFINITY, path, ...run }: BriefRun): Promise<BriefResult> => {
  const child = spawnOwned({ ...run, command: path, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  let size = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
  })
  const read = new Promise<void>((resolve) => child.stdout?.once('close', resolve) ?? resolve())
  if (input !== undefined) child.stdin?.end(input)
  let late = false
  let deadline: NodeJS.Timeout | undefined
  const overdue = new Promise<void>((resolve) => {
    deadline = setTimeout(() => {
      late = true
      void endAll(child).then(() => resolve())
    }, deadlineMs)
  })
  const exit = await child.exited
  if (exit.kind === 'exited') await Promise.race([read, overdue])
  clearTimeout(deadline)
  return { exit, late, stdout: Buffer.concat(chunks), stderr: child.stderrTail() }
}

/** A script that hangs waits for a program of its own, which must not be left behind. */
const endAll = (child: OwnedProcess): Promise<ProcessExit> => child.stop([{ act: () => killGroup(child.pid), withinMs: killWithinMs }])

/** Every child of ours leads a group of its own, except on Windows, where killing it alone has to do. */
const killGroup = (pid: number | null): void => {
  if (pid === null || process.platform === 'win32') return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // nobody of it is left
  }
}
