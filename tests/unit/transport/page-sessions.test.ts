import { expect, test } from 'vitest'
import { createPageSessions } from '../../../electron/transport/page-sessions.ts'

test('a token opens one session, once', () => {
  const sessions = createPageSessions(() => 0)
  const token = sessions.newToken('page')
  const opened = sessions.redeem(token)
  expect(opened).toEqual({ cookie: expect.any(String) })
  expect(sessions.isOpen((opened as { cookie: string }).cookie)).toBe(true)
  expect(sessions.redeem(token)).toBe('used')
})

test('neither a guess, nor a token, nor nothing is a session', () => {
  const sessions = createPageSessions(() => 0)
  const token = sessions.newToken('page')
  expect([sessions.redeem('guess'), sessions.isOpen(token), sessions.isOpen(undefined)]).toEqual([null, false, false])
})

test('the printed address waits for its person, later ones end after ten minutes', () => {
  let nowMs = 0
  const sessions = createPageSessions(() => nowMs)
  const [printed, further] = [sessions.newToken('terminal'), sessions.newToken('page')]
  nowMs = 10 * 60_000 + 1
  expect(sessions.redeem(further)).toBeNull()
  expect(sessions.redeem(printed)).not.toBeNull()
})
