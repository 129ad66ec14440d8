import { beforeAll, describe, expect, it } from 'vitest'
import { FfmpegSetting } from '../../../renderer/features/settings/ffmpeg-setting.tsx'
import { offeredQualities, uploadMbps } from '../../../renderer/features/settings/quality-choices.ts'
import { QualitySetting } from '../../../renderer/features/settings/quality-setting.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart } from './draw-part.tsx'

beforeAll(() => startTexts('en'))
const change = async () => true

describe('picture quality', () => {
  it('tells the upload that a choice needs, rounded so that it is enough', () => {
    expect([1500, 2500, 4000, 6000, 2501].map(uploadMbps)).toEqual([2, 3.3, 5.2, 7.8, 3.3])
  })

  it('keeps a value of one’s own among the choices, in its place', () => {
    expect(offeredQualities(2500).map(({ kbps }) => kbps)).toEqual([1500, 2500, 4000, 6000])
    expect(offeredQualities(3200).map(({ kbps, name }) => `${kbps} ${name}`)).toEqual([
      '1500 saver',
      '2500 balanced',
      '3200 own',
      '4000 fine',
      '6000 finest',
    ])
  })

  it('shows the one that counts', () => {
    const html = drawPart(<QualitySetting change={change} disabled={false} />, aSnapshot({ program: { videoKbps: 4000 } }))
    expect([...html.matchAll(/<input[^>]*checked=""[^>]*>/g)].map(([tag]) => tag.match(/value="(\d+)"/)?.[1])).toEqual(['4000'])
    expect(html).toContain('4,000 kbit/s, needs 5.2 Mbit/s of upload')
  })
})

describe('the choice of ffmpeg', () => {
  const draw = (part: Parameters<typeof aSnapshot>[0]) => drawPart(<FfmpegSetting change={change} disabled={false} />, aSnapshot(part))

  it('is closed while sending, with the reason', () => {
    const field = /<input[^>]*data-testid="settings-ffmpeg-path"[^>]*>/
    expect(draw({ session: { state: 'live' } }).match(field)?.[0]).toContain('disabled=""')
    expect(draw({ session: { state: 'live' } })).toContain('Stop streaming first.')
    expect(draw({ session: { state: 'idle' } }).match(field)?.[0]).not.toContain('disabled=""')
  })

  it('says what is wrong with one’s own file, and offers the built-in one', () => {
    const html = draw({ app: { ffmpeg: { origin: 'setting', path: '/x', version: null, failure: { code: 'ffmpeg-missing' } } } })
    expect(html).toMatch(/role="alert">ffmpeg was not found\. Give the path of another file/)
    expect(html).toContain('data-testid="settings-ffmpeg-built-in"')
    expect(draw({})).not.toContain('settings-ffmpeg-built-in')
  })
})
