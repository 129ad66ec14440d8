import type { Clock } from '../clock.ts'

export type SingleFlight<T> = {
  /**
   * Asks `start`, or joins an equal question that is under way (or was just answered). A caller leaves through its own signal;
   * the question itself is cancelled when the last one has left. `joins`: an answer to a question that began before this call will do.
   */
  readonly ask: (
    key: string,
    caller: { readonly joins: boolean; readonly signal: AbortSignal },
    start: (signal: AbortSignal) => Promise<T>,
  ) => Promise<T>
  /** Something was changed: nobody joins what was asked before this moment. */
  readonly outdate: () => void
}

type Flight<T> = {
  readonly answer: Promise<T>
  readonly startedMs: number
  readonly cancel: AbortController
  callers: number
  state: 'under-way' | 'kept' | 'over'
}

/** Equal questions share one request. Answers to callers that join are kept until they are `keepMs` old, where `isGood`. */
export function createSingleFlight<T>(options: {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly keepMs: number
  readonly isGood: (answer: T) => boolean
}): SingleFlight<T> {
  const { clock, keepMs, isGood } = options
  const flights = new Map<string, Flight<T>>()
  const isTooOld = ({ state, startedMs }: Flight<T>) => state !== 'under-way' && clock.monotonicMs() - startedMs >= keepMs

  function begin(key: string, isKept: boolean, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const cancel = new AbortController()
    const answer = start(cancel.signal)
    const flight: Flight<T> = { answer, startedMs: clock.monotonicMs(), cancel, callers: 0, state: 'under-way' }
    flights.set(key, flight)
    const end = (state: 'kept' | 'over') => {
      flight.state = state
      if (state === 'over' && flights.get(key) === flight) flights.delete(key)
    }
    void answer.then(
      (value) => end(isKept && isGood(value) ? 'kept' : 'over'),
      () => end('over'),
    )
    return flight
  }

  function board(key: string, flight: Flight<T>, signal: AbortSignal): Promise<T> {
    flight.callers += 1
    return new Promise((resolve, reject) => {
      const leave = () => {
        flight.callers -= 1
        reject(signal.reason)
        if (flight.callers > 0 || flight.state !== 'under-way') return
        if (flights.get(key) === flight) flights.delete(key)
        flight.cancel.abort()
      }
      if (signal.aborted) return leave()
      signal.addEventListener('abort', leave, { once: true })
      const arrived = () => signal.removeEventListener('abort', leave)
      void flight.answer.then(resolve, reject).finally(arrived)
    })
  }

  return {
    ask: (key, { joins, signal }, start) => {
      for (const [old, flight] of flights) if (isTooOld(flight)) flights.delete(old)
      const known = joins ? flights.get(key) : undefined
      return board(key, known ?? begin(key, joins, start), signal)
    },
    outdate: () => flights.clear(),
  }
}
