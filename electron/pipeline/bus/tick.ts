import type { Clock } from '../../clock.ts'
import type { Timers } from '../../timers.ts'

/** Later than this, the computer slept or stood still: what was missed is not made up for. */
const sleptAfterMs = 2000
/** In one go; between goes the event loop turns, so that sources and encoders get their turn too. */
const mostAtOnce = 4

export type TickerOptions = {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly timers: Timers
  readonly fps: number
  /** When the first tick is due (monotonic), for a ticker that goes on where another one stopped. Default: now. */
  readonly fromMs?: number
  /**
   * Tick `n` (0, 1, 2, …), due at `atMs` of the monotonic clock. `behind`: how many further ticks are due already; who is in a hurry makes no new picture
   * while that is not 0.
   */
  readonly onTick: (n: number, atMs: number, behind: number) => void
  /** The count started over after a pause: the next tick is due now, and `lostMs` have no tick. `n` goes on as if nothing were missing. */
  readonly onLeap?: (lostMs: number) => void
}

/**
 * Ticks at start + n · 1000 / fps of the monotonic clock, the first one at once (from a timer). It never drifts: a late tick is made up for, so that the
 * count is always what the time that passed asks for.
 */
export function startTicker({ clock, timers, fps, fromMs, onTick, onLeap }: TickerOptions): { readonly stop: () => void } {
  const intervalMs = 1000 / fps
  let startMs = fromMs ?? clock.monotonicMs()
  let sinceStart = 0
  let n = 0
  let cancel: (() => void) | null = null
  let stopped = false

  const dueMs = () => startMs + sinceStart * intervalMs

  const startOver = (nowMs: number) => {
    const lostMs = nowMs - dueMs()
    startMs = nowMs
    sinceStart = 0
    onLeap?.(lostMs)
  }

  const run = () => {
    cancel = null
    const nowMs = clock.monotonicMs()
    if (nowMs - dueMs() > sleptAfterMs) startOver(nowMs)
    for (let made = 0; made < mostAtOnce && !stopped && dueMs() <= nowMs; made += 1) {
      const atMs = dueMs()
      sinceStart += 1
      n += 1
      onTick(n - 1, atMs, Math.max(0, Math.floor((nowMs - atMs) / intervalMs)))
    }
    arm()
  }

  const arm = () => {
    // Timers count whole milliseconds: rounded up, or it would wake too early and once more.
    if (!stopped) cancel = timers.after(Math.max(0, Math.ceil(dueMs() - clock.monotonicMs())), run)
  }

  arm()
  return {
    stop: () => {
      stopped = true
      cancel?.()
      cancel = null
    },
  }
}
