import type { TFunction } from 'i18next'
import { expect, it } from 'vitest'
import { verdictWords } from '../../../renderer/features/tally/verdict-words.ts'

const keyOf = ((key: string) => key) as unknown as TFunction

it('calls a rehearsal that goes well a rehearsal, and a broadcast live', () => {
  const well = { level: 'good', code: 'live-good' } as const
  expect([verdictWords(keyOf, well, true), verdictWords(keyOf, well, false)]).toEqual(['tallyBar.rehearsalGood', 'verdict.live-good'])
})

it('tells trouble in a rehearsal as it would on air', () => {
  expect(verdictWords(keyOf, { level: 'bad', code: 'interrupted' }, true)).toBe('verdict.interrupted')
})
