import type { Telemetry } from '#shared/contract'
import type { Watchable } from '../../page-store.ts'
import { createHistory, type History } from './history.ts'

/** `revision` grows with every sample and every gap. */
export type NumberHistory = Pick<History, 'since' | 'newest'> & {
  readonly revision: () => number
  readonly subscribe: (listener: () => void) => () => void
}

const histories = new WeakMap<object, NumberHistory>()

/** The history of a page's numbers. One for each page, for as long as the page lives: what shows it may come and go. */
export function historyOf(numbers: Watchable<Telemetry | null>): NumberHistory {
  const known = histories.get(numbers)
  if (known !== undefined) return known
  const history = recordNumbers(numbers)
  histories.set(numbers, history)
  return history
}

/** Follows the numbers from now on. Losing the core, where they become null, leaves a gap. */
export function recordNumbers(numbers: Watchable<Telemetry | null>, nowMs: () => number = () => performance.now()): NumberHistory {
  const { add, breakOff, since, newest } = createHistory()
  const listeners = new Set<() => void>()
  let revision = 0
  numbers.subscribe(() => {
    const value = numbers.get()
    if (value === null) breakOff(nowMs())
    else add(value, nowMs())
    revision += 1
    for (const listener of [...listeners]) listener()
  })
  return {
    since,
    newest,
    revision: () => revision,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
