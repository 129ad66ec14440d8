import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../state/entities.ts'
import { type WebhookMessage, webhookBody } from './webhook-message.ts'

export const webhookBodySchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).refine((text) => new URL(text).username === '' && new URL(text).password === ''),
  username: z.string(),
  password: z.string(),
  envelope: z.enum(['full', 'short']).default('full'),
})
type Target = z.output<typeof webhookBodySchema>

const delivery = z.strictObject({
  id: z.string(),
  type: z.string(),
  createdAt: z.string(),
  /** Of the answer; null where there was none. */
  status: z.int().nullable(),
  /** Why there was no answer. */
  problem: z.string().nullable(),
  tookMs: z.number(),
})
export const webhookReport = z.strictObject({
  /** Null: nobody is told. The password never comes back. */
  webhook: z.strictObject({ url: z.string(), username: z.string(), envelope: z.enum(['full', 'short']) }).nullable(),
  waiting: z.int(),
  /** The newest ones, oldest first. */
  deliveries: z.array(delivery),
})
type Delivery = z.output<typeof delivery>

export type Webhooks = {
  /** False where the body is no webhook. */
  readonly set: (body: unknown) => boolean
  readonly clear: () => void
  readonly report: () => z.output<typeof webhookReport>
  /** Delivered in their order, each once, whatever is answered. */
  readonly send: (message: WebhookMessage) => void
  readonly [Symbol.dispose]: () => void
}

type WebhooksOptions = { readonly app: () => App; readonly now: () => string; readonly monotonicMs: () => number }

const answerWithinMs = 5000
const mostKept = 100
/** Beyond, the newest are lost: nobody is answering. */
const mostWaiting = 1000

/** The callback of the app. In memory: a restart forgets it. */
export function createWebhooks({ app, now, monotonicMs }: WebhooksOptions): Webhooks {
  const stopping = new AbortController()
  let target: Target | null = null
  let deliveries: readonly Delivery[] = []
  let queue = Promise.resolve()
  let waiting = 0

  async function deliver(to: Target, message: WebhookMessage, stamp: { readonly id: string; readonly createdAt: string }): Promise<void> {
    const startedMs = monotonicMs()
    const outcome = await fetch(to.url, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${to.username}:${to.password}`).toString('base64')}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify(webhookBody(message, to.envelope, { ...stamp, app: app() })),
      redirect: 'manual',
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(answerWithinMs)]),
    }).then(
      async (answer) => {
        await answer.body?.cancel()
        return { status: answer.status, problem: null }
      },
      (error: unknown) => ({ status: null, problem: problemOf(error) }),
    )
    deliveries = [...deliveries, { ...stamp, type: message.type, ...outcome, tookMs: Math.round(monotonicMs() - startedMs) }].slice(-mostKept)
  }

  return {
    set: (body) => {
      const parsed = webhookBodySchema.safeParse(body)
      if (parsed.success) target = parsed.data
      return parsed.success
    },
    clear: () => {
      target = null
      deliveries = []
    },
    report: () => ({
      webhook: target === null ? null : { url: target.url, username: target.username, envelope: target.envelope },
      waiting,
      deliveries: [...deliveries],
    }),
    send: (message) => {
      const to = target
      if (to === null || waiting >= mostWaiting || stopping.signal.aborted) return
      const stamp = { id: randomUUID(), createdAt: now() }
      waiting += 1
      queue = queue
        .then(() => deliver(to, message, stamp))
        .finally(() => {
          waiting -= 1
        })
    },
    [Symbol.dispose]: () => stopping.abort(),
  }
}

/** A code, never a text: texts may hold what was sent. */
function problemOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } }
  return cause?.code ?? name ?? 'Error'
}
