import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { runBriefly } from '../../processes/run-briefly.ts'
import { scrubEnvironment } from '../../processes/scrub-environment.ts'

export type QueryDeps = { readonly env: NodeJS.ProcessEnv; readonly keeper: ProcessKeeper; readonly logger: Logger }

/** `code`: as the command ended; null where it was killed. */
export type QueryAnswer = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

const queryDeadlineMs = 5000
const largestAnswer = 4 * 1024 * 1024

/**
 * What one short run of a command prints. Null: it could not be started, or did not end within 5 s.
 * Nothing of it reaches the log, so stderr is handed on as it is: names of devices must not be altered.
 */
export const runQuery = async (what: string, command: string, args: readonly string[], deps: QueryDeps): Promise<QueryAnswer | null> => {
  const lines: string[] = []
  const { exit, late, stdout } = await runBriefly({
    what,
    path: command,
    args,
    deadlineMs: queryDeadlineMs,
    most: largestAnswer,
    env: only(scrubEnvironment(deps.env)),
    keeper: deps.keeper,
    logger: { ...deps.logger, redact: (text) => text },
    onStderrLine: (line) => lines.push(line),
  })
  if (exit.kind === 'not-started' || late) {
    deps.logger.debug(`${what}: no answer`, { command, why: exit.kind === 'not-started' ? exit.errorCode : 'late' })
    return null
  }
  return { code: exit.code, stdout: stdout.toString('utf8'), stderr: lines.join('\n') }
}

/** The child sees these variables and no others of ours. */
export const only = (env: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> => ({
  ...Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])),
  ...env,
})
