/** By how much everything is held back beyond the bus's delay, so that sounds which come late leave beside their pictures. */
export type HoldBack = {
  /** For the tick at `atMs`. `wantedMs`: by what the sounds want. `mayFall`: nobody counts on what is held back now. */
  readonly next: (wantedMs: number, atMs: number, mayFall: boolean) => number
}

/** Grown at once, and by no less: every growth repeats a little of every sound. */
const stepMs = 10
/** A thousandth of time can be neither heard nor seen. */
const givenUpMsPerMs = 0.001

export const createHoldBack = (): HoldBack => {
  let heldMs = 0
  let lastMs: number | null = null
  return {
    next: (wantedMs, atMs, mayFall) => {
      const passedMs = Math.max(0, atMs - (lastMs ?? atMs))
      lastMs = atMs
      if (wantedMs > heldMs) heldMs = Math.ceil(wantedMs / stepMs) * stepMs
      else if (mayFall && heldMs - wantedMs > stepMs) heldMs -= passedMs * givenUpMsPerMs
      return heldMs
    },
  }
}
