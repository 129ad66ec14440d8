import type { Sample } from './history.ts'
import { type Metric, metrics } from './units.ts'

export type Summary = { readonly least: number; readonly most: number; readonly average: number; readonly sum: number }

/** What a number did over these samples; null where it was never measured. Gaps do not count. */
export function summarize(samples: readonly Sample[], metric: Metric): Summary | null {
  const values = samples.flatMap((sample) => sample[metric] ?? [])
  if (values.length === 0) return null
  const sum = values.reduce((total, value) => total + value, 0)
  return { least: Math.min(...values), most: Math.max(...values), average: sum / values.length, sum }
}

export type Step = { readonly fromMs: number } & { readonly [M in Metric]: Summary | null }

/**
 * The samples in steps of the clock on the wall, newest first, so that a step keeps its place while time goes on; `clockMs` is
 * that clock minus the one of the samples. A step without any number is left out.
 */
export function inSteps(samples: readonly Sample[], stepMs: number, clockMs: number): readonly Step[] {
  const steps = new Map<number, Sample[]>()
  for (const sample of samples) {
    const fromMs = Math.floor((sample.atMs + clockMs) / stepMs) * stepMs
    steps.set(fromMs, [...(steps.get(fromMs) ?? []), sample])
  }
  return [...steps.entries()]
    .map(([fromMs, within]) => ({
      fromMs,
      sentKbps: summarize(within, 'sentKbps'),
      fps: summarize(within, 'fps'),
      queueMs: summarize(within, 'queueMs'),
      dropped: summarize(within, 'dropped'),
    }))
    .filter((step) => metrics.some((metric) => step[metric] !== null))
    .reverse()
}

/** A round number above `most` for the end of a scale, with some air; never below `least`. */
export function topOfScale(most: number, least: number): number {
  const wanted = Math.max(most * 1.1, least)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return power * ([1, 1.5, 2, 3, 4, 5, 6, 8].find((figure) => figure * power >= wanted) ?? 10)
}
