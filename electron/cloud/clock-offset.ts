import type { Clock } from '../clock.ts'

export type ClockOffset = {
  /** Learns from the `Date` header of an answer; the times are monotonic, around the request. */
  readonly learn: (dateHeader: string | null, sentMs: number, receivedMs: number) => void
  /** Service clock minus this computer's wall clock in milliseconds; null before the first sample. */
  readonly offsetMs: () => number | null
}

/** HTTP dates are cut to whole seconds (RFC 9110, 5.6.7): the true time lies up to this much after them. */
const dateResolutionMs = 1000
/** How fast two clocks may drift apart; quartz stays well below. */
const driftPerMs = 200e-6

/**
 * Estimates the service's clock. Each `Date` bounds it to an interval (stamped between sending and receiving, cut to
 * the second); the intersection of all intervals grows narrower with every answer, and a contradiction (a clock was set,
 * the computer slept) starts afresh. Kept against the monotonic clock, so that setting this computer's clock shows at once.
 */
export function measureClockOffset(clock: Clock): ClockOffset {
  let best: { readonly low: number; readonly high: number; readonly atMs: number } | null = null

  return {
    learn: (dateHeader, sentMs, receivedMs) => {
      const dateMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
      if (Number.isNaN(dateMs) || receivedMs < sentMs) return
      const low = dateMs - receivedMs
      const high = dateMs + dateResolutionMs - sentMs
      if (best !== null) {
        const drift = (receivedMs - best.atMs) * driftPerMs
        const narrowed = { low: Math.max(low, best.low - drift), high: Math.min(high, best.high + drift), atMs: receivedMs }
        if (narrowed.low <= narrowed.high) {
          best = narrowed
          return
        }
      }
      best = { low, high, atMs: receivedMs }
    },
    offsetMs: () => (best === null ? null : Math.round((best.low + best.high) / 2 + clock.monotonicMs() - clock.wallMs())),
  }
}
