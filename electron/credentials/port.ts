import type { Result } from '#shared/result'

/** The key pair of a FlipFlop app: what opens a connection in operator mode. */
export type AppCredentials = { readonly apiKey: string; readonly apiSecret: string }

/** Everything about a connection that is secret; a token URL and its header may hold one in any of their parts. */
export type StoredSecrets =
  | ({ readonly mode: 'operator' } & AppCredentials)
  | {
      readonly mode: 'member'
      /** Null: none was fetched from the token URL yet. */
      readonly tokens: { readonly accessToken: string; readonly refreshToken?: string; readonly streamingToken?: string } | null
      readonly tokenUrl: { readonly url: string; readonly header: { readonly name: string; readonly value: string } | null } | null
    }

/**
 * The single home of secrets. An absent entry is `null`; a locked or missing keychain is a failure
 * (`keychain-unavailable`, `keychain-locked`, `keychain-timeout`), never "absent". Every call ends within 5 s.
 */
export type CredentialsStore = {
  readonly kind: 'keychain' | 'memory'
  readonly get: (connectionId: string) => Promise<Result<StoredSecrets | null>>
  readonly set: (connectionId: string, secrets: StoredSecrets) => Promise<Result<void>>
  readonly remove: (connectionId: string) => Promise<Result<void>>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
