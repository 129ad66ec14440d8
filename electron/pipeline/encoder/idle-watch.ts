import type { Clock } from '../../clock.ts'

export type IdleWatchOptions = {
  /** Something that grows while all is well. */
  readonly count: () => number
  /** How long it may stand still. */
  readonly deadlineMs: () => number
  /** Called once, then the watch is over. */
  readonly onIdle: (idleMs: number) => void
  readonly clock: Clock
}

const tickMs = 200
/** A tick that comes much later means that *we* stood still (a busy host, a sleeping computer), which is nobody else's fault. */
const mostPerTickMs = 2 * tickMs

/** Watches that a count grows. Returns the way to end the watch. */
export const createIdleWatch = ({ count, deadlineMs, onIdle, clock }: IdleWatchOptions): (() => void) => {
  let last = count()
  let idleMs = 0
  let tickedAtMs = clock.monotonicMs()
  const timer = setInterval(() => {
    const now = clock.monotonicMs()
    const gap = Math.min(now - tickedAtMs, mostPerTickMs)
    tickedAtMs = now
    const current = count()
    idleMs = current === last ? idleMs + gap : 0
    last = current
    if (idleMs < deadlineMs()) return
    clearInterval(timer)
    onIdle(idleMs)
  }, tickMs)
  return () => clearInterval(timer)
}
