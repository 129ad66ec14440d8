import { createParser } from 'eventsource-parser'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import type { Timers } from '../timers.ts'
import type { OpenEvents } from './open-events.ts'
import { type CloudHint, readHint, readMessageId } from './read-event.ts'

/** Something changed, or may have: `gap` after every (re)opening, for what happened while nobody listened. */
export type CloudEvent = CloudHint | { readonly about: 'gap' }

export type EventStreamOptions = {
  readonly open: OpenEvents
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly logger: Logger
  /** `isOpen` is another one. */
  readonly onChange: () => void
}

export type EventStream = {
  /** The stream is open while somebody listens. */
  readonly observe: (listener: (event: CloudEvent) => void) => () => void
  readonly isOpen: () => boolean
  /** Opens it anew at once: another token, another network, or the computer slept. */
  readonly reopen: () => void
  readonly [Symbol.dispose]: () => void
}

const openTimeoutMs = 10_000
/** A heartbeat comes within 60 s; a stream that says nothing for longer is dead, whatever its socket believes. */
export const silenceMs = 65_000
const backOffFromMs = 1_000
const backOffToMs = 30_000
/** A stream that lasted less counts as a failure, or one that is cut at once would be opened without end. */
const steadyMs = 10_000
/** Where there are no events, they are looked for this often [own]. */
const absentMs = 10 * 60_000
const longestRetryMs = 10 * 60_000
const longestEventChars = 1024 * 1024

/** Keeps a member's events open while somebody listens. They only ever hint, so doubled, late or unknown ones do no harm. */
export function createEventStream({ open, clock, timers, random, logger, onChange }: EventStreamOptions): EventStream {
  const listeners = new Set<(event: CloudEvent) => void>()
  let isOpen = false
  let lastEventId: string | null = null
  let failures = 0
  /** What the server itself asks to wait before coming again. */
  let serverRetryMs = 0
  let running: AbortController | null = null
  let interrupt = () => {}

  function become(next: boolean): void {
    if (next === isOpen) return
    isOpen = next
    logger.info(isOpen ? 'events of the service are open' : 'events of the service are closed')
    onChange()
  }

  function tell(event: CloudEvent): void {
    for (const listener of [...listeners]) listener(event)
  }

  /** Until `stopped` is aborted. */
  async function run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const attempt = new AbortController()
      let reopens = false
      const cut = () => attempt.abort()
      stopped.addEventListener('abort', cut, { once: true })
      interrupt = () => {
        reopens = true
        cut()
      }
      const waitMs = await listenOnce(attempt.signal)
      stopped.removeEventListener('abort', cut)
      if (reopens || stopped.aborted) continue
      become(false)
      await pause(waitMs, stopped)
    }
  }

  /** Opens the stream and reads it to its end; answers how long to wait before the next one. */
  async function listenOnce(signal: AbortSignal): Promise<number> {
    const over = new AbortController()
    const end = () => over.abort()
    signal.addEventListener('abort', end, { once: true })
    let stopTimer = timers.after(openTimeoutMs, end)
    try {
      const opened = await open(lastEventId, over.signal)
      stopTimer()
      if (opened.kind === 'absent') return absentMs
      if (opened.kind === 'failed' || over.signal.aborted) return backOff(opened.kind === 'failed' ? opened.retryAfterMs : null)
      const openedMs = clock.monotonicMs()
      become(true)
      tell({ about: 'gap' })
      const alive = () => {
        stopTimer()
        stopTimer = timers.after(silenceMs, end)
      }
      await read(opened.body, over.signal, alive)
      if (clock.monotonicMs() - openedMs >= steadyMs) failures = 0
      return backOff(null)
    } finally {
      stopTimer()
      signal.removeEventListener('abort', end)
    }
  }

  function backOff(retryAfterMs: number | null): number {
    const growingMs = Math.min(backOffToMs, backOffFromMs * 2 ** failures) * (0.5 + random())
    failures += 1
    return Math.min(longestRetryMs, Math.max(growingMs, retryAfterMs ?? 0, serverRetryMs))
  }

  async function read(body: ReadableStream<Uint8Array>, signal: AbortSignal, alive: () => void): Promise<void> {
    const parser = createParser({
      maxBufferSize: longestEventChars,
      onEvent: ({ id, data }) => {
        lastEventId = id ?? readMessageId(data) ?? lastEventId
        const hint = readHint(data)
        if (hint !== null) tell(hint)
      },
      onRetry: (ms) => {
        serverRetryMs = ms
      },
    })
    const reader = body.getReader()
    const cancel = () => void reader.cancel().catch(() => {})
    signal.addEventListener('abort', cancel, { once: true })
    const decoder = new TextDecoder()
    try {
      if (signal.aborted) return
      alive()
      for (;;) {
        const { done, value } = await reader.read()
        if (done || signal.aborted) return
        alive()
        parser.feed(decoder.decode(value, { stream: true }))
      }
    } catch (error) {
      logger.debug('events broke off', { error: String(error) })
    } finally {
      signal.removeEventListener('abort', cancel)
      cancel()
    }
  }

  async function pause(ms: number, stopped: AbortSignal): Promise<void> {
    if (stopped.aborted) return
    let stopTimer = () => {}
    let wake = () => {}
    await new Promise<void>((resolve) => {
      wake = () => resolve()
      interrupt = wake
      stopTimer = timers.after(ms, wake)
      stopped.addEventListener('abort', wake, { once: true })
    })
    stopTimer()
    stopped.removeEventListener('abort', wake)
  }

  function stop(): void {
    running?.abort()
    running = null
    become(false)
  }

  return {
    observe: (listener) => {
      listeners.add(listener)
      if (running === null) {
        running = new AbortController()
        void run(running.signal)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
    isOpen: () => isOpen,
    reopen: () => {
      failures = 0
      interrupt()
    },
    [Symbol.dispose]: () => {
      listeners.clear()
      stop()
    },
  }
}
