import type { Store } from '../state/store.ts'
import type { Answer } from './errors.ts'
import type { Presenter } from './present.ts'

/** What a client sent, in plain values. */
export type ApiRequest = {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown
}

export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** With `:name` for parameters. */
  readonly path: string
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
