import type { Database } from '../../../electron/sandbox/state/entities.ts'
import { seedDatabase } from '../../../electron/sandbox/state/seed.ts'

export const seededAt = '2026-03-01T10:00:00.000Z'

/** A fresh local FlipFlop Cloud whose secrets are `A…A`. */
export const sampleState = (): Database => seedDatabase(new Date(seededAt), (length) => 'A'.repeat(length))

/** The first entity of a list that cannot be empty. */
export function only<T>(list: readonly T[]): T {
  const [first] = list
  if (first === undefined) throw new Error('the list is empty')
  return first
}
