/** The longest time in which a count did not grow, in milliseconds; the ends of the series count as well. */
export function longestStandstillMs(readings: readonly { readonly atMs: number; readonly count: number }[]): number {
  let longestMs = 0
  let [grown] = readings
  for (const reading of readings) {
    if (grown === undefined) continue
    longestMs = Math.max(longestMs, reading.atMs - grown.atMs)
    if (reading.count > grown.count) grown = reading
  }
  return grown === undefined ? Number.POSITIVE_INFINITY : longestMs
}
