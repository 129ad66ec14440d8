import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { type ProcessExit, spawnOwned } from '../../processes/spawn-owned.ts'

export type BriefRun = {
  readonly what: string
  readonly path: string
  readonly args: readonly string[]
  /** Written to stdin, which is closed after it; none: there is no stdin. */
  readonly input?: Uint8Array
  /** After this it is ended. */
  readonly deadlineMs: number
  readonly signal?: AbortSignal
  readonly keeper: ProcessKeeper
  readonly logger: Logger
}

export type BriefResult = { readonly exit: ProcessExit; readonly late: boolean; readonly stdout: Buffer; readonly stderr: string }

/** Runs a program that ends by itself, and takes all that it says. */
export const runBriefly = async ({ what, path, args, input, deadlineMs, signal, keeper, logger }: BriefRun): Promise<BriefResult> => {
  const child = spawnOwned({
    ...{ what, command: path, args, keeper, logger, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] },
    ...(signal === undefined ? {} : { signal }),
  })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  const read = new Promise<void>((resolve) => child.stdout?.once('close', resolve) ?? resolve())
  if (input !== undefined) child.stdin?.end(input)
  let late = false
  const deadline = setTimeout(() => {
    late = true
    void child.stop([])
  }, deadlineMs)
  const exit = await child.exited
  clearTimeout(deadline)
  if (exit.kind === 'exited') await read
  return { exit, late, stdout: Buffer.concat(chunks), stderr: child.stderrTail() }
}
