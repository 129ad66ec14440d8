/** Whether to warn, from what is so at each moment (monotonic, ms). */
export type HeldWarning = (isSo: boolean, atMs: number) => boolean

/** Warns once it was so without a break for `comesAfterMs`, and until it was not so for `goesAfterMs` without a break. */
export function holdWarning(comesAfterMs: number, goesAfterMs: number): HeldWarning {
  let warns = false
  /** Since when it is other than what is said; null while both agree. */
  let differsSinceMs: number | null = null
  return (isSo, atMs) => {
    if (isSo === warns) {
      differsSinceMs = null
      return warns
    }
    differsSinceMs ??= atMs
    if (atMs - differsSinceMs >= (warns ? goesAfterMs : comesAfterMs)) {
      warns = isSo
      differsSinceMs = null
    }
    return warns
  }
}
