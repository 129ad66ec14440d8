import type { Clock } from '../../electron/clock.ts'
import type { Timers } from '../../electron/timers.ts'

export type ManualClock = Clock &
  Timers & {
    /** Lets everything happen that needs no time. */
    readonly settle: () => Promise<void>
    /** Lets time pass, timer by timer, with everything that follows from each. */
    readonly advance: (ms: number) => Promise<void>
    /** Sets the computer's clock without any time passing. */
    readonly jumpWall: (ms: number) => void
    readonly wait: (ms: number) => Promise<void>
    /** How many timers are waiting. */
    readonly pending: () => number
  }

type Timer = { readonly atMs: number; readonly order: number; readonly run: () => void }

const startWallMs = Date.parse('2030-03-01T10:00:00Z')

/** A clock that only moves when a test says so. */
export function createManualClock(): ManualClock {
  let nowMs = 1_000
  let wallOffsetMs = startWallMs - nowMs
  let order = 0
  const timers = new Set<Timer>()

  /** A few turns, for reading a body takes more than one. */
  const settle = async () => {
    for (let turn = 0; turn < 4; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
  }

  const after = (ms: number, run: () => void) => {
    const timer = { atMs: nowMs + Math.max(0, ms), order: order++, run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  const nextDue = (untilMs: number): Timer | undefined => {
    const due = [...timers].filter(({ atMs }) => atMs <= untilMs)
    return due.toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)[0]
  }

  async function advance(ms: number): Promise<void> {
    const untilMs = nowMs + ms
    await settle()
    for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
      timers.delete(timer)
      nowMs = Math.max(nowMs, timer.atMs)
      timer.run()
      await settle()
    }
    nowMs = untilMs
    await settle()
  }

  return {
    wallMs: () => nowMs + wallOffsetMs,
    monotonicMs: () => nowMs,
    after,
    settle,
    advance,
    jumpWall: (ms) => {
      wallOffsetMs += ms
    },
    wait: (ms) => new Promise((resolve) => void after(ms, resolve)),
    pending: () => timers.size,
  }
}
