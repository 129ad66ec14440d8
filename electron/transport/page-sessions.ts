import { createHash, randomBytes } from 'node:crypto'

/** Where an address is shown: in the owner's terminal, where it may wait for hours, or on a page, where it is used at once or never. */
export type AddressPlace = 'terminal' | 'page'

/**
 * Who may see the page. An address with a token works once: it is exchanged for a cookie that scripts cannot read.
 * Only hashes are kept.
 */
export type PageSessions = {
  readonly newToken: (place: AddressPlace) => string
  /** The session's cookie value; `used` for a token that once worked; null where it never did, or is too old. */
  readonly redeem: (token: string) => { readonly cookie: string } | 'used' | null
  readonly isOpen: (cookie: string | undefined) => boolean
}

const pageTokenLifeMs = 10 * 60_000
const maxTokens = 64

export function createPageSessions(monotonicMs: () => number): PageSessions {
  const tokens = new Map<string, { readonly endsAtMs: number; used: boolean }>()
  const sessions = new Set<string>()

  return {
    newToken: (place) => {
      const token = secret()
      tokens.set(hash(token), { endsAtMs: place === 'terminal' ? Number.POSITIVE_INFINITY : monotonicMs() + pageTokenLifeMs, used: false })
      for (const key of tokens.keys()) {
        if (tokens.size <= maxTokens) break
        tokens.delete(key)
      }
      return token
    },
    redeem: (token) => {
      const known = tokens.get(hash(token))
      if (known === undefined || monotonicMs() > known.endsAtMs) return null
      if (known.used) return 'used'
      known.used = true
      const cookie = secret()
      sessions.add(hash(cookie))
      return { cookie }
    },
    isOpen: (cookie) => cookie !== undefined && sessions.has(hash(cookie)),
  }
}

const secret = () => randomBytes(32).toString('base64url')
const hash = (value: string) => createHash('sha256').update(value).digest('hex')
