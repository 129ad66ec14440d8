export type PacedClock = {
  readonly nowMs: () => number
  readonly set: (run: () => void, ms: number) => unknown
  readonly clear: (timer: unknown) => void
}

const realClock: PacedClock = {
  nowMs: () => performance.now(),
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as number),
}

/** What is dragged is sent at most 15 times a second. */
export const dragPaceMs = 1_000 / 15

/** Hands on the newest of many values at most once in `everyMs`; the last one always arrives. `flush` sends what still waits. */
export function createPaced<T>(send: (value: T) => void, everyMs: number, clock: PacedClock = realClock) {
  let sentAtMs = Number.NEGATIVE_INFINITY
  let waiting: { readonly value: T } | null = null
  let timer: unknown

  const flush = (): void => {
    clock.clear(timer)
    timer = undefined
    if (waiting === null) return
    const { value } = waiting
    waiting = null
    sentAtMs = clock.nowMs()
    send(value)
  }
  return {
    push: (value: T): void => {
      waiting = { value }
      if (timer !== undefined) return
      const leftMs = sentAtMs + everyMs - clock.nowMs()
      if (leftMs <= 0) flush()
      else timer = clock.set(flush, leftMs)
    },
    flush,
  }
}
