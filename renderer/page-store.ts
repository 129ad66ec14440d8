import type { Snapshot, Telemetry } from '#shared/contract'
import type { Failure } from '#shared/failure'
import type { Bridge, ConnectionState } from './bridge.ts'

/** What the page knows. `snapshot` is the newest one of the core and is never changed here. */
export type PageState = {
  readonly connection: ConnectionState
  readonly snapshot: Snapshot | null
  /** The core sends, but nothing new of the service has arrived for too long: what the snapshot says of it may be over. */
  readonly stale: boolean
  /** A command of this page that failed, until dismissed or until the next one. */
  readonly refused: Failure | null
}

export type Watchable<T> = { readonly get: () => T; readonly subscribe: (listener: () => void) => () => void }

export type PageStore = Watchable<PageState> & {
  readonly refuse: (failure: Failure | null) => void
  readonly dispose: () => void
}

/**
 * An answer of the service older than 10 s counts as unknown. The core says so itself; this clock, with some slack for
 * the way to the page, covers a core that hangs. Measured from arrival, so the two clocks need not agree.
 */
const staleAfterMs = 12_000

type Clock = { readonly monotonicMs: () => number; readonly repeat: (run: () => void, ms: number) => () => void }
const realClock: Clock = {
  monotonicMs: () => performance.now(),
  repeat: (run, ms) => {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
}

/** The page's one store, fed by the bridge. */
export function createPageStore(bridge: Pick<Bridge, 'watch' | 'connectionState' | 'onConnectionState'>, clock: Clock = realClock): PageStore {
  const listeners = new Set<() => void>()
  let state: PageState = { connection: bridge.connectionState(), snapshot: null, stale: false, refused: null }
  let freshAtMs = clock.monotonicMs()

  const change = (part: Partial<PageState>) => {
    state = { ...state, ...part }
    for (const listener of [...listeners]) listener()
  }

  const stops = [
    bridge.onConnectionState(() => change({ connection: bridge.connectionState() })),
    bridge.watch('snapshot', (snapshot) => {
      const fresh = snapshot.session.answeredAtMs !== state.snapshot?.session.answeredAtMs
      if (fresh) freshAtMs = clock.monotonicMs()
      change(fresh ? { snapshot, stale: false } : { snapshot })
    }),
    clock.repeat(() => {
      const answered = state.snapshot?.session.answeredAtMs ?? null
      const stale = answered !== null && clock.monotonicMs() - freshAtMs > staleAfterMs
      if (stale !== state.stale) change({ stale })
    }, 1_000),
  ]

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refuse: (refused) => change({ refused }),
    dispose: () => {
      for (const stop of stops) stop()
    },
  }
}

/** The newest numbers, apart from the snapshot so that two a second redraw only what shows them. */
export function createNumbers(bridge: Pick<Bridge, 'watch' | 'onConnectionState'>): Watchable<Telemetry | null> {
  const listeners = new Set<() => void>()
  let newest: Telemetry | null = null
  const set = (value: Telemetry | null) => {
    newest = value
    for (const listener of [...listeners]) listener()
  }
  bridge.watch('telemetry', set)
  bridge.onConnectionState(() => set(null))
  return {
    get: () => newest,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
