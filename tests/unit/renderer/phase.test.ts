import { describe, expect, it } from 'vitest'
import { sessionStates } from '#shared/contract'
import { phaseOf } from '../../../renderer/features/layout/phase.ts'

describe('the phase of a broadcast', () => {
  it('follows the session', () => {
    expect(Object.fromEntries(sessionStates.map((state) => [state, phaseOf(state, 'off')]))).toEqual({
      idle: 'prepare',
      checking: 'prepare',
      connecting: 'preview',
      ready: 'preview',
      live: 'on-air',
      interrupted: 'on-air',
      ending: 'on-air',
      'ending-stuck': 'on-air',
      'force-ending': 'on-air',
      archiving: 'after',
      done: 'after',
      failed: 'prepare',
    })
  })

  it('stays after the broadcast where only the recording failed', () => {
    expect(phaseOf('failed', 'off', 'ENDED')).toBe('after')
  })

  it('is what the service says where somebody else sends', () => {
    expect([phaseOf('idle', 'preview'), phaseOf('idle', 'live'), phaseOf('failed', 'trouble'), phaseOf('idle', 'unknown')]).toEqual([
      'preview',
      'on-air',
      'on-air',
      'prepare',
    ])
  })
})
