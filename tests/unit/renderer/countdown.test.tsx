import { beforeAll, describe, expect, it } from 'vitest'
import { type CountdownEvent, countdown, isSpoken, notCounting } from '../../../renderer/features/countdown/countdown.ts'
import { CountdownOverlay } from '../../../renderer/features/countdown/countdown-overlay.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart } from './draw-part.tsx'

const following = (...events: readonly CountdownEvent[]) => events.reduce(countdown, notCounting)
const start = (seconds: number): CountdownEvent => ({ type: 'start', seconds })
const second: CountdownEvent = { type: 'second' }

describe('the countdown', () => {
  it('reaches zero after as many seconds as it was told, and not before', () => {
    expect(following(start(3), second, second)).toEqual({ state: 'counting', left: 1, of: 3 })
    expect(following(start(3), second, second, second)).toEqual({ state: 'reached' })
  })

  it('is no wait at all where none is wanted', () => {
    expect(following(start(0))).toEqual({ state: 'reached' })
  })

  it('can be called off up to the last second, and then nothing follows', () => {
    expect(following(start(3), second, second, { type: 'cancel' }, second, second)).toEqual({ state: 'off' })
  })

  it('stops when what it counts to is not possible any more, and keeps the reason until it was read', () => {
    const stopped = following(start(3), second, { type: 'forbid', why: 'The stream stopped.' }, second, second, second)
    expect(stopped).toEqual({ state: 'stopped', why: 'The stream stopped.' })
    expect(countdown(stopped, { type: 'cancel' })).toEqual({ state: 'off' })
    expect(countdown(stopped, start(5))).toEqual({ state: 'counting', left: 5, of: 5 })
  })

  it('does not begin anew while it counts, and cannot be stopped once zero led on', () => {
    expect(following(start(3), second, start(10))).toEqual({ state: 'counting', left: 2, of: 3 })
    const reached = following(start(0), { type: 'cancel' }, { type: 'forbid', why: 'late' }, start(3))
    expect([reached, countdown(reached, { type: 'settled' })]).toEqual([{ state: 'reached' }, { state: 'off' }])
  })

  it('speaks at most once a second, and rarely while there is time', () => {
    const spoken = (of: number) => Array.from({ length: of }, (_, index) => of - index).filter((left) => isSpoken(left, of))
    expect([spoken(3), spoken(10)]).toEqual([
      [3, 2, 1],
      [10, 5, 3, 2, 1],
    ])
  })
})

describe('what is shown of it', () => {
  beforeAll(() => startTexts('en'))
  const counting = { state: 'counting', left: 3, of: 5 } as const
  const draw = (environment: 'rehearsal' | 'production') =>
    drawPart(<CountdownOverlay current={counting} cancel={() => {}} />, aSnapshot({ connection: { environment } }))

  it('says whether anybody will see it', () => {
    expect(draw('rehearsal')).toContain('nobody outside this computer sees it')
    expect(draw('production')).toContain('viewers see and hear you')
  })

  it('has the number, the way out and the words for those who hear the page', () => {
    const html = draw('production')
    expect(html).toMatch(/data-testid="countdown" data-state="counting" data-value="3"/)
    expect(html).toMatch(/data-testid="countdown-cancel"/)
    expect(html).toMatch(/role="status">Live in 3</)
  })
})
