import { describe, expect, it } from 'vitest'
import { readTokenLife, renewAtMs } from '../../../electron/cloud/token-life.ts'
import { jwt } from './jwt.ts'

const nowMs = Date.parse('2030-03-01T10:00:00Z')
const minute = 60_000
const hour = 60 * minute

describe('the life of a token', () => {
  it.each([
    ['a JWT says it', jwt({ exp: nowMs / 1000 + 3_600 }), null, hour],
    ['by the service’s clock', jwt({ exp: nowMs / 1000 + 3_600 }), 10 * minute, 50 * minute],
    ['any other lives a day', 'opaque-token', null, 24 * hour],
    ['a JWT that does not say it', jwt({ sub: 'creator1' }), null, 24 * hour],
    ['a JWT that says nonsense', jwt({ exp: 'tomorrow' }), null, 24 * hour],
    ['something with two dots', 'a.b.c', null, 24 * hour],
  ])('%s', (_what, token, offsetMs, livesMs) => {
    expect(readTokenLife(token, nowMs, offsetMs)).toEqual({ receivedAtMs: nowMs, expiresAtMs: nowMs + livesMs })
  })

  it.each([
    ['a day: a tenth before', 24 * hour, 24 * hour - 2.4 * hour],
    ['half an hour: five minutes before', 30 * minute, 25 * minute],
    ['six minutes: at its half', 6 * minute, 3 * minute],
    ['four seconds: at its half', 4_000, 2_000],
    ['over already: now', 0, 0],
  ])('is renewed ahead of its end: %s', (_what, lifeMs, afterMs) => {
    expect(renewAtMs({ receivedAtMs: nowMs, expiresAtMs: nowMs + lifeMs }, 0) - nowMs).toBe(afterMs)
  })

  it('is renewed a little earlier by chance, never later', () => {
    const at = renewAtMs({ receivedAtMs: nowMs, expiresAtMs: nowMs + 24 * hour }, 0.99)
    expect(at).toBeLessThan(nowMs + 21.6 * hour)
    expect(at).toBeGreaterThan(nowMs + 21 * hour)
  })
})
