import { openCloud } from '../../../electron/cloud/open-cloud.ts'
import type { CloudConnection, CloudCredentials } from '../../../electron/cloud/port.ts'
import { createHidingLogger } from '../../fakes/hiding-logger.ts'
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly authorization: string | null
  readonly body: unknown
  readonly atMs: number
}
export type Answer = {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}
export type Answerer = (asked: Asked) => Answer | 'never' | Error | Promise<Answer | Error>

export type FakeService = {
  readonly connection: CloudConnection
  readonly asked: readonly Asked[]
  readonly paths: () => string[]
  readonly hidden: readonly string[]
  readonly time: ManualClock
}

export type FakeServiceOptions = { readonly baseUrl?: string; readonly credentials?: CloudCredentials; readonly random?: () => number }

/** The client against answers made in the test; time stands still unless the test lets it pass. */
export function fakeService(answerer: Answerer, options: FakeServiceOptions = {}): FakeService {
  const time = createManualClock()
  const asked: Asked[] = []
  const { logger, hidden } = createHidingLogger()
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input))
    const question: Asked = {
      method: init.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      authorization: new Headers(init.headers).get('authorization'),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      atMs: time.monotonicMs(),
    }
    asked.push(question)
    const answer = await answerer(question)
    if (answer === 'never') return new Promise(() => {})
    if (answer instanceof Error) throw answer
    const text = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json))
    return new Response(text === '' ? null : text, {
      status: answer.status ?? 200,
      headers: { ...(answer.json === undefined ? {} : { 'content-type': 'application/json' }), ...answer.headers },
    })
  }
  const connection = openCloud({
    baseUrl: options.baseUrl ?? 'https://api.example/',
    credentials: options.credentials ?? { mode: 'operator', apiKey: 'app-key', apiSecret: 'very-secret' },
    logger,
    fetch,
    clock: time,
    timers: time,
    random: options.random ?? (() => 0.5),
  })
  return { connection, asked, paths: () => asked.map(({ method, path }) => `${method} ${path}`), hidden, time }
}

/** A failed connection as Node's fetch reports it. */
export const networkError = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
