import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** One measured quantity over all repetitions. */
export type Measure = {
  readonly name: string
  readonly unit: 'ms' | 'core' | 'KB' | 'MB' | '×'
  /** What the product aims at, and for which statistic of the values. Null: shown for comparison only. */
  readonly budget: { readonly value: number; readonly of: 'p50' | 'p95' } | null
  readonly values: number[]
}

/** Adds a value to a file of measures, which several runs and workers share one after the other. */
export function addResult(path: string, measure: Omit<Measure, 'values'>, ...values: number[]): void {
  const measures = readResults(path)
  const known = measures.find(({ name }) => name === measure.name)
  if (known) known.values.push(...values)
  else measures.push({ ...measure, values })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(measures, null, 2)}\n`)
}

export function readResults(path: string): Measure[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Measure[]
  } catch {
    return []
  }
}
