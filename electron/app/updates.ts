import type { UpdateProblem, UpdateView } from '#shared/contract'
import type { Clock } from '../clock.ts'
import type { HostUpdates } from '../core/host-updates.ts'
import type { Logger } from '../logging/port.ts'
import type { Timers } from '../timers.ts'

/** What fetches and installs newer versions. Everything that fails throws. */
export type Updater = {
  /** The newer version, or null. */
  readonly check: () => Promise<string | null>
  /** Fetches what `check` found, and proves that it comes from the makers of this program. */
  readonly download: (onPercent: (percent: number) => void, signal: AbortSignal) => Promise<void>
  /** Ends this program, which has closed everything, in favour of what was fetched. */
  readonly install: (andRestart: boolean) => void
  readonly problemOf: (error: unknown) => UpdateProblem
}

export type UpdatesDeps = {
  /** Called with the first look: the updater is large, and the program starts without it. */
  readonly load: () => Promise<Updater>
  /** Whether this system can tell a genuine version; elsewhere it is only said that there is one. */
  readonly installs: boolean
  /** The wish to quit, as a person has it. */
  readonly quit: () => void
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

export type Updates = HostUpdates &
  Disposable & {
    /** Asked when the program begins to end: what then remains to be done once everything is closed, or null. */
    readonly atQuit: () => (() => void) | null
  }

/** The first look leaves the start of the program alone. */
export const firstCheckMs = 60_000
export const checkEveryMs = 6 * 3600_000

/** Looks for newer versions now and then, fetches one, and keeps out of the way of a broadcast. */
export function keepUpdated({ load, installs, quit, clock, timers, logger }: UpdatesDeps): Updates {
  const listeners = new Set<() => void>()
  let view: UpdateView = { state: 'idle', checkedAtMs: null }
  let busy = true
  let due = false
  let andRestart = false
  let updater: Updater | null = null
  let working: AbortController | null = null

  const show = (next: UpdateView) => {
    view = next
    for (const listener of listeners) listener()
  }

  /** One look at a time. What goes on air stops it; it is done again afterwards. */
  async function look(): Promise<void> {
    if (view.state === 'ready') return
    if (busy || working !== null) {
      due = true
      return
    }
    due = false
    const work = new AbortController()
    working = work
    try {
      await lookUnless(work.signal)
    } catch (error) {
      logger.warn('no newer version could be fetched', { error: String(error) })
      show({ state: 'failed', problem: updater?.problemOf(error) ?? 'failed' })
    }
    working = null
    if (due && !busy) await look()
  }

  async function lookUnless(stopped: AbortSignal): Promise<void> {
    show({ state: 'checking' })
    updater ??= await load()
    const version = await updater.check()
    if (version === null) return show({ state: 'idle', checkedAtMs: clock.wallMs() })
    const available = () => show({ state: 'available', version, installs })
    if (!installs || stopped.aborted) return available()
    const progress = (percent: number) => {
      if (!stopped.aborted) show({ state: 'downloading', version, percent: Math.floor(percent) })
    }
    progress(0)
    try {
      await updater.download(progress, stopped)
      show({ state: 'ready', version })
    } catch (error) {
      if (!stopped.aborted) throw error
      available()
    }
  }

  const tick = () => {
    stopTimer = timers.after(checkEveryMs, tick)
    void look()
  }
  let stopTimer = timers.after(firstCheckMs, tick)

  return {
    view: () => view,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    check: () => void look(),
    install: () => {
      if (view.state !== 'ready') return
      andRestart = true
      quit()
    },
    setBusy: (now) => {
      busy = now
      if (busy && working !== null) {
        due = true
        working.abort()
      }
      if (!busy && due) void look()
    },
    atQuit: () => {
      const ready = view.state === 'ready' && !busy ? updater : null
      return ready && (() => ready.install(andRestart))
    },
    [Symbol.dispose]: () => {
      stopTimer()
      due = false
      working?.abort()
      listeners.clear()
    },
  }
}
