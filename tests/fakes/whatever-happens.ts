import * as fc from 'fast-check'
import { test } from 'vitest'
import { shrinkingList } from './shrinking-list.ts'

type Sequences<T> = {
  readonly happening: fc.Arbitrary<T>
  /** Happenings in a sequence. */
  readonly length: number
  /** Sequences that are tried, unless TALLY_PROPERTY_RUNS says how many. */
  readonly runs: number
  /** One happening in plain words. */
  readonly tell: (happening: T) => string
  /** The first of two with what the second leaves behind when it does not happen: its time. */
  readonly join: (first: T, second: T) => T
  /** Lets them happen in a world of their own, and throws where a promise is broken. */
  readonly live: (happenings: readonly T[]) => Promise<void> | void
}

/** Always the same, so that what passed once passes again. */
const usualSeed = 20_261_121
/** For finding the shortest sequence, and for machines that are busy. */
const baseTimeMs = 90_000
const timeOfRunMs = 1_500

/**
 * A test that random sequences of happenings break no promise. A failure shows the shortest sequence that was found, and how
 * to see it again. TALLY_PROPERTY_SEED and TALLY_PROPERTY_RUNS explore further, TALLY_PROPERTY_PATH goes straight to one sequence.
 */
export function testWhateverHappens<T>(promise: string, { happening, length, runs: usualRuns, tell, join, live }: Sequences<T>): void {
  const runs = numberOf('TALLY_PROPERTY_RUNS') ?? usualRuns
  const seed = numberOf('TALLY_PROPERTY_SEED') ?? usualSeed
  const path = process.env.TALLY_PROPERTY_PATH
  const timeMs = baseTimeMs + runs * timeOfRunMs
  test(
    promise,
    async () => {
      const details = await fc.check(
        fc.asyncProperty(shrinkingList(happening, length, join), async (happenings) => live(happenings)),
        {
          seed,
          numRuns: runs,
          ...(path === undefined ? {} : { path }),
          // Sequences that were not tried for want of time count as a failure; one that was found is shown as short as it is by then.
          plugins: [fc.interruptAfterTimeLimit(timeMs, { failOnInterrupt: true })],
        },
      )
      if (details.failed) throw new Error(report(details, tell), { cause: details.errorInstance })
    },
    timeMs + 30_000,
  )
}

function report<T>(details: fc.RunDetails<unknown>, tell: (happening: T) => string): string {
  const { counterexample, counterexamplePath, errorInstance, numRuns, numShrinks, seed, interrupted } = details
  if (counterexample === null) return `there was time for ${numRuns} sequences only`
  const [happenings] = counterexample as [readonly T[]]
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  return [
    `${reason}\n`,
    `It takes ${happenings.length} happenings (found in sequence ${numRuns}, shrunk ${numShrinks} times${interrupted ? ', more would take too long' : ''}):`,
    ...happenings.map((happening, index) => `${String(index + 1).padStart(4)}. ${tell(happening)}`),
    `\nOnce more: TALLY_PROPERTY_SEED=${seed} TALLY_PROPERTY_PATH=${counterexamplePath}`,
  ].join('\n')
}

function numberOf(name: string): number | null {
  const text = process.env[name]
  if (text === undefined || text === '') return null
  const value = Number(text)
  if (!Number.isInteger(value)) throw new Error(`${name} has to be a whole number: ${text}`)
  return value
}
