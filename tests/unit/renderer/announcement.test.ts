import { describe, expect, it } from 'vitest'
import { announcements, type Moment } from '../../../renderer/features/announcer/announcement.ts'

const calm: Moment = { session: 'ready', tally: 'preview', verdict: { level: 'good', code: 'preview-good' }, failures: [] }
const failed = { failure: { code: 'ingest-reset' }, level: 'bad', remedy: null, dismissal: null } as const

describe('what those who listen are told', () => {
  it('is nothing when the page opens, and nothing while nothing changes', () => {
    expect(announcements(null, calm)).toEqual([])
    expect(announcements(calm, { ...calm, verdict: { level: 'good', code: 'preview-good' } })).toEqual([])
  })

  it('is a change of state, politely', () => {
    expect(announcements(calm, { ...calm, session: 'live', tally: 'live', verdict: { level: 'good', code: 'live-good' } })).toEqual([
      { how: 'polite', what: 'tally', tally: 'live' },
      { how: 'polite', what: 'verdict' },
    ])
  })

  it('is trouble, at once and the failure first', () => {
    const live: Moment = { ...calm, session: 'live', tally: 'live' }
    expect(announcements(live, { ...live, session: 'interrupted', tally: 'trouble', failures: [failed] })).toEqual([
      { how: 'assertive', what: 'failure', code: 'ingest-reset' },
      { how: 'assertive', what: 'tally', tally: 'trouble' },
    ])
  })

  it('names a failure once, and a warning not at all', () => {
    expect(announcements({ ...calm, failures: [failed] }, { ...calm, failures: [failed] })).toEqual([])
    expect(announcements(calm, { ...calm, failures: [{ ...failed, level: 'warn' }] })).toEqual([])
  })

  it('does not alarm anybody when viewers wait because the broadcast is being ended', () => {
    const live: Moment = { ...calm, session: 'live', tally: 'live' }
    expect(announcements(live, { ...live, session: 'ending', tally: 'trouble' })).toEqual([{ how: 'polite', what: 'tally', tally: 'trouble' }])
  })
})
