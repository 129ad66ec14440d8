import { ok, type Result } from '#shared/result'
import type { ProgramSettings } from '../pipeline/port.ts'
import type { Change, Choices, ChoicesStore } from './choices.ts'
import type { ProgramRun } from './run-program.ts'

export type ApplyDeps = {
  readonly choices: ChoicesStore
  readonly run: ProgramRun
  /** The program that these choices make, or why they make none. */
  readonly compose: (choices: Choices) => Result<ProgramSettings>
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>
  readonly onChange: () => void
}

/** Ways from a choice to the picture. */
export type ApplyChoices = {
  /** As it is chosen now, or why it cannot run. Must run in turn. */
  readonly start: () => Promise<Result<void>>
  /** What runs takes it over, or stays as it was and the choice with it. Where nothing runs the choice holds, and `opens` starts it. Must run in turn. */
  readonly attempt: (change: Change, opens: boolean) => Promise<Result<null>>
  /** For what changes many times a second: it holds at once, and only the newest waits while one is applied. */
  readonly steer: (change: Change) => Promise<Result<null>>
}

export const asNull = (result: Result<void>): Result<null> => (result.ok ? ok(null) : result)

export function createApplyChoices({ choices, run, compose, inTurn, onChange }: ApplyDeps): ApplyChoices {
  let waiting: Promise<Result<null>> | null = null

  async function startWith(wanted: Choices): Promise<Result<void>> {
    const program = compose(wanted)
    return program.ok ? run.start(program.value) : program
  }

  function take(change: Change): void {
    choices.change(change)
    onChange()
  }

  return {
    start: () => startWith(choices.current()),
    attempt: async (change, opens) => {
      const replaces = run.running() !== null
      // What is seen stays chosen until the other one is seen.
      if (!replaces) take(change)
      const started = replaces || opens ? await startWith(change(choices.current())) : ok(undefined)
      if (replaces && (started.ok || run.running() === null)) take(change)
      await choices.write()
      return asNull(started)
    },
    steer: (change) => {
      take(change)
      waiting ??= inTurn(async () => {
        waiting = null
        return run.running() === null ? ok(null) : asNull(await startWith(choices.current()))
      })
      return waiting
    },
  }
}
