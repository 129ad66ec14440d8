import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Logger } from '../../logging/port.ts'
import type { RandomText } from '../random-text.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

const tokenSchema = z.object({
  /** SHA-256, base64url: the token itself is kept nowhere. */
  hash: z.string(),
  kind: z.enum(['access', 'streaming']),
  /** Null: a guest's. */
  memberId: z.number().int().nullable(),
  expiresAtMs: z.number(),
})
type StoredToken = z.output<typeof tokenSchema>

/** Whose token it is, and until when (wall clock of the service). */
export type Bearer = Pick<StoredToken, 'memberId' | 'expiresAtMs'>

/** What a login answers. */
export type IssuedTokens = { readonly accessToken: string; readonly refreshToken: string; readonly streamingToken: string }

export type Tokens = {
  /** @param memberId null for a guest */
  readonly issue: (memberId: number | null) => IssuedTokens
  /** Undefined where the token is not known, has expired or was revoked. */
  readonly bearerOf: (kind: StoredToken['kind'], token: string) => Bearer | undefined
  readonly revokeAll: () => void
}

type TokensOptions = {
  readonly randomText: RandomText
  readonly wallMs: () => number
  readonly logger: Pick<Logger, 'warn'>
  /** How long the next tokens last, and whether access tokens are JWTs that say so. */
  readonly policy: () => { readonly lifetimeMs: number; readonly asJwt: boolean }
}

const usualLifetimeMs = 24 * 3_600_000

/** The tokens of members and guests, in `tokens.json`: they outlive a restart. A lifetime of 0 is the usual one, 24 h. */
export function openTokens(dataDir: string, { randomText, wallMs, logger, policy }: TokensOptions): Tokens {
  const path = join(dataDir, 'tokens.json')
  let tokens = new Map((readJsonFile(path, z.array(tokenSchema), logger) ?? []).map((token) => [token.hash, token]))
  const put = (next: Iterable<StoredToken>) => {
    tokens = new Map([...next].map((token) => [token.hash, token]))
    writeJsonFile(path, [...tokens.values()])
  }
  return {
    issue: (memberId) => {
      const { lifetimeMs, asJwt } = policy()
      const at = wallMs()
      const expiresAtMs = at + (lifetimeMs === 0 ? usualLifetimeMs : lifetimeMs)
      const accessToken = asJwt ? jwt({ iat: Math.floor(at / 1000), exp: Math.floor(expiresAtMs / 1000) }, randomText) : randomText(64)
      const streamingToken = randomText(64)
      const kept = [...tokens.values()].filter((token) => token.expiresAtMs > at)
      put([
        ...kept,
        { hash: hashOf(accessToken), kind: 'access', memberId, expiresAtMs },
        { hash: hashOf(streamingToken), kind: 'streaming', memberId, expiresAtMs },
      ])
      return { accessToken, refreshToken: randomText(64), streamingToken }
    },
    bearerOf: (kind, token) => {
      const found = tokens.get(hashOf(token))
      return found?.kind === kind && found.expiresAtMs > wallMs() ? found : undefined
    },
    revokeAll: () => put([]),
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Shaped like a JWT, so that a client can read when it expires; its signature means nothing. */
const jwt = (claims: { readonly iat: number; readonly exp: number }, randomText: RandomText): string =>
  [
    { alg: 'HS256', typ: 'JWT' },
    { ...claims, jti: randomText(16) },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(randomText(43))
    .join('.')
