import type { z } from 'zod'
import type { AccessMode } from '#shared/capabilities'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import type { Timers } from '../timers.ts'
import type { Exchange } from './exchange.ts'
import { type CloudRefusal, readRetryAfter, refusalOf } from './map-error.ts'
import { parseJson } from './parse-json.ts'
import type { RequestPriority } from './request-budget.ts'

export type CloudCall<S extends z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the base URL, starting with a slash, already encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  /** What a good answer is; an empty body reads as undefined. */
  readonly schema: S
  readonly signal?: AbortSignal | undefined
}

export type CloudRequest = <S extends z.ZodType>(call: CloudCall<S>) => Promise<Result<z.output<S>, CloudRefusal>>

export type RequestOptions = {
  readonly baseUrl: string
  readonly mode: AccessMode
  readonly exchange: Exchange
  readonly priority: RequestPriority
  readonly clock: Clock
  readonly timers: Timers
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random: () => number
  readonly logger: Logger
  /** The whole call ends within this time, retries included. */
  readonly timeoutMs?: number
  /** How often a GET is repeated after a failure that may pass; anything else never is. */
  readonly retries?: number
}

const defaultTimeoutMs = 10_000
const defaultRetries = 2
const retryBaseMs = 250
const passing: ReadonlySet<string> = new Set(['cloud-unreachable', 'cloud-server-error', 'cloud-rate-limited'])

/**
 * One way to ask FlipFlop Cloud. Every call ends within its timeout and fails by value. Redirects are not followed
 * (the API has none, a captive portal does), so credentials go nowhere else. A call cancelled through its signal ends
 * with `cloud-timeout` and the detail `cancelled`: who cancelled does not look.
 */
export function createRequest(options: RequestOptions): CloudRequest {
  const { exchange, clock, timers, random, logger } = options
  const base = options.baseUrl.replace(/\/+$/, '')
  const host = URL.canParse(base) ? new URL(base).host : base

  async function attempt<S extends z.ZodType>(call: CloudCall<S>, signal: AbortSignal): Promise<Result<z.output<S>, CloudRefusal>> {
    const asked = await exchange(
      {
        method: call.method,
        url: `${base}${call.path}${queryOf(call.query)}`,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        priority: options.priority,
      },
      signal,
    )
    if (!asked.ok) return asked
    const { status, headers, text, tookMs } = asked.value
    logger.debug('cloud answered', { method: call.method, path: call.path, status, tookMs })

    const body = text === null ? undefined : readJson(text)
    if (status < 200 || status > 299) {
      const retryAfterSeconds = readRetryAfter(headers.get('retry-after'), clock.wallMs())
      const refusal = refusalOf({ mode: options.mode, status, body, host, retryAfterSeconds })
      return err({ ...refusal, failure: redactTexts(refusal.failure, logger.redact) })
    }
    if (body === undefined && text !== '') {
      const claimsJson = /\bjson\b/i.test(headers.get('content-type') ?? '')
      return err(final(claimsJson ? 'cloud-malformed-answer' : 'cloud-not-an-api', 'the body is not JSON'))
    }
    const parsed = call.schema.safeParse(body)
    if (parsed.success) return ok(parsed.data)
    // Paths and kinds only: values of a body may be secrets.
    const where = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || '(whole body)'}: ${issue.code}`)
    return err(final('cloud-malformed-answer', `${call.method} ${call.path}: ${where.join(', ')}`))
  }

  const final = (code: 'cloud-malformed-answer' | 'cloud-not-an-api' | 'cloud-timeout', detail?: string): CloudRefusal => ({
    failure: failure(code, { params: { host }, ...(detail === undefined ? {} : { detail }) }),
    unknownRoute: false,
    retryAfterMs: null,
  })

  return async (call) => {
    const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
    const deadlineMs = clock.monotonicMs() + timeoutMs
    const over = new AbortController()
    let refusal = final('cloud-timeout', `no answer within ${timeoutMs} ms`)
    const stopTimer = timers.after(timeoutMs, () => over.abort())
    const cancel = () => {
      refusal = final('cloud-timeout', 'cancelled')
      over.abort()
    }
    if (call.signal?.aborted) cancel()
    call.signal?.addEventListener('abort', cancel, { once: true })

    try {
      for (let failed = 0; ; ) {
        if (over.signal.aborted) return err(refusal)
        const result = await orAborted(attempt(call, over.signal), over.signal)
        if (result === 'aborted' || over.signal.aborted) return err(refusal)
        if (result.ok) return result
        failed += 1
        if (call.method !== 'GET' || failed > (options.retries ?? defaultRetries) || !passing.has(result.failure.failure.code)) return result
        const delayMs = result.failure.retryAfterMs ?? retryBaseMs * 2 ** (failed - 1) * (0.5 + random())
        if (clock.monotonicMs() + delayMs >= deadlineMs) return result
        await pause(timers, delayMs, over.signal)
      }
    } finally {
      stopTimer()
      call.signal?.removeEventListener('abort', cancel)
    }
  }
}

/** What the service said may quote a secret. */
function redactTexts(refused: Failure, redact: (text: string) => string): Failure {
  const { detail, serviceMessage } = refused
  return {
    ...refused,
    ...(detail === undefined ? {} : { detail: redact(detail) }),
    ...(serviceMessage === undefined ? {} : { serviceMessage: redact(serviceMessage) }),
  }
}

function queryOf(query: CloudCall<z.ZodType>['query'] = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.append(name, String(value))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** Ends at the abort even where the work behind `promise` does not, or rejects because of it. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | 'aborted'> {
  let stop = () => {}
  const aborted = new Promise<'aborted'>((resolve) => {
    stop = () => resolve('aborted')
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } catch (error) {
    if (signal.aborted) return 'aborted'
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function pause(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  let cancel = () => {}
  const waited = new Promise<void>((resolve) => {
    cancel = timers.after(ms, resolve)
  })
  await orAborted(waited, signal)
  cancel()
}
