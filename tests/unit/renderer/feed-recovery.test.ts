import { expect, it } from 'vitest'
import { type FeedFault, healFeed, noTries } from '../../../renderer/features/return-feed/feed-recovery.ts'

/** What is done about a row of faults without good playback between them. */
function healAll(faults: readonly FeedFault['kind'][], healsInPlace = true): readonly (string | number)[] {
  let tries = noTries
  return faults.map((kind) => {
    const decision = healFeed({ kind }, tries, healsInPlace)
    tries = decision.tries
    return decision.remedy.act === 'rebuild' ? decision.remedy.afterMs : decision.remedy.act
  })
}

it('heals a fault of the media in place first, and builds anew when it returns', () => {
  expect(healAll(['media', 'media', 'media'])).toEqual(['recover-media', 500, 'recover-media'])
})

it('builds anew at once where the player cannot heal itself', () => {
  expect(healAll(['media', 'media'], false)).toEqual([500, 1000])
})

it('builds anew for anything else, slower each time but never slower than two seconds', () => {
  expect(healAll(['network', 'other', 'network', 'network', 'network'])).toEqual([500, 1000, 2000, 2000, 2000])
})

it('never stops trying', () => {
  expect(healAll(Array.from({ length: 2000 }, () => 'network' as const)).at(-1)).toBe(2000)
})
