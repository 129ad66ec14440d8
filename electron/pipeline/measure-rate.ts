/** How fast a growing number grows. */
export type RateMeter = {
  /** Adds a reading; answers growth per second over the last two seconds, or null while there is only one reading. */
  readonly add: (value: number, nowMs: number) => number | null
  /** The number starts anew. */
  readonly reset: () => void
}

const windowMs = 2000

/** A number that shrinks has started anew by itself (another process counts now). */
export const createRateMeter = (): RateMeter => {
  let readings: { readonly value: number; readonly atMs: number }[] = []
  return {
    add: (value, nowMs) => {
      if (value < (readings.at(-1)?.value ?? 0)) readings = []
      readings.push({ value, atMs: nowMs })
      while (readings.length > 2 && nowMs - (readings[1]?.atMs ?? nowMs) >= windowMs) readings.shift()
      const [first] = readings
      if (first === undefined || nowMs <= first.atMs) return null
      return ((value - first.value) / (nowMs - first.atMs)) * 1000
    },
    reset: () => {
      readings = []
    },
  }
}
