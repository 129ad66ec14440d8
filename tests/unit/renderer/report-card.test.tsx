import { beforeAll, describe, expect, it } from 'vitest'
import type { Report, SessionView } from '#shared/contract'
import { ReportCard } from '../../../renderer/features/report/report-card.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

const report: Report = {
  roomId: '101',
  title: 'First broadcast',
  liveStartedAtMs: 0,
  endedAtMs: 62_000,
  interruptions: 0,
  waitedMs: 0,
  reconnects: 0,
  averageKbps: null,
  encodedFrames: null,
  droppedFrames: null,
  forced: false,
}
const draw = (session: Partial<SessionView>, environment: 'rehearsal' | 'production' = 'production') =>
  drawPart(<ReportCard />, aSnapshot({ connection: { environment }, session }))

beforeAll(() => startTexts('en'))

describe('the report', () => {
  it('is there once the broadcast in the chosen room is over', () => {
    const html = draw({ report })
    expect(wordsOf(html)).toMatch(/^Broadcast report First broadcast 1 min 2 s .*No interruptions.*Not measured.*Normally.*Copy as text/)
    expect(wordsOf(draw({ report }, 'rehearsal'))).toMatch(/^Rehearsal report/)
  })

  it('marks what did not go well', () => {
    const warned = (html: string) => [...html.matchAll(/data-code="(\w+)" data-value="[^"]*" data-level="warn"/g)].map(([, code]) => code)
    expect([warned(draw({ report })), warned(draw({ report: { ...report, interruptions: 1, forced: true } }))]).toEqual([
      [],
      ['interruptions', 'ended'],
    ])
  })

  it.each([
    ['before the first broadcast', { report: null }],
    ['while it is on air', { report: { ...report, endedAtMs: null } }],
    ['in another room', { report: { ...report, roomId: '102' } }],
  ])('is not there %s', (_when, session) => {
    expect(draw(session)).toBe('')
  })
})
