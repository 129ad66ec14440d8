/** Undocumented beyond "24 h", so of a token that does not say it itself [own, from a member API document]. */
const defaultLifeMs = 24 * 3_600_000
const leadShare = 0.1
const leastLeadMs = 5 * 60_000

/** When a token was received and when it ends, on this computer's wall clock. */
export type TokenLife = { readonly receivedAtMs: number; readonly expiresAtMs: number }

/**
 * A JWT says when it ends (RFC 7519, `exp`, by the service's clock); anything else lives 24 h from now.
 * `clockOffsetMs`: service clock minus ours, null where it is not known.
 */
export function readTokenLife(token: string, wallMs: number, clockOffsetMs: number | null): TokenLife {
  const exp = readExpiry(token)
  return { receivedAtMs: wallMs, expiresAtMs: exp === null ? wallMs + defaultLifeMs : exp - (clockOffsetMs ?? 0) }
}

/**
 * When to fetch the next one: a tenth of its life or five minutes before its end, whichever comes first; a short-lived one at half its life.
 * `random` (0 ≤ x < 1) draws it up to a fifth of that earlier, so that many computers do not come at once.
 */
export function renewAtMs({ receivedAtMs, expiresAtMs }: TokenLife, random: number): number {
  const lifeMs = Math.max(0, expiresAtMs - receivedAtMs)
  const leadMs = Math.min(Math.max(lifeMs * leadShare, leastLeadMs), lifeMs / 2)
  return expiresAtMs - leadMs * (1 + random * 0.2)
}

/** `exp` in milliseconds; null where the token is no JWT that says it. Its signature is none of our business. */
function readExpiry(token: string): number | null {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : null
    return typeof exp === 'number' && Number.isFinite(exp) && exp > 0 ? exp * 1000 : null
  } catch {
    return null
  }
}
