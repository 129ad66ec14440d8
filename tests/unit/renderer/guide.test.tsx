import { beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionView, SessionState, Snapshot } from '#shared/contract'
import { GuideCard } from '../../../renderer/features/guide/guide-card.tsx'
import { guideProgress } from '../../../renderer/features/guide/guide-progress.ts'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { allowed, aSnapshot, because } from './a-snapshot.ts'
import { drawPart } from './draw-part.tsx'

type Part = Parameters<typeof aSnapshot>[0]

const rehearsing = (part: Part = {}): Snapshot => aSnapshot({ ...part, app: { guide: 'rehearsal', ...part.app } })
const inState = (state: SessionState, session: NonNullable<Part>['session'] = {}) => rehearsing({ session: { ...session, state } })
const recorded = { state: 'ARCHIVED', url: 'http://a/v', playbackPath: '/media/1', videoPostId: '1', videoPostState: 'PROCESSED' }

const ownConnection: ConnectionView = {
  ...{ id: 'c', name: 'Show', apiBaseUrl: null, hasCredentials: true, report: null, builtIn: false },
  color: 'slate',
  environment: 'production',
  mode: 'operator',
  kept: 'keychain',
}

const stepOf = (snapshot: Snapshot) => {
  const progress = guideProgress(snapshot)
  return progress.kind === 'rehearsal' ? `${progress.step}: ${progress.gate.kind}` : progress.kind
}

describe('the guide', () => {
  it('follows a rehearsal from the first picture to the recording', () => {
    const shown = { sourceId: 'screen:1', preview: 'on' } as const
    const way = [
      rehearsing(),
      rehearsing({ program: { sourceId: 'screen:1', preview: 'starting' } }),
      rehearsing({ program: shown, session: { actions: { streamStart: allowed } } }),
      inState('checking'),
      inState('connecting'),
      inState('ready', { actions: { goLive: because('service-not-receiving') } }),
      inState('ready', { actions: { goLive: allowed } }),
      inState('live', { actions: { endLive: allowed } }),
      inState('ending'),
      inState('archiving'),
      inState('done', { vod: recorded }),
    ]
    expect(way.map(stepOf)).toEqual([
      'show-screen: act',
      'show-screen: wait',
      'stream-start: act',
      'stream-start: wait',
      'stream-start: wait',
      'go-live: wait',
      'go-live: act',
      'end-live: act',
      'watch: wait',
      'watch: wait',
      'invitation',
    ])
  })

  it('says what keeps the current step closed, where the person can see to it', () => {
    const noRoom = rehearsing({ program: { sourceId: 'screen:1', preview: 'on' }, session: { actions: { streamStart: because('no-room') } } })
    const noFfmpeg = rehearsing({ app: { ffmpeg: { failure: { code: 'ffmpeg-missing' } } } })
    expect([noRoom, noFfmpeg].map((snapshot) => guideProgress(snapshot))).toEqual([
      { kind: 'rehearsal', step: 'stream-start', gate: { kind: 'blocked', reason: 'no-room' } },
      { kind: 'rehearsal', step: 'show-screen', gate: { kind: 'blocked', reason: 'no-ffmpeg' } },
    ])
  })

  it('steps aside for a real connection, for an unfinished broadcast and when it was put away', () => {
    const resume = { roomId: '1', title: 'Show', state: 'LIVE', liveStartedAt: null, waiting: false }
    const aside = [
      rehearsing({ connection: { environment: 'production' } }),
      rehearsing({ session: { resume } }),
      aSnapshot({ app: { guide: 'done' } }),
      aSnapshot({ app: { guide: 'invitation' }, session: { state: 'live' } }),
      aSnapshot({ app: { guide: 'invitation' }, connection: { environment: 'sandbox' } }),
      aSnapshot({ app: { guide: 'invitation' }, connection: { list: [ownConnection] } }),
    ]
    expect(aside.map(stepOf)).toEqual(aside.map(() => 'hidden'))
    expect(stepOf(aSnapshot({ app: { guide: 'invitation' } }))).toBe('invitation')
  })

  it('begins again when it is opened after a broadcast, and does not take that one for its own', () => {
    const over = inState('done', { sinceMs: 5_000, vod: recorded })
    expect([guideProgress(over, 4_000).kind, guideProgress(over, 6_000)]).toEqual([
      'invitation',
      { kind: 'rehearsal', step: 'show-screen', gate: { kind: 'act' } },
    ])
  })

  it('does not invite over a recording that could not be saved', () => {
    expect(stepOf(inState('done', { vod: { ...recorded, state: 'FAILED_ARCHIVING' } }))).toBe('show-screen: act')
  })
})

describe('its card', () => {
  beforeAll(() => startTexts('en'))
  const draw = (snapshot: Snapshot) => drawPart(<GuideCard />, snapshot)

  it('ticks what is done and explains only the current step', () => {
    const html = draw(inState('ready', { actions: { goLive: allowed } }))
    const states = [...html.matchAll(/data-testid="guide-step" data-value="([^"]+)" data-state="([^"]+)"/g)].map(
      ([, name, state]) => `${name} ${state}`,
    )
    expect(states).toEqual(['show-screen done', 'stream-start done', 'go-live current', 'end-live next', 'watch next'])
    expect(html).toContain('inside this computer only')
    expect(html).not.toContain('private preview')
  })

  it('tells after the rehearsal where an account comes from, and where it is entered', () => {
    const html = draw(aSnapshot({ app: { guide: 'invitation' } }))
    expect(html).toContain('support@jocoos.com')
    expect(html).toMatch(/<a href="https:\/\/console\.flipflop\.cloud" target="_blank" rel="noreferrer"/)
    expect(html).toMatch(/data-testid="guide-connect"/)
    expect(html).toMatch(/data-testid="guide-later"/)
  })
})
