import { expect, test, vi } from 'vitest'
import { createRedactor, redactPatterns } from '../../../electron/logging/redact.ts'

const secrets = ['s3cr+t/=?&%#', 'pa ss"wör\\d', '김철수-비밀', 'plainSecret1234567', '😀key😀']

test.each(secrets)('the secret %j is found in every spelling', (secret) => {
  const { hide, redact } = createRedactor()
  hide(secret)
  const header = Buffer.from(`apiKey:${secret}`).toString('base64')
  const texts = {
    plain: `before ${secret} after`,
    encoded: `https://host/?q=${encodeURIComponent(secret)}&x=1`,
    lowerCase: encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
    twiceEncoded: encodeURIComponent(encodeURIComponent(secret)),
    form: new URLSearchParams({ secret }).toString(),
    json: JSON.stringify({ value: { inside: secret } }),
    jsonInJson: JSON.stringify(JSON.stringify({ secret })),
    ascii: JSON.stringify(secret).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  }
  const leaks = Object.entries(texts).filter(([, text]) => !redact(text).includes('[hidden]'))
  expect(leaks).toEqual([])
  expect(redact(texts.plain)).toBe('before [hidden] after')
  for (const text of [header, Buffer.from(`ab:${secret}:tail`).toString('base64url'), Buffer.from(`abc:${secret}`).toString('base64')]) {
    const decoded = Buffer.from(redact(text).replace('[hidden]', ''), 'base64').toString()
    expect(redact(text)).toContain('[hidden]')
    expect(decoded).not.toContain(secret)
  }
})

test('a hidden secret is forgotten only when everyone who hid it has let go', () => {
  const { hide, redact } = createRedactor()
  const first = hide('stream-key')
  const second = hide('stream-key')
  first()
  first()
  expect(redact('a stream-key here')).toBe('a [hidden] here')
  second()
  expect(redact('a stream-key here')).toBe('a stream-key here')
})

test('a secret that is told again and again is prepared once', () => {
  let compiled = 0
  vi.stubGlobal(
    'RegExp',
    class extends RegExp {
      constructor(pattern: string | RegExp, flags?: string) {
        super(pattern, flags)
        compiled += 1
      }
    },
  )
  try {
    const { hide, redact } = createRedactor()
    const [forgetFirst, ...forgetOthers] = Array.from({ length: 1_000 }, () => hide('stream-key'))
    for (const forget of forgetOthers) forget()
    expect(redact('a stream-key here')).toBe('a [hidden] here')
    expect(compiled).toBe(1)
    forgetFirst?.()
    expect(redact('a stream-key here')).toBe('a stream-key here')
  } finally {
    vi.unstubAllGlobals()
  }
})

test('of two secrets the longer one is hidden whole, and very short ones are left alone', () => {
  const { hide, redact } = createRedactor()
  for (const secret of ['key', 'abcd', 'abcd-efgh']) hide(secret)
  expect(redact('key abcd abcd-efgh')).toBe('key [hidden] [hidden]')
})

test.each([
  ['publishing to rtmp://127.0.0.1:1935/live/abc-def?mode=CMAF failed', 'publishing to rtmp://127.0.0.1:1935/live/[hidden] failed'],
  ['"rtmps://media.example/live/k%2Fey"', '"rtmps://media.example/live/[hidden]"'],
  ['the ingest is rtmp://media.example/live', 'the ingest is rtmp://media.example/live'],
  ['https://h/a.m3u8?streamingToken=eyJh.b-c_d&x=1', 'https://h/a.m3u8?streamingToken=[hidden]&x=1'],
  ['{"streamingToken":"abc","n":1}', '{"streamingToken":"[hidden]","n":1}'],
  ['"{\\"accessToken\\":\\"abc\\"}"', '"{\\"accessToken\\":\\"[hidden]\\"}"'],
  ['Authorization: Basic a2V5OnNlY3JldA==', 'Authorization: [hidden]'],
  ["{ authorization: 'Bearer abc.def' }", "{ authorization: '[hidden]' }"],
  ['sent Bearer abcdefghijklmnop.qrs to it', 'sent Bearer [hidden] to it'],
  ['rtmp_playpath=abc?mode=CMAF', 'rtmp_playpath=[hidden]'],
  ['proxy http://user:pass@proxy:8080/', 'proxy http://[hidden]@proxy:8080/'],
  ['Tally is ready: http://127.0.0.1:4000/?token=abc123', 'Tally is ready: http://127.0.0.1:4000/?token=[hidden]'],
  ['Basic settings of the bearer are fine', 'Basic settings of the bearer are fine'],
])('what looks like a secret is hidden in %j', (text, expected) => {
  expect(redactPatterns(text)).toBe(expected)
})

test.each([
  ['almost the secret', 'a'.repeat(63).concat('b').repeat(4000)],
  ['addresses without end', 'rtmp://a/'.repeat(30_000)],
  ['names without values', 'authorization'.repeat(20_000)],
  ['percent signs', '%25'.repeat(80_000)],
  ['backslashes', '\\'.repeat(250_000)],
])('a secret behind 250 KB of %s is found without hanging', (_what, hostile) => {
  const { hide, redact } = createRedactor()
  const secret = 'a'.repeat(64)
  hide(secret)
  expect(redact(`${hostile} ${secret}`).endsWith(' [hidden]')).toBe(true)
})
