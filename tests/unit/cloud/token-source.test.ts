import { expect, it } from 'vitest'
import type { MemberTokens } from '../../../electron/cloud/port.ts'
import { createTokenSource } from '../../../electron/cloud/token-source.ts'
import { createHidingLogger } from '../../fakes/hiding-logger.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { jwt } from './jwt.ts'

const minute = 60_000
const signal = new AbortController().signal
const url = 'https://backend.example/token'

type Given = { readonly lifeMs?: number | null; readonly tokenUrl?: string | null }

/** A source whose token URL answers as `service.answer` says: by default with a token of the same life. */
function source({ lifeMs = 60 * minute, tokenUrl = url }: Given = {}) {
  const time = createManualClock()
  const { logger, hidden } = createHidingLogger()
  let made = 0
  const token = (life = lifeMs ?? 60 * minute) => jwt({ n: ++made, exp: (time.wallMs() + life) / 1000 })
  const asked: { readonly url: string; readonly header: string | null; readonly redirect: string | undefined; readonly atMs: number }[] = []
  const startMs = time.monotonicMs()
  const service = {
    answer: async (): Promise<Response> => Response.json({ accessToken: token(), streamingToken: 'streaming-secret', more: 'ignored' }),
  }
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const header = new Headers(init.headers).get('x-backend-key')
    asked.push({ url: String(input), header, redirect: init.redirect, atMs: time.monotonicMs() - startMs })
    const { signal: cut } = init
    return Promise.race([service.answer(), new Promise<never>((_, reject) => cut?.addEventListener('abort', () => reject(cut.reason)))])
  }
  const told: MemberTokens[] = []
  const first = lifeMs === null ? null : token()
  const tokens = createTokenSource({
    tokens: first === null ? null : { accessToken: first },
    tokenUrl: tokenUrl === null ? null : { url: tokenUrl, header: { name: 'X-Backend-Key', value: 'header-secret' } },
    fetch,
    clock: time,
    timers: time,
    random: () => 0.5,
    logger,
    clockOffsetMs: () => null,
    onTokens: (next) => told.push(next),
    onChange: () => {},
  })
  const shown = async () => {
    const value = await tokens.authorization(signal)
    return value.ok ? value.value : value.failure.code
  }
  return { time, tokens, first, asked, told, hidden, service, shown, token }
}

it('renews an hour-long token some minutes ahead, and again and again', async () => {
  const { time, tokens, asked, told, shown, first, hidden } = source()
  expect(await shown()).toBe(`Bearer ${first}`)
  await time.advance(52 * minute)
  expect(asked).toEqual([])
  await time.advance(3 * minute)
  expect(asked).toMatchObject([{ url, header: 'header-secret', redirect: 'manual' }])
  expect(told).toMatchObject([{ streamingToken: 'streaming-secret' }])
  expect(await shown()).toBe(`Bearer ${told[0]?.accessToken}`)
  expect(hidden).toEqual(expect.arrayContaining(['header-secret', first, told[0]?.accessToken, 'streaming-secret']))
  await time.advance(120 * minute)
  expect(asked).toHaveLength(3)
  tokens[Symbol.dispose]()
  expect(time.pending()).toBe(0)
})

it('fetches the first token when it is needed, once for all who wait', async () => {
  const { asked, told, shown } = source({ lifeMs: null })
  const all = await Promise.all([shown(), shown(), shown()])
  expect(new Set(all)).toEqual(new Set([`Bearer ${told[0]?.accessToken}`]))
  expect(asked).toHaveLength(1)
})

it('keeps the token that still holds while renewing fails, ever more seldom, and recovers', async () => {
  const { time, tokens, asked, service, shown, first } = source()
  const good = service.answer
  service.answer = async () => new Response('busy', { status: 503 })
  await time.advance(57 * minute)
  expect(await shown()).toBe(`Bearer ${first}`)
  expect(tokens.standing()).toMatchObject({
    renewable: true,
    failure: { code: 'token-url-failed', detail: 'HTTP 503', params: { host: 'backend.example' } },
  })
  const gaps = asked.map(({ atMs }, index) => atMs - (asked[index - 1]?.atMs ?? atMs)).slice(1)
  expect(gaps).toEqual([5_000, 10_000, 20_000, 40_000, 80_000])
  service.answer = good
  await time.advance(5 * minute)
  expect(tokens.standing().failure).toBeNull()
  expect(await shown()).not.toBe(`Bearer ${first}`)
})

it('renews once when a token is refused, whoever asks at the same time', async () => {
  const { time, tokens, asked, told, first } = source()
  const used = `Bearer ${first}`
  tokens.accepted(used)
  const answers = await Promise.all([tokens.afterRefusal(used, signal), tokens.afterRefusal(used, signal)])
  const next = { ok: true, value: `Bearer ${told[0]?.accessToken}` }
  expect(answers).toEqual([next, next])
  expect(asked).toHaveLength(1)
  await time.advance(5_000)
  expect(await tokens.afterRefusal(used, signal), 'a late refusal of the old one').toEqual(next)
  expect(asked).toHaveLength(1)
})

it('does not hammer the token URL when every new token is refused too', async () => {
  const { time, tokens, asked, shown } = source()
  const refusals: unknown[] = []
  for (let second = 0; second < 120; second += 1) {
    refusals.push(await tokens.afterRefusal(await shown(), signal))
    await time.advance(1_000)
  }
  expect(asked.length).toBeLessThan(8)
  expect(refusals.at(-1)).toMatchObject({ ok: false, failure: { code: 'member-token-rejected' } })
})

it('says without a token URL that a token is over, or that it is refused', async () => {
  const by = source({ tokenUrl: null })
  expect(await by.tokens.afterRefusal(await by.shown(), signal)).toMatchObject({ failure: { code: 'member-token-rejected' } })
  const over = source({ tokenUrl: null })
  await over.time.advance(61 * minute)
  expect(over.tokens.standing()).toMatchObject({ renewable: false, failure: { code: 'member-token-expired' } })
  expect(await over.tokens.afterRefusal(await over.shown(), signal)).toMatchObject({ failure: { code: 'member-token-expired' } })
  const none = source({ lifeMs: null, tokenUrl: null })
  expect(await none.shown()).toBe('member-token-expired')
  const fresh = over.token()
  over.tokens.renew({ accessToken: fresh })
  expect([await over.shown(), over.tokens.standing().failure]).toEqual([`Bearer ${fresh}`, null])
})

it('renews first of all after a sleep through the whole life of the token', async () => {
  const { time, tokens, told, shown } = source()
  time.jumpWall(3 * 60 * minute)
  tokens.lookAgain()
  expect(await shown()).toBe(`Bearer ${told[0]?.accessToken}`)
  const asleep = source()
  asleep.time.jumpWall(3 * 60 * minute)
  expect(await asleep.shown(), 'the first request after a sleep nobody noticed').toBe(`Bearer ${asleep.told[0]?.accessToken}`)
})

it('tries at once when the network is back, however long it would have waited', async () => {
  const { time, tokens, service, asked, told } = source()
  const good = service.answer
  service.answer = async () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }))
  await time.advance(56 * minute)
  expect(tokens.standing().failure).toMatchObject({ code: 'token-url-failed', detail: 'ENOTFOUND' })
  service.answer = good
  const before = asked.length
  tokens.lookAgain()
  await time.advance(0)
  expect([asked.length - before, told.length]).toEqual([1, 1])
})

it('takes a token by hand over one that was being fetched', async () => {
  const { time, tokens, service, shown, token, told } = source({ lifeMs: null })
  let give = (_: Response) => {}
  service.answer = () =>
    new Promise((resolve) => {
      give = resolve
    })
  const waiting = shown()
  await time.advance(10)
  const byHand = token()
  tokens.renew({ accessToken: byHand })
  give(Response.json({ accessToken: 'fetched-before-that' }))
  expect([await waiting, await shown(), told]).toEqual([`Bearer ${byHand}`, `Bearer ${byHand}`, []])
})

it.each([
  ['http://backend.example/token', 'token-url-not-secure'],
  ['nonsense', 'token-url-not-secure'],
])('never asks %s', async (tokenUrl, code) => {
  const { asked, shown } = source({ lifeMs: null, tokenUrl })
  expect([await shown(), asked]).toEqual([code, []])
})

it.each([
  ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'the answer holds no access token'],
  ['no token in it', () => Response.json({ token: 'x' }), 'the answer holds no access token'],
  ['a token that no header can carry', () => Response.json({ accessToken: 'a\nb' }), 'the answer holds no access token'],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } }), 'HTTP 302'],
  ['a refusal', () => Response.json({ message: 'who are you' }, { status: 403 }), 'HTTP 403'],
])('takes %s for a failure', async (_what, answer, detail) => {
  const { tokens, service, shown } = source({ lifeMs: null })
  service.answer = async () => answer()
  expect(await shown()).toBe('token-url-failed')
  expect(tokens.standing().failure).toMatchObject({ detail })
})

it('gives up a token URL that does not answer within ten seconds', async () => {
  const { time, tokens, service } = source({ lifeMs: null })
  service.answer = () => new Promise(() => {})
  const waiting = tokens.authorization(signal)
  await time.advance(10_000)
  expect(await waiting).toMatchObject({ ok: false, failure: { code: 'token-url-failed', detail: 'no answer in time' } })
})
