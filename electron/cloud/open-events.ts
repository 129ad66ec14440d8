import type { Clock } from '../clock.ts'
import type { Access } from './access.ts'
import { readRetryAfter } from './map-error.ts'
import type { RequestBudget } from './request-budget.ts'

/** `absent`: this server, or this token, has no events, and asking again soon would not change that. */
export type OpenedEvents =
  | { readonly kind: 'open'; readonly body: ReadableStream<Uint8Array> }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null }

/** Opens the stream, going on after the event of that id. Never rejects. */
export type OpenEvents = (lastEventId: string | null, signal: AbortSignal) => Promise<OpenedEvents>

const path = '/v2/members/me/event-sources'
/** These may pass; every other refusal is taken for "no events here". */
const passing = (status: number) => status === 401 || status === 408 || status === 425 || status === 429 || status >= 500

/** The member's server-sent events (`GET /v2/members/me/event-sources`). */
export function createOpenEvents(options: {
  readonly baseUrl: string
  readonly access: Access
  readonly budget: RequestBudget
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
}): OpenEvents {
  const { access, budget, clock } = options
  const base = options.baseUrl.replace(/\/+$/, '')
  const failed = (retryAfterMs: number | null = null): OpenedEvents => ({ kind: 'failed', retryAfterMs })

  const ask = (lastEventId: string | null, authorization: string, signal: AbortSignal) =>
    options.fetch(`${base}${path}${lastEventId === null ? '' : `?Last-Event-ID=${encodeURIComponent(lastEventId)}`}`, {
      method: 'GET',
      headers: { authorization, accept: 'text/event-stream', 'cache-control': 'no-cache' },
      redirect: 'manual',
      signal,
    })

  return async (lastEventId, signal) => {
    try {
      const permit = await budget.take('watcher', signal)
      if (permit.kind === 'wait') return failed(permit.ms)
      const shown = await access.authorization(signal)
      if (!shown.ok) return failed()
      let answer = await ask(lastEventId, shown.value, signal)
      if (answer.status === 401) {
        await answer.body?.cancel()
        const again = await access.afterRefusal(shown.value, signal)
        if (again === null || !again.ok) return failed()
        await budget.take('action', signal)
        answer = await ask(lastEventId, again.value, signal)
      }
      const type = answer.headers.get('content-type') ?? ''
      if (answer.status === 200 && answer.body !== null && /^\s*text\/event-stream\b/i.test(type)) return { kind: 'open', body: answer.body }
      await answer.body?.cancel()
      const seconds = readRetryAfter(answer.headers.get('retry-after'), clock.wallMs())
      if (answer.status === 429 && seconds !== null) budget.pause(seconds * 1000)
      return passing(answer.status) ? failed(seconds === null ? null : seconds * 1000) : { kind: 'absent' }
    } catch {
      return failed()
    }
  }
}
