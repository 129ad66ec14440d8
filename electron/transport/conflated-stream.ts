/**
 * One watch of one page. The next value leaves only after the last was acknowledged, and the newest wins:
 * however slow the page, at most one value travels and one waits.
 */
export type ConflatedStream = {
  readonly offer: (value: unknown) => void
  readonly acknowledge: (sequence: number) => void
}

export function conflate(send: (sequence: number, value: unknown) => void): ConflatedStream {
  let sequence = 0
  let inFlight = false
  let waiting: { readonly value: unknown } | null = null

  const sendNow = (value: unknown) => {
    inFlight = true
    sequence += 1
    send(sequence, value)
  }
  return {
    offer: (value) => {
      if (inFlight) waiting = { value }
      else sendNow(value)
    },
    acknowledge: (acknowledged) => {
      if (!inFlight || acknowledged !== sequence) return
      inFlight = false
      if (waiting === null) return
      const { value } = waiting
      waiting = null
      sendNow(value)
    },
  }
}
