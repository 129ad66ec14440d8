import { expect, test } from 'vitest'
import { cleanFields } from '../../../electron/logging/clean-fields.ts'

test('fields become plain, small data without secrets', () => {
  const ring: Record<string, unknown> = { name: 'ring' }
  ring.self = ring
  const error = Object.assign(new Error('lost KEY'), { code: 'ECONNRESET', cause: new Error('deeper KEY') })
  error.stack = 'at KEY'
  ;(error.cause as Error).stack = 'at cause'
  const cleaned = cleanFields(
    {
      apiSecret: 'x',
      streamKey: 'abc',
      streamKeyState: 'ACTIVE',
      headers: { Authorization: 'Basic x' },
      error,
      bytes: new Uint8Array(3),
      big: 10n,
      url: new URL('http://h/KEY'),
      list: Array.from({ length: 52 }, (_, index) => index),
      long: 'y'.repeat(8010),
      ring,
    },
    (text) => text.replaceAll('KEY', '*'),
  )
  expect(cleaned).toEqual({
    apiSecret: '[hidden]',
    streamKey: '[hidden]',
    streamKeyState: 'ACTIVE',
    headers: { Authorization: '[hidden]' },
    error: {
      name: 'Error',
      message: 'lost *',
      stack: 'at *',
      code: 'ECONNRESET',
      cause: { name: 'Error', message: 'deeper *', stack: 'at cause' },
    },
    bytes: '<3 bytes>',
    big: '10',
    url: 'http://h/*',
    list: [...Array.from({ length: 50 }, (_, index) => index), '<2 more>'],
    long: `${'y'.repeat(8000)}… <10 more>`,
    ring: { name: 'ring', self: { name: 'ring', self: { name: 'ring', self: { name: 'ring', self: '<deeper>' } } } },
  })
})
