import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { randomText } from '../../../electron/sandbox/random-text.ts'
import { openTokens } from '../../../electron/sandbox/state/tokens.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tally-tokens-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const day = 24 * 3_600_000
const start = Date.parse('2026-03-01T12:00:00Z')

describe('tokens', () => {
  let now = start
  let policy = { lifetimeMs: 0, asJwt: false }
  const open = () => openTokens(dir, { randomText, wallMs: () => now, logger: silentLogger, policy: () => policy })
  beforeEach(() => {
    now = start
    policy = { lifetimeMs: 0, asJwt: false }
  })

  it('hold for 24 h and over a restart, each for its own use, and are written nowhere', () => {
    const { accessToken, streamingToken } = open().issue(1003)
    const tokens = open()
    expect(tokens.bearerOf('access', accessToken)).toMatchObject({ memberId: 1003, expiresAtMs: start + day })
    expect(tokens.bearerOf('streaming', streamingToken)).toMatchObject({ memberId: 1003 })
    expect(tokens.bearerOf('access', streamingToken)).toBeUndefined()
    const file = join(dir, 'tokens.json')
    expect(readFileSync(file, 'utf8')).not.toMatch(new RegExp(`${accessToken}|${streamingToken}`))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    now += day
    expect(tokens.bearerOf('access', accessToken)).toBeUndefined()
    tokens.issue(null)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([{ memberId: null }, { memberId: null }])
  })

  it('can be short, say when they expire, and be revoked', () => {
    policy = { lifetimeMs: 5000, asJwt: true }
    const tokens = open()
    const { accessToken } = tokens.issue(1003)
    const [, claims = ''] = accessToken.split('.')
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ exp: (start + 5000) / 1000 })
    now += 4999
    expect(tokens.bearerOf('access', accessToken)).toBeDefined()
    tokens.revokeAll()
    expect(tokens.bearerOf('access', accessToken)).toBeUndefined()
    expect(open().bearerOf('access', accessToken)).toBeUndefined()
  })
})
