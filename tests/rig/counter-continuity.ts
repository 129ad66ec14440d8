import { tickMs } from './barcode.mjs'

/** How evenly a counter runs through a series of readings. */
export type Continuity = {
  /** Share of frames that carried a readable counter, 0…1. */
  readonly readable: number
  /** The largest jump forward between neighbouring readings beyond the time between them, in milliseconds of content that nobody sees. */
  readonly largestHoleMs: number
  /** Readings that went back in time. */
  readonly backwards: number
  /** Content time from the first to the last reading, in milliseconds. */
  readonly spanMs: number
}

/** `atMs` is the time of the reading on the medium's own clock. */
export function continuityOf(readings: readonly { readonly atMs: number; readonly value: number | null }[]): Continuity {
  let largestHoleMs = 0
  let backwards = 0
  let previous: { atMs: number; value: number } | null = null
  let first: number | null = null
  let readable = 0
  for (const { atMs, value } of readings) {
    if (value === null) continue
    readable++
    first ??= value
    if (previous) {
      const stepMs = (value - previous.value) * tickMs
      if (stepMs < 0) backwards++
      largestHoleMs = Math.max(largestHoleMs, stepMs - (atMs - previous.atMs))
    }
    previous = { atMs, value }
  }
  return {
    readable: readings.length === 0 ? 0 : readable / readings.length,
    largestHoleMs,
    backwards,
    spanMs: previous && first !== null ? (previous.value - first) * tickMs : 0,
  }
}
