import { createHash, randomBytes } from 'node:crypto'

/**
 * Who may see the page. An address with a token works once: it is exchanged for a cookie that scripts cannot read.
 * Only hashes are kept. Unused tokens end after ten minutes, so that an address left in a terminal is worth nothing later.
 */
export type PageSessions = {
  readonly newToken: () => string
  /** The session's cookie value, or null where the token is unknown, used or too old. */
  readonly redeem: (token: string) => string | null
  readonly isOpen: (cookie: string | undefined) => boolean
}

const tokenLifeMs = 10 * 60_000
const maxTokens = 64

export function createPageSessions(monotonicMs: () => number): PageSessions {
  const tokens = new Map<string, { readonly bornMs: number; readonly endless: boolean }>()
  const sessions = new Set<string>()
  let first = true

  return {
    newToken: () => {
      const token = secret()
      // The first address is printed at the start and may be opened much later.
      tokens.set(hash(token), { bornMs: monotonicMs(), endless: first })
      first = false
      for (const key of tokens.keys()) {
        if (tokens.size <= maxTokens) break
        tokens.delete(key)
      }
      return token
    },
    redeem: (token) => {
      const key = hash(token)
      const known = tokens.get(key)
      tokens.delete(key)
      if (known === undefined || (!known.endless && monotonicMs() - known.bornMs > tokenLifeMs)) return null
      const cookie = secret()
      sessions.add(hash(cookie))
      return cookie
    },
    isOpen: (cookie) => cookie !== undefined && sessions.has(hash(cookie)),
  }
}

const secret = () => randomBytes(32).toString('base64url')
const hash = (value: string) => createHash('sha256').update(value).digest('hex')
