import type { Clock } from '../../../electron/clock.ts'
import type { Timers } from '../../../electron/timers.ts'

export type ManualTime = {
  readonly clock: Clock
  readonly timers: Timers
  /** Lets `ms` pass, running what falls due on the way and everything that follows from it at once. */
  readonly pass: (ms: number) => Promise<void>
  /** How many delayed calls are waiting. */
  readonly pending: () => number
  /** Sets this computer's wall clock forward without time passing. */
  readonly setWallClockBy: (ms: number) => void
}

/** Lets everything run that waits for no time: a few turns, for reading a body takes more than one. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}

export function manualTime(): ManualTime {
  let nowMs = 1_000
  let wallBaseMs = Date.UTC(2030, 0, 1)
  let due: { readonly atMs: number; readonly run: () => void }[] = []

  return {
    clock: { monotonicMs: () => nowMs, wallMs: () => wallBaseMs + nowMs },
    timers: {
      after: (ms, run) => {
        const entry = { atMs: nowMs + ms, run }
        due.push(entry)
        return () => {
          due = due.filter((other) => other !== entry)
        }
      },
    },
    pass: async (ms) => {
      const untilMs = nowMs + ms
      await settle()
      for (;;) {
        const next = due.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined) break
        due = due.filter((entry) => entry !== next)
        nowMs = Math.max(nowMs, next.atMs)
        next.run()
        await settle()
      }
      nowMs = untilMs
    },
    pending: () => due.length,
    setWallClockBy: (ms) => {
      wallBaseMs += ms
    },
  }
}
