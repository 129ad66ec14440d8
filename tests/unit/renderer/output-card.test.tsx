import i18next from 'i18next'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { arrangementOf } from '../../../renderer/features/layout/arrangement.ts'
import { fitProfile } from '../../../renderer/features/setup/fit-profile.ts'
import { OutputCard } from '../../../renderer/features/setup/output-card.tsx'
import { addTexts, startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot, because } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

const draw = (part: Parameters<typeof aSnapshot>[0] = {}) => drawPart(<OutputCard />, aSnapshot(part))
const tagOf = (html: string, testId: string) => html.match(new RegExp(`<[^>]*data-testid="${testId}"[^>]*>`))?.[0]

const landscape = { id: '1', name: 'Landscape', orientation: 'horizontal' } as const
const portrait = { id: '2', name: 'Portrait', orientation: 'vertical' } as const
const odd = { id: '3', name: 'Anything', orientation: null } as const

beforeAll(async () => {
  await startTexts('en')
  await addTexts('ko')
})
beforeEach(() => void i18next.changeLanguage('en'))

describe('the output', () => {
  it.each([
    ['CMAF', 'about 5–8 s later, in 720p and 360p'],
    ['RTMP', 'There is no link for browsers.'],
    ['RTMP_CMAF', 'All four links'],
  ] as const)('says what %s means for viewers', (mode, words) => {
    const html = draw({ program: { outputMode: mode, nextOutputMode: mode } })
    expect(tagOf(html, 'output-mode')).toMatch(new RegExp(`^<select[^>]*data-value="${mode}"`))
    expect(wordsOf(html)).toContain(words)
    expect(wordsOf(html)).not.toContain('next start')
  })

  it('says of a delivery chosen while sending that it counts later, and what is sent now', () => {
    const html = draw({
      program: { outputMode: 'CMAF', nextOutputMode: 'RTMP' },
      session: { streamKey: { mode: 'CMAF' }, actions: { setOrientation: because('while-sending') } },
    })
    expect(tagOf(html, 'output-mode')).toContain('data-value="RTMP"')
    expect(wordsOf(html)).toContain('Counts from the next start. CMAF is being sent now.')
    expect(wordsOf(html)).toContain('Delivered now CMAF')
    expect(tagOf(html, 'orientation')).toMatch(/disabled="".*title="Not while you are streaming."/)
    void i18next.changeLanguage('ko')
    expect(wordsOf(draw({ program: { outputMode: 'RTMP', nextOutputMode: 'CMAF' } }))).toContain('지금은 RTMP로 보내고 있습니다.')
  })

  it('names what the stream key is made for', () => {
    const named = (profile: typeof landscape | typeof odd | { id: string; name: string; orientation: 'vertical' }) =>
      /data-testid="key-profile"[^>]*>([^<]*)/.exec(draw({ session: { streamKey: { profile } } }))?.[1]
    expect([named(landscape), named({ id: '9', name: 'Phones', orientation: 'vertical' }), named(odd)]).toEqual([
      'Landscape',
      'Phones (portrait)',
      'Anything',
    ])
  })
})

describe('a stream key of the other shape', () => {
  const mismatched = { program: { orientation: 'vertical', mismatch: true } } as const

  it('is explained, with both ways out', () => {
    const html = draw({ ...mismatched, session: { profiles: [landscape, portrait] } })
    expect(wordsOf(html)).toContain('Your picture is portrait, but the stream key’s profile “Landscape” is made for landscape.')
    expect(wordsOf(html)).toContain('Make the picture landscape')
    expect(tagOf(html, 'profile-fix-key')).toContain('data-value="2"')
    expect(wordsOf(html)).toContain('Give the key “Portrait”')
  })

  it('says when there is no profile to give it', () => {
    const html = draw({ ...mismatched, session: { profiles: [landscape, odd] } })
    expect(tagOf(html, 'profile-fix-key')).toContain('disabled=""')
    expect(wordsOf(html)).toContain('The FlipFlop app has no portrait profile.')
  })

  it('closes a way that the core closes', () => {
    const html = draw({ ...mismatched, session: { profiles: [portrait], actions: { chooseProfile: because('stop-other-encoder') } } })
    expect(tagOf(html, 'profile-fix-key')).toMatch(/disabled="".*title="Stop the other encoder first."/)
    expect(tagOf(html, 'profile-fix-picture')).not.toContain('disabled')
  })

  it('sends a member to the operator, who alone sees the profiles', () => {
    const html = draw({ ...mismatched, session: { profiles: null, actions: { chooseProfile: because('ask-operator') } } })
    expect(tagOf(html, 'profile-fix-key')).toContain('disabled=""')
    expect(wordsOf(html)).toContain('Ask the people who run your FlipFlop app.')
  })

  it('is not there without one', () => {
    expect(tagOf(draw(), 'profile-mismatch')).toBeUndefined()
  })
})

it('gives the first profile that fits, whatever else there is', () => {
  expect([
    fitProfile(null, 'vertical'),
    fitProfile([landscape, odd], 'vertical'),
    fitProfile([odd, portrait, { ...portrait, id: '4' }], 'vertical'),
  ]).toEqual([{ kind: 'not-asked' }, { kind: 'none' }, { kind: 'profile', profile: portrait }])
})

it('puts upright pictures side by side in every phase, until the person wants it otherwise', () => {
  const phases = ['prepare', 'preview', 'on-air', 'after'] as const
  expect(phases.map((phase) => arrangementOf('auto', phase, 'vertical'))).toEqual(phases.map(() => 'side-by-side'))
  expect(phases.map((phase) => arrangementOf('auto', phase, 'horizontal'))).toEqual(['program', 'side-by-side', 'side-by-side', 'return-feed'])
  expect(arrangementOf('stacked', 'prepare', 'vertical')).toBe('stacked')
})
