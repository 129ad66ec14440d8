import { type Failure, failure } from '#shared/failure'
import type { OpenedParts } from './opened-parts.ts'

/**
 * Ends the process in order when it is asked to, with exit code 0. Further signals change nothing: terminals, npm and service
 * managers send more than one. A start that is still under way is waited for, so that nothing is opened behind our back.
 */
function endOnSignals(starting: Promise<unknown>, close: () => Promise<void>): void {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    void starting
      .catch(() => {})
      .then(close)
      .finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

/**
 * Runs a program of the terminal: one sentence on stderr and exit code 1 where it cannot start, what was opened is closed either way.
 * `start` answers null when it runs, else the sentence; what it throws is a bug and said as one.
 */
export async function runProgram(start: () => Promise<string | null>, opened: OpenedParts, sentence: (failure: Failure) => string): Promise<void> {
  const starting = start().catch((error: unknown) => sentence(failure('bug', { detail: String(error) })))
  endOnSignals(starting, opened.close)
  const problem = await starting
  if (problem === null) return
  process.stderr.write(`${problem}\n`)
  await opened.close()
  process.exit(1)
}
