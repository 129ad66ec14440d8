import { ok, type Result } from '#shared/result'

/** What a request shows to be let in, and what can be done when that is refused. */
export type Access = {
  /** The value of the `Authorization` header for the next request (a secret), or why there is none. */
  readonly authorization: (signal: AbortSignal) => Promise<Result<string>>
  /** The service answered 401 to `used`: another value to repeat the request with, the reason why there is none, or null where the answer speaks for itself. */
  readonly afterRefusal: (used: string, signal: AbortSignal) => Promise<Result<string> | null>
  /** The service let `used` in. */
  readonly accepted: (used: string) => void
}

/** A key pair has no successor. */
export const fixedAccess = (authorization: string): Access => ({
  authorization: async () => ok(authorization),
  afterRefusal: async () => null,
  accepted: () => {},
})
