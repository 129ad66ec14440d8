import type { Clock } from '../clock.ts'
import type { Timers } from '../timers.ts'

/** Who asks: a person (never waits), the watcher, or a list (waits behind both). */
export type RequestPriority = 'action' | 'watcher' | 'list'

/**
 * How much one connection asks of FlipFlop Cloud, which documents no rate limit [own]. A share gives `burst` requests at once and
 * `perMinute` after that, so no minute sees more than their sum over both shares: 200. The watcher needs 24 a minute at rest and
 * 120 while something should change. Lists live from a share of their own, so they never take what the watcher needs; what a person
 * does is taken from the lists' share and may overdraw it. A long show saves nothing up, so the watcher waits for what comes at once beside
 * its poll (events that are opened anew, with the question that follows): twice that, and well within its own timeout.
 */
export const requestShares = {
  watcher: { burst: 20, perMinute: 120, longestWaitMs: 2_500 },
  list: { burst: 30, perMinute: 30, longestWaitMs: 5_000 },
} as const

type Share = keyof typeof requestShares

export const budgetPerMinute = Object.values(requestShares).reduce((sum, { burst, perMinute }) => sum + burst + perMinute, 0)

/** A service that asks for more patience than this is asked again all the same. */
const longestPauseMs = 60_000
const minuteMs = 60_000

/** `wait`: it would take longer than this kind of caller waits; try again after `ms`. */
export type Permit = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly ms: number }

export type RequestBudget = {
  /** Settles when the request may be sent, at the latest after `longestWaitMs` of its share; at once when cancelled. */
  readonly take: (priority: RequestPriority, signal: AbortSignal) => Promise<Permit>
  /** The service asked for patience: for this time nothing but actions is sent. */
  readonly pause: (ms: number) => void
  /** How many requests were let through in the last 60 s. */
  readonly requestsLastMinute: () => number
  readonly [Symbol.dispose]: () => void
}

const go: Permit = { kind: 'go' }

/** One connection's budget, however many views are open. */
export function createRequestBudget(clock: Pick<Clock, 'monotonicMs'>, timers: Timers): RequestBudget {
  const shares = { watcher: createShare('watcher'), list: createShare('list') }
  let sentMs: number[] = []
  let pausedUntilMs = Number.NEGATIVE_INFINITY

  function createShare(name: Share) {
    return {
      ...requestShares[name],
      tokens: requestShares[name].burst as number,
      filledMs: clock.monotonicMs(),
      queue: [] as (() => void)[],
      stop: () => {},
    }
  }

  function fill(share: ReturnType<typeof createShare>): void {
    const nowMs = clock.monotonicMs()
    share.tokens = Math.min(share.burst, share.tokens + ((nowMs - share.filledMs) * share.perMinute) / minuteMs)
    share.filledMs = nowMs
  }

  /** Until the `place`th in the queue (from 1) may go. */
  function waitMs(share: ReturnType<typeof createShare>, place: number): number {
    fill(share)
    const forTokens = ((place - share.tokens) * minuteMs) / share.perMinute
    return Math.max(0, Math.ceil(forTokens), pausedUntilMs - clock.monotonicMs())
  }

  function spend(share: ReturnType<typeof createShare>): void {
    share.tokens -= 1
    const nowMs = clock.monotonicMs()
    sentMs = [...sentMs.filter((atMs) => nowMs - atMs < minuteMs), nowMs]
  }

  function serve(share: ReturnType<typeof createShare>): void {
    share.stop()
    while (share.queue.length > 0 && waitMs(share, 1) === 0) {
      spend(share)
      share.queue.shift()?.()
    }
    if (share.queue.length > 0) share.stop = timers.after(waitMs(share, 1), () => serve(share))
  }

  return {
    take: (priority, signal) => {
      if (priority === 'action') {
        fill(shares.list)
        // Overdrawn by one burst at most: a busy hand does not lock the lists for minutes.
        shares.list.tokens = Math.max(shares.list.tokens, 1 - shares.list.burst)
        spend(shares.list)
        return Promise.resolve(go)
      }
      const share = shares[priority]
      const ms = waitMs(share, share.queue.length + 1)
      if (ms > share.longestWaitMs) return Promise.resolve({ kind: 'wait', ms })
      return new Promise((resolve) => {
        const enter = () => {
          signal.removeEventListener('abort', leave)
          resolve(go)
        }
        const leave = () => {
          share.queue = share.queue.filter((waiting) => waiting !== enter)
          resolve({ kind: 'wait', ms: 0 })
          serve(share)
        }
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave, { once: true })
        share.queue.push(enter)
        serve(share)
      })
    },
    pause: (ms) => {
      pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + Math.min(ms, longestPauseMs))
    },
    requestsLastMinute: () => {
      const nowMs = clock.monotonicMs()
      return sentMs.filter((atMs) => nowMs - atMs < minuteMs).length
    },
    [Symbol.dispose]: () => {
      for (const share of Object.values(shares)) {
        share.stop()
        share.queue = []
      }
    },
  }
}
