import type { IncomingHttpHeaders } from 'node:http'
import type { ApiCredentials } from '../state/credentials.ts'
import type { Store } from '../state/store.ts'
import type { Tokens } from '../state/tokens.ts'
import { authorize } from './authorize.ts'
import type { ErrorCode } from './errors.ts'
import type { Caller, Route } from './route.ts'

type Entry = { readonly kind: 'open'; readonly caller: Caller | null } | { readonly kind: 'closed'; readonly errorCode: ErrorCode }

/** Who may come in, for each way of access. */
export type Doors = Readonly<Record<NonNullable<Route['access']>, (headers: IncomingHttpHeaders) => Entry>>

type DoorsOptions = { readonly credentials: ApiCredentials; readonly tokens: Pick<Tokens, 'bearerOf'>; readonly store: Pick<Store, 'read'> }

/** App access takes `Basic base64(apiKey:apiSecret)`, member access `Bearer {access token}`. */
export function createDoors({ credentials, tokens, store }: DoorsOptions): Doors {
  const closed = (errorCode: ErrorCode): Entry => ({ kind: 'closed', errorCode })
  return {
    open: () => ({ kind: 'open', caller: null }),
    app: ({ authorization }) => {
      const problem = authorize(authorization, credentials)
      return problem === undefined ? { kind: 'open', caller: null } : closed(problem)
    },
    member: ({ authorization = '' }) => {
      const [, token = ''] = /^Bearer(?: +(.*))?$/i.exec(authorization.trim()) ?? []
      if (authorization.trim() === '' || /^Bearer$/i.test(authorization.trim())) return closed('EMPTY_MEMBER_CREDENTIALS')
      const bearer = tokens.bearerOf('access', token)
      if (bearer === undefined) return closed('INVALID_MEMBER_ACCESS_TOKEN')
      const { memberId, expiresAtMs } = bearer
      if (memberId === null) return closed('GUEST_NOT_ALLOWED')
      const known = store.read().members.some(({ id, state }) => id === memberId && state === 'ACTIVE')
      return known ? { kind: 'open', caller: { memberId, expiresAtMs } } : closed('INVALID_MEMBER_ACCESS_TOKEN')
    },
  }
}
