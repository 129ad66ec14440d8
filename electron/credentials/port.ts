import type { Result } from '#shared/result'

/** What opens a connection in operator mode. */
export type AppCredentials = { readonly apiKey: string; readonly apiSecret: string }

/**
 * The single home of secrets. An absent entry is `null`; a locked or missing keychain is a failure
 * (`keychain-unavailable`, `keychain-locked`, `keychain-timeout`), never "absent". Every call ends within 5 s.
 */
export type CredentialsStore = {
  readonly kind: 'keychain' | 'memory'
  readonly get: (connectionId: string) => Promise<Result<AppCredentials | null>>
  readonly set: (connectionId: string, credentials: AppCredentials) => Promise<Result<void>>
  readonly remove: (connectionId: string) => Promise<Result<void>>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
