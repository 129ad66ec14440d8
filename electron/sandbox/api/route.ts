import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { z } from 'zod'
import type { Store } from '../state/store.ts'
import type { ErrorCode } from './errors.ts'
import type { Presenter } from './present.ts'

/** What a client sent, in plain values. */
export type ApiRequest = {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown
  readonly headers: IncomingHttpHeaders
  /** Who asks with member access; null with app access. */
  readonly caller: Caller | null
}

/** A member who showed an access token that holds until then (wall clock of the service). */
export type Caller = { readonly memberId: number; readonly expiresAtMs: number }

/** What a route answers. */
export type Answer = {
  readonly status: number
  readonly body?: unknown
  /** Instead of a body: what writes to the client until it or the client ends the answer. */
  readonly stream?: (out: ServerResponse) => void
}

/** For the OpenAPI document. */
export type RouteDoc = {
  readonly summary: string
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Status of success, and what comes with it; a text is the type of what is not JSON, null is an empty answer. */
  readonly answer: readonly [status: number, body: z.ZodType | string | null]
  /** Those that every route has, credentials and locks, are not named. */
  readonly errors?: readonly ErrorCode[]
}

export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** With `:name` for parameters. */
  readonly path: string
  /** Whose credentials it takes: `app` where nothing is said; `open` judges for itself. */
  readonly access?: 'app' | 'member' | 'open'
  /** Controls are never hurt by the faults that they set. */
  readonly control?: true
  readonly doc: RouteDoc
  /**
   * Requests that change something and share this key never run at the same time: the second one is REQUEST_LOCKED.
   * Undefined: nothing is changed.
   */
  readonly lock?: (request: ApiRequest) => string
  readonly handle: (request: ApiRequest) => Answer | Promise<Answer>
}

/** What every route can use. */
export type ApiContext = {
  readonly store: Store
  readonly present: () => Presenter
  /** Now, as the API writes instants. */
  readonly now: () => string
}

export const ok = (body: object): Answer => ({ status: 200, body })
export const created = (body: object): Answer => ({ status: 201, body })
export const noContent: Answer = { status: 204 }

/** An id of a path, or undefined where it cannot be one. */
export const idParam = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined)

/** A filter of a query: absent or empty means "all". */
export const filterOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
