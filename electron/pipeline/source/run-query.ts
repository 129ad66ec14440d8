import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { scrubEnvironment } from '../../processes/scrub-environment.ts'
import { spawnOwned } from '../../processes/spawn-owned.ts'

export type QueryDeps = { readonly env: NodeJS.ProcessEnv; readonly keeper: ProcessKeeper; readonly logger: Logger }

/** `code`: as the command ended; null where it was killed. */
export type QueryAnswer = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export const queryDeadlineMs = 5000
const largestAnswer = 4 * 1024 * 1024

/**
 * What one short run of a command prints. Null: it could not be started, or did not end within 5 s.
 * Nothing of it reaches the log, so stderr is handed on as it is: names of devices must not be altered.
 */
export const runQuery = async (what: string, command: string, args: readonly string[], deps: QueryDeps): Promise<QueryAnswer | null> => {
  const lines: string[] = []
  const child = spawnOwned({
    what,
    command,
    args,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: only(scrubEnvironment(deps.env)),
    keeper: deps.keeper,
    logger: { ...deps.logger, redact: (text) => text },
    onStderrLine: (line) => lines.push(line),
  })
  const chunks: Buffer[] = []
  let size = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= largestAnswer) chunks.push(chunk)
  })
  const read = new Promise<void>((resolve) => child.stdout?.once('close', resolve) ?? resolve())
  let late = false
  const deadline = setTimeout(() => {
    late = true
    void child.stop([])
  }, queryDeadlineMs)
  const exit = await child.exited
  if (exit.kind === 'exited' && !late) await read
  clearTimeout(deadline)
  if (exit.kind === 'not-started' || late) {
    deps.logger.debug(`${what}: no answer`, { command, why: late ? 'late' : exit.kind === 'not-started' ? exit.errorCode : '' })
    return null
  }
  return { code: exit.code, stdout: Buffer.concat(chunks).toString('utf8'), stderr: lines.join('\n') }
}

/** The child sees these variables and no others of ours. */
export const only = (env: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> => ({
  ...Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])),
  ...env,
})
