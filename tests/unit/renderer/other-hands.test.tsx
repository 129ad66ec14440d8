import { beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { RoomsCard } from '../../../renderer/features/rooms/rooms-card.tsx'
import { LiveElsewhere } from '../../../renderer/features/session/live-elsewhere.tsx'
import { OtherHands } from '../../../renderer/features/session/other-hands.tsx'
import { NewKeyNotice } from '../../../renderer/features/stream-key/new-key-notice.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { allowed, aSnapshot, because } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

beforeAll(() => startTexts('en'))

type Session = NonNullable<NonNullable<Parameters<typeof aSnapshot>[0]>['session']>
const buttonsOf = (html: string) => [...html.matchAll(/<button[^>]*data-testid="([^"]+)"/g)].map(([, id]) => id)

describe('another encoder on the key', () => {
  const draw = (session: Session) => drawPart(<OtherHands />, aSnapshot({ session }))
  const using: Session = {
    verdict: { level: 'warn', code: 'someone-else-sending' },
    actions: { forceEnd: allowed, reissueKey: because('stop-other-encoder') },
  }

  it('is told with what can be done from here before the broadcast', () => {
    const html = draw(using)
    expect(html).toContain('data-value="else" data-state="off-air"')
    expect(wordsOf(html)).toContain('go live from here without sending')
    expect(buttonsOf(html)).toEqual(['hands-force-end'])
  })

  it('is told with how to finish while on air', () => {
    const html = draw({ ...using, room: { state: 'LIVE' } })
    expect(html).toContain('data-state="on-air"')
    expect(wordsOf(html)).toContain('To finish, stop that encoder first, then hold “End broadcast”.')
  })

  it('offers only what is possible', () => {
    expect(buttonsOf(draw({ ...using, actions: { forceEnd: because('state-unknown'), reissueKey: allowed } }))).toEqual(['hands-reissue'])
    const neither = draw({ ...using, actions: { forceEnd: because('state-unknown'), reissueKey: because('working') } })
    expect(buttonsOf(neither)).toEqual([])
    expect(wordsOf(neither)).not.toContain('Force end')
  })

  it('is told once: a failure that says it already is enough', () => {
    const taken: Session = { ...using, verdict: { level: 'bad', code: 'key-in-use-elsewhere' } }
    expect(draw({ ...taken, failure: { code: 'key-in-use-elsewhere' } })).toBe('')
    expect(draw(taken)).toContain('data-value="taken"')
    expect(draw({})).toBe('')
  })
})

describe('a broadcast in another room', () => {
  const foreign: Session = { verdict: { level: 'warn', code: 'someone-else-sending' } }

  const draw = (session: Session) => drawPart(<LiveElsewhere />, aSnapshot({ session }))
  const liveElsewhere = { roomId: '77', title: 'Evening show', state: 'LIVE' }

  it('is named, with the way there', () => {
    const html = draw({ liveElsewhere })
    expect(wordsOf(html)).toContain('It belongs to “Evening show” right now.')
    expect(html).toMatch(/data-testid="live-elsewhere-jump"[^>]*data-value="77"/)
  })

  it('is all that is said of another encoder that makes it', () => {
    const html = drawPart(<OtherHands />, aSnapshot({ session: { ...foreign, liveElsewhere } }))
    expect([html, draw({ ...foreign, liveElsewhere }) === '']).toEqual(['', false])
  })

  it('is left to the offer to resume where that leads to it, and absent where there is none', () => {
    const resume = { roomId: '77', title: 'Evening show', state: 'LIVE', liveStartedAt: null, waiting: false }
    expect([draw({ liveElsewhere, resume }), draw({})]).toEqual(['', ''])
    expect(draw({ liveElsewhere, resume: { ...resume, roomId: '78' } })).not.toBe('')
  })
})

describe('rooms', () => {
  const room = { title: 'A', type: 'BROADCAST_RTMP', vodState: null, scheduledAt: null, liveStartedAt: null }
  const rooms: Snapshot['rooms'] = [
    { ...room, id: '1', state: 'SCHEDULED' },
    { ...room, id: '2', state: 'ENDED', closed: 'room-ended' },
    { ...room, id: '3', state: 'SCHEDULED', type: 'VIDEO_CONFERENCE', closed: 'room-type-unsupported' },
    { ...room, id: '4', state: 'ODD', closed: 'room-not-startable' },
  ]

  it('say why they cannot be started', () => {
    const html = drawPart(<RoomsCard />, aSnapshot({ rooms }))
    const words = [...html.matchAll(/<small class="room-closed">([^<]*)/g)].map(([, text]) => text)
    expect(words).toEqual(['Cannot be started again', 'Not made for an RTMP broadcast', 'Choose another video room, or create one.'])
  })
})

describe('after an end by force', () => {
  const report = {
    roomId: '101',
    title: 'First broadcast',
    liveStartedAtMs: 1_000,
    endedAtMs: 9_000,
    interruptions: 0,
    waitedMs: 0,
    reconnects: 0,
    averageKbps: null,
    encodedFrames: null,
    droppedFrames: null,
    forced: true,
  }
  const reissued = (atMs: number): Pick<Snapshot, 'timeline'> => ({ timeline: [{ id: 1, atMs, kind: 'note', code: 'key-reissued' }] })
  const draw = (part: Parameters<typeof aSnapshot>[0]) => drawPart(<NewKeyNotice />, aSnapshot(part))

  it('leads to the new key', () => {
    expect(buttonsOf(draw({ session: { report }, ...reissued(9_000) }))).toEqual(['new-key-show'])
  })

  it.each([
    ['the key is still the old one', { session: { report } }],
    ['the key was changed before', { session: { report }, ...reissued(500) }],
    ['the end was an ordinary one', { session: { report: { ...report, forced: false } }, ...reissued(9_000) }],
    ['it was another room', { session: { report: { ...report, roomId: '7' } }, ...reissued(9_000) }],
  ])('says nothing where %s', (_what, part) => {
    expect(draw(part)).toBe('')
  })
})
