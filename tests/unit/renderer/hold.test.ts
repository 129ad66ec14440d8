import { describe, expect, it } from 'vitest'
import { type HoldEvent, hold, notHeld } from '../../../renderer/ui/hold.ts'

const stateAfter = (...events: readonly HoldEvent[]) => events.reduce(hold, notHeld).state

describe('a guarded button', () => {
  it.each([['pointer'], [' '], ['Enter']] as const)('acts when %j holds it to the end', (by) => {
    expect(stateAfter({ type: 'press', by }, { type: 'elapsed' })).toBe('done')
  })

  it.each([['pointer'], [' '], ['Enter']] as const)('forgets a hold that %j lets go of', (by) => {
    expect(stateAfter({ type: 'press', by }, { type: 'release', by }, { type: 'elapsed' })).toBe('idle')
  })

  it('forgets a hold that is cancelled', () => {
    expect(stateAfter({ type: 'press', by: 'pointer' }, { type: 'cancel' }, { type: 'elapsed' })).toBe('idle')
  })

  it('counts only the first presser: a second neither ends its hold nor carries it on', () => {
    expect(stateAfter({ type: 'press', by: 'pointer' }, { type: 'press', by: ' ' }, { type: 'release', by: ' ' })).toBe('holding')
    expect(stateAfter({ type: 'press', by: 'pointer' }, { type: 'press', by: ' ' }, { type: 'release', by: 'pointer' }, { type: 'elapsed' })).toBe(
      'idle',
    )
  })

  it('rests until what it did has ended', () => {
    const done: readonly HoldEvent[] = [{ type: 'press', by: 'Enter' }, { type: 'elapsed' }]
    expect(stateAfter(...done, { type: 'press', by: 'pointer' }, { type: 'release', by: 'pointer' }, { type: 'cancel' })).toBe('done')
    expect(stateAfter(...done, { type: 'settled' }, { type: 'press', by: 'pointer' })).toBe('holding')
  })
})
