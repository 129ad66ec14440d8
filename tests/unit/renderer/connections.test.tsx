import { beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionReport } from '#shared/contract'
import { ConnectionList } from '../../../renderer/features/connections/connection-list.tsx'
import { ConnectionReportView } from '../../../renderer/features/connections/connection-report.tsx'
import { standingOf } from '../../../renderer/features/connections/connection-standing.ts'
import { cleanToken, readSecrets } from '../../../renderer/features/connections/read-secrets.ts'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot, because, localView } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

beforeAll(() => startTexts('en'))

const nothing = { apiKey: '', apiSecret: '', token: '', tokenUrl: '', headerName: '', headerValue: '' }

describe('what stands in the secret fields', () => {
  it('is a token however it was pasted', () => {
    for (const pasted of ['abc.def', '  abc.def\n', 'Bearer abc.def', 'Authorization: Bearer abc.def', '"abc.def"'])
      expect(cleanToken(pasted)).toBe('abc.def')
  })

  it('keeps what is stored where nothing was typed, and asks where nothing is stored', () => {
    expect([readSecrets('operator', nothing, true), readSecrets('member', nothing, true), readSecrets('member', nothing, false)]).toEqual([
      null,
      null,
      'tokenOrUrl',
    ])
  })

  it('is sent whole, and an address has to be one', () => {
    expect(readSecrets('operator', { ...nothing, apiKey: ' k ', apiSecret: 's' }, true)).toEqual({ mode: 'operator', apiKey: 'k', apiSecret: 's' })
    expect(readSecrets('member', { ...nothing, tokenUrl: 'https://o.test/t?k=1', headerName: 'X-Key', headerValue: 'v' }, false)).toEqual({
      mode: 'member',
      accessToken: null,
      tokenUrl: { url: 'https://o.test/t?k=1', header: { name: 'X-Key', value: 'v' } },
    })
    expect(readSecrets('member', { ...nothing, tokenUrl: 'o.test/t' }, false)).toBe('notAnAddress')
  })
})

describe('a connection', () => {
  const own = { ...localView, id: 'hall', name: 'Concert hall', environment: 'production' as const, apiBaseUrl: 'https://api.test', builtIn: false }

  it('says where its secrets are, and why it cannot be switched to on air', () => {
    const snapshot = aSnapshot({
      connection: { list: [localView, { ...own, kept: 'session' }] },
      session: { actions: { selectConnection: because('on-air') } },
    })
    const html = drawPart(<ConnectionList show={() => {}} onClose={() => {}} />, snapshot)
    expect(wordsOf(html)).toContain('Forgotten when Tally ends')
    expect(html).toMatch(/data-testid="connection-connect" disabled=""[^>]*title="Not while you are on air\."/)
  })

  it('says of its token until when it is good, also where no new one comes', () => {
    const soon = Date.now() + 3_600_000
    const words = (expiresAtMs: number, code: 'token-url-failed' | 'member-token-rejected' | null) => {
      const token = { expiresAtMs, renewable: true, failure: code && { code } }
      const connection = { list: [{ ...own, mode: 'member' as const }], currentId: own.id, mode: 'member' as const, token }
      return wordsOf(drawPart(<ConnectionList show={() => {}} onClose={() => {}} />, aSnapshot({ connection })))
    }
    expect(words(soon, null)).toMatch(/Token good until .+, then renewed by itself/)
    expect(words(soon, 'token-url-failed')).toMatch(/Token good until (?!.*renewed)/)
    for (const over of [words(soon, 'member-token-rejected'), words(Date.now() - 1, 'token-url-failed')])
      expect(over).toContain('The token is no longer good')
  })

  it('is offline, silent or in need of a token before it is merely connected', () => {
    const { connection } = aSnapshot()
    const failure = { code: 'cloud-timeout' } as const
    const token = { expiresAtMs: null, renewable: false, failure: { code: 'member-token-expired' } as const }
    expect([connection, { ...connection, failure }, { ...connection, failure, online: false }, { ...connection, token }].map(standingOf)).toEqual([
      'connected',
      'silent',
      'offline',
      'token',
    ])
  })
})

it('tells each finding in a sentence, failures with what to do', () => {
  const report: ConnectionReport = {
    atMs: 0,
    apiBaseUrl: 'https://api.test',
    findings: [
      { check: 'address', outcome: 'good', code: 'address-answers', params: { host: 'api.test' } },
      { check: 'credentials', outcome: 'bad', code: 'credentials-rejected' },
      { check: 'app', outcome: 'not-tried', code: 'not-tried' },
      { check: 'clock', outcome: 'bad', code: 'clock-far-off', params: { minutes: 7 } },
      { check: 'ingest', outcome: 'bad', code: 'ingest-1935-blocked', params: { host: 'media.test' } },
    ],
  }
  const words = wordsOf(drawPart(<ConnectionReportView report={report} />, aSnapshot()))
  expect(words).toContain('api.test answers.')
  expect(words).toContain('FlipFlop Cloud does not accept the API key or secret. Enter the right key and secret')
  expect(words).toContain('This computer’s clock is 7 min off.')
  expect(words).toContain('port 1935 is closed')
})
