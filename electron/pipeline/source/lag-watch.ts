/** Tells when a recording is read later and later, as on a computer that has too much to do. */
export type LagWatch = {
  /** A new recording begins: its first moment is now. */
  readonly begins: () => void
  /** The next so many ms of the recording came out. True, once, where they have been coming too late for a while. */
  readonly came: (mediaMs: number) => boolean
}

const mostBehindMs = 2000
/** A picture that stood still is made up for in a burst that ends sooner than this. */
const forMs = 1500
/** After a pause of this length nothing is known. */
const pauseMs = 500

export const createLagWatch = (monotonicMs: () => number): LagWatch => {
  let beganMs = Number.POSITIVE_INFINITY
  let readMs = 0
  let behindSinceMs: number | null = null
  let lastMs = 0

  return {
    begins: () => {
      beganMs = monotonicMs()
      readMs = 0
      behindSinceMs = null
    },
    came: (mediaMs) => {
      const nowMs = monotonicMs()
      readMs += mediaMs
      if (nowMs - lastMs > pauseMs || nowMs - beganMs - readMs <= mostBehindMs) behindSinceMs = null
      else behindSinceMs ??= nowMs
      lastMs = nowMs
      if (behindSinceMs === null || nowMs - behindSinceMs < forMs) return false
      beganMs = Number.POSITIVE_INFINITY
      behindSinceMs = null
      return true
    },
  }
}
