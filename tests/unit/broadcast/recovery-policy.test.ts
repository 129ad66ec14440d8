import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { judgeRefetch, type LinkHistory, nextRecovery, retryDelayMs } from '../../../electron/broadcast/recovery-policy.ts'

const history = (change: Partial<LinkHistory> = {}): LinkHistory => ({
  attempt: 0,
  publishedForMs: 0,
  sincePublishedMs: null,
  keyRefetched: false,
  ...change,
})
const rejected = failure('ingest-rejected')
const reset = failure('ingest-reset')

test('the first retry comes at once, the next after half a second, never more than five', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(retryDelayMs)).toEqual([0, 500, 1000, 2000, 4000, 5000, 5000, 5000])
})

test('a connection that had been good starts the back-off anew, one that never held does not', () => {
  expect(nextRecovery(reset, history({ attempt: 5, publishedForMs: 60_000 }))).toEqual({ kind: 'retry', attempt: 1, afterMs: 0, refetchKey: false })
  expect(nextRecovery(reset, history({ attempt: 5, publishedForMs: 300 }))).toEqual({ kind: 'retry', attempt: 6, afterMs: 5000, refetchKey: false })
})

test('a refused key is fetched again once; refused again, it is given up', () => {
  expect(nextRecovery(rejected, history())).toEqual({ kind: 'retry', attempt: 1, afterMs: 0, refetchKey: true })
  expect(nextRecovery(rejected, history({ attempt: 1, keyRefetched: true }))).toEqual({ kind: 'give-up', failure: rejected })
})

test('soon after our own publishing the service may still hold the old connection: go on, and look at the key each time', () => {
  const held = history({ attempt: 3, keyRefetched: true, sincePublishedMs: 60_000 })
  expect(nextRecovery(rejected, held)).toEqual({ kind: 'retry', attempt: 4, afterMs: 2000, refetchKey: true })
  expect(nextRecovery(rejected, { ...held, sincePublishedMs: 60_001 })).toEqual({ kind: 'give-up', failure: rejected })
})

test('what no retry cures is given up at once', () => {
  for (const code of ['ffmpeg-missing', 'ffmpeg-lacks', 'bug'] as const) {
    expect(nextRecovery(failure(code), history())).toEqual({ kind: 'give-up', failure: failure(code) })
  }
})

test('a key that changed before anything was sent is used, one that changes under a broadcast ends it', () => {
  const start = { publishedThisRun: false, sincePublishedMs: null }
  const running = { publishedThisRun: true, sincePublishedMs: 2_000 }
  expect(judgeRefetch({ used: 'old', fetched: 'new' }, rejected, start)).toBe('send')
  expect(judgeRefetch({ used: 'old', fetched: 'old' }, rejected, start)).toEqual(rejected)
  expect(judgeRefetch({ used: 'old', fetched: null }, rejected, start)).toEqual(rejected)
  expect(judgeRefetch({ used: 'old', fetched: 'new' }, rejected, running)).toEqual(failure('stream-key-changed'))
  expect(judgeRefetch({ used: 'old', fetched: 'new' }, rejected, { ...running, sincePublishedMs: 90_000 })).toEqual(failure('stream-key-changed'))
  expect(judgeRefetch({ used: 'old', fetched: 'old' }, rejected, running)).toBe('send')
  expect(judgeRefetch({ used: 'old', fetched: null }, rejected, running)).toBe('send')
})
