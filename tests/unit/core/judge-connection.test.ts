import { describe, expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { isSameService, twinAddress } from '../../../electron/core/api-address.ts'
import {
  type Asked,
  chooseAddress,
  judgeAddress,
  judgeApp,
  judgeClock,
  judgeCredentials,
  judgeIngest,
} from '../../../electron/core/judge-connection.ts'

const api = 'https://api.flipflop.cloud'
const portal = 'https://portal.flipflop.cloud'
const good = (apiBaseUrl: string) => ({ apiBaseUrl, failure: null })
const bad = (apiBaseUrl: string, code: 'cloud-unreachable' | 'cloud-not-an-api' | 'credentials-rejected') => ({ apiBaseUrl, failure: failure(code) })

describe('the address', () => {
  test('has a twin only where FlipFlop Cloud itself has two', () => {
    expect(
      [api, `${portal}/base`, 'https://portal-sandbox.flipflop.cloud', 'https://api.example.com', 'http://127.0.0.1:1'].map(twinAddress),
    ).toEqual([portal, `${api}/base`, 'https://api-sandbox.flipflop.cloud', null, null])
  })

  test('takes what was stored for it or its twin, and for no other', () => {
    const others = [
      'https://api.flipflop.cloud.evil.test',
      'http://api.flipflop.cloud',
      'https://api-sandbox.flipflop.cloud',
      'https://api.flipflop.cloud:8443',
    ]
    expect([api, `${api}/v`, portal].map((address) => isSameService(api, address))).toEqual([true, true, true])
    expect(others.filter((address) => isSameService(api, address))).toEqual([])
  })

  test.each([
    ['both', [good(api), good(portal)], api, 'good', 'address-both-answer'],
    ['the given one', [good(api), bad(portal, 'cloud-not-an-api')], api, 'good', 'address-answers'],
    ['the other', [bad(api, 'cloud-unreachable'), good(portal)], portal, 'warn', 'address-other-answers'],
    ['the one that takes the credentials', [bad(api, 'credentials-rejected'), good(portal)], portal, 'warn', 'address-other-answers'],
    ['the one that at least answers', [bad(api, 'cloud-not-an-api'), bad(portal, 'credentials-rejected')], portal, 'warn', 'address-other-answers'],
    ['neither', [bad(api, 'cloud-unreachable'), bad(portal, 'cloud-unreachable')], api, 'bad', 'cloud-unreachable'],
  ] as const)('is %s', (_what, asked, chosen, outcome, code) => {
    expect(chooseAddress<Asked>(asked).apiBaseUrl).toBe(chosen)
    expect(judgeAddress(asked)).toMatchObject({ check: 'address', outcome, code })
  })
})

test('credentials are judged only where somebody has answered', () => {
  expect(judgeCredentials(bad(api, 'cloud-unreachable'), null)).toMatchObject({ outcome: 'not-tried' })
  expect(judgeCredentials(bad(api, 'credentials-rejected'), null)).toMatchObject({ outcome: 'bad', code: 'credentials-rejected' })
  expect(judgeCredentials(good(api), null)).toMatchObject({ outcome: 'good', code: 'pair-accepted' })
  expect(judgeCredentials(good(api), { name: 'Mina', expiresAtMs: 5 })).toMatchObject({
    code: 'token-accepted-until',
    params: { name: 'Mina', expiresAtMs: 5 },
  })
})

test('a conference app cannot broadcast', () => {
  expect(
    [judgeApp('concerts'), judgeApp('vicollo_meetings'), judgeApp('no-member'), judgeApp(undefined)].map(({ outcome, code }) => [outcome, code]),
  ).toEqual([
    ['good', 'app-can-broadcast'],
    ['bad', 'app-is-conference'],
    ['warn', 'app-without-members'],
    ['warn', 'app-unknown'],
  ])
})

test.each([
  [null, 'not-tried', undefined],
  [0, 'good', undefined],
  [-2_000, 'good', undefined],
  [2_600, 'warn', { seconds: 3 }],
  [-119_000, 'warn', { seconds: 119 }],
  [120_000, 'bad', { minutes: 2 }],
  [-3_600_000, 'bad', { minutes: 60 }],
] as const)('a clock that differs by %s ms is %s', (offset, outcome, params) => {
  const finding = judgeClock(offset)
  expect([finding.outcome, finding.params]).toEqual([outcome, params])
})

test('the usual port has its own words where a network keeps it closed; other trouble keeps its own', () => {
  const blocked = err(failure('ingest-timeout'))
  expect(judgeIngest('rtmp://media.test/live', ok(undefined))).toMatchObject({ outcome: 'good', params: { host: 'media.test', port: 1935 } })
  expect(judgeIngest('rtmp://media.test/live', blocked)).toMatchObject({
    outcome: 'bad',
    code: 'ingest-1935-blocked',
    params: { host: 'media.test' },
  })
  expect(judgeIngest('rtmp://media.test:2000/live', blocked)).toMatchObject({ outcome: 'bad', code: 'ingest-timeout' })
  expect(judgeIngest('rtmps://media.test/live', blocked)).toMatchObject({ code: 'ingest-timeout', params: { port: 443 } })
  expect(judgeIngest('rtmp://media.test/live', err(failure('ingest-host-unknown')))).toMatchObject({ code: 'ingest-host-unknown' })
})
