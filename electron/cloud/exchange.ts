import type { AccessMode } from '#shared/capabilities'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Clock } from '../clock.ts'
import type { Access } from './access.ts'
import type { ClockOffset } from './clock-offset.ts'
import { type CloudRefusal, readRetryAfter, refusalOfNetworkError } from './map-error.ts'
import type { Online } from './online.ts'
import { readBody } from './read-body.ts'
import type { RequestBudget, RequestPriority } from './request-budget.ts'
import { createSingleFlight } from './single-flight.ts'

export type Question = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: string
  /** JSON. */
  readonly body?: string
  readonly priority: RequestPriority
}

/** What came back, whatever it says. `text` is null where it was too long to read. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string | null; readonly tookMs: number }

/** Sends one question. Fails where no answer came, or where it was not sent at all. Rejects only when cancelled. */
export type Exchange = (question: Question, signal: AbortSignal) => Promise<Result<Answer, CloudRefusal>>

export type ExchangeOptions = {
  readonly mode: AccessMode
  /** For failures: who was asked. */
  readonly host: string
  readonly access: Access
  readonly budget: RequestBudget
  readonly online: Online
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly clockOffset: ClockOffset
}

const longestBodyBytes = 8 * 1024 * 1024
/** Lists asked again within this time show what was just answered, unless something was changed since [own]. */
const listsKeptMs = 1_000
/** Where a 429 names no time. */
const defaultPauseMs = 5_000

/**
 * All requests of one connection go through here: equal lists share one, the budget is kept, a refused member token is
 * renewed and the question repeated once (a 401 did nothing, so a POST too), and whether there is a way to the service is learned.
 */
export function createExchange(options: ExchangeOptions): Exchange {
  const { host, access, budget, online, clock, clockOffset } = options
  const flights = createSingleFlight<Result<Answer, CloudRefusal>>({
    clock,
    keepMs: listsKeptMs,
    isGood: (result) => result.ok && result.value.status >= 200 && result.value.status <= 299,
  })

  async function send(question: Question, signal: AbortSignal): Promise<Result<Answer, CloudRefusal>> {
    const permit = await budget.take(question.priority, signal)
    signal.throwIfAborted()
    if (permit.kind === 'wait') return err(busy(permit.ms))
    const shown = await access.authorization(signal)
    signal.throwIfAborted()
    if (!shown.ok) return err(unsent(shown.failure))
    const first = await fetchOnce(question, shown.value, signal)
    if (!first.ok || first.value.status !== 401) return first
    const again = await access.afterRefusal(shown.value, signal)
    signal.throwIfAborted()
    if (again === null) return first
    if (!again.ok) return err(unsent(again.failure))
    // It waits for nobody a second time, and is counted.
    await budget.take('action', signal)
    return fetchOnce(question, again.value, signal)
  }

  async function fetchOnce({ method, url, body }: Question, authorization: string, signal: AbortSignal): Promise<Result<Answer, CloudRefusal>> {
    const sentMs = clock.monotonicMs()
    try {
      const response = await options.fetch(url, {
        method,
        headers: { authorization, accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal,
      })
      const { status, headers } = response
      if (headers.get('age') === null) clockOffset.learn(headers.get('date'), sentMs, clock.monotonicMs())
      const text = await readBody(response.body, longestBodyBytes)
      if (status !== 401) access.accepted(authorization)
      if (status === 429) {
        const seconds = readRetryAfter(headers.get('retry-after'), clock.wallMs())
        budget.pause(seconds === null ? defaultPauseMs : seconds * 1000)
      }
      // A page of the network we are in (a captive portal) is no answer of the service.
      online.met(text === '' || /\bjson\b/i.test(headers.get('content-type') ?? '') ? 'answer' : 'neither', sentMs)
      return ok({ status, headers, text, tookMs: Math.round(clock.monotonicMs() - sentMs) })
    } catch (error) {
      signal.throwIfAborted()
      const refusal = refusalOfNetworkError(error, host)
      online.met(refusal.failure.code === 'cloud-unreachable' ? 'nobody' : 'neither', sentMs)
      return err(refusal)
    }
  }

  const unsent = (reason: Failure): CloudRefusal => ({ failure: reason, unknownRoute: false, retryAfterMs: null })

  const busy = (ms: number): CloudRefusal => {
    const seconds = Math.max(1, Math.ceil(ms / 1000))
    return { ...unsent(failure('cloud-rate-limited', { params: { host, seconds }, detail: 'not sent' })), retryAfterMs: seconds * 1000 }
  }

  return async (question, signal) => {
    if (question.method !== 'GET') {
      flights.outdate()
      try {
        return await send(question, signal)
      } finally {
        flights.outdate()
      }
    }
    // Whoever acts or watches wants to know how things stand from now on; a list may show what was asked a moment ago.
    return flights.ask(question.url, { joins: question.priority === 'list', signal }, (shared) => send(question, shared))
  }
}
