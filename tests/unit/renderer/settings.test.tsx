import { beforeAll, describe, expect, it } from 'vitest'
import { FfmpegSetting } from '../../../renderer/features/settings/ffmpeg-setting.tsx'
import { offeredQualities, uploadMbps } from '../../../renderer/features/settings/quality-choices.ts'
import { QualitySetting } from '../../../renderer/features/settings/quality-setting.tsx'
import { addWindowTexts, startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

beforeAll(async () => {
  await startTexts('en')
  await addWindowTexts()
})
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
  const draw = (part: Parameters<typeof aSnapshot>[0]) => drawPart(<FfmpegSetting />, aSnapshot(part))
  const own = '/home/김철수/my ffmpeg'
  const gone = { path: own, version: null, origin: 'setting', failure: { code: 'ffmpeg-missing', params: { path: own } } } as const

  it('stays open on air, and says there when a choice counts', () => {
    const field = /<input[^>]*data-testid="settings-ffmpeg-path"[^>]*>/
    const html = draw({ session: { state: 'live' }, app: { ffmpeg: { own, waits: true } } })
    expect(html.match(field)?.[0]).not.toContain('disabled=""')
    expect(wordsOf(html)).toContain(`What is on air keeps this one. Your choice counts from the next start: ${own}.`)
  })

  it('says what is wrong with one’s own file while another works in its place, and offers the built-in one', () => {
    const html = draw({ app: { ffmpeg: { own, passedOver: [gone] } } })
    expect(wordsOf(html)).toContain(`${own} is not used. There is no such file. Until it works, Tally uses another one.`)
    expect(html).toContain('data-testid="settings-ffmpeg-built-in"')
    expect(draw({})).not.toContain('settings-ffmpeg-built-in')
  })

  it('says that there is none, and what to do', () => {
    const html = draw({
      app: { ffmpeg: { own, origin: null, path: null, version: null, abilities: null, passedOver: [gone], failure: { code: 'ffmpeg-missing' } } },
    })
    expect(html).toMatch(/role="alert">ffmpeg was not found\. Run the setup again/)
    expect(wordsOf(html)).toContain('In use None was found')
  })

  it('tells what it can and cannot do, where that is known', () => {
    const abilities = { screens: true, cameras: true, microphones: false, soundServer: false, secure: true, encoders: ['x264', 'vaapi'] } as const
    const told = (platform: string) =>
      [
        ...draw({ app: { platform, ffmpeg: { abilities: { ...abilities, encoders: ['x264', 'vaapi'] } } } }).matchAll(
          /data-value="(\w+)" data-state="(\w+)"/g,
        ),
      ].map(([, id, state]) => `${id} ${state}`)
    expect(told('linux')).toEqual(['screens yes', 'cameras yes', 'microphones no', 'soundServer no', 'secure yes', 'chips yes'])
    expect(told('win32')).not.toContain('soundServer no')
    expect(wordsOf(draw({}))).toContain('Graphics chips VAAPI')
  })

  it('tells the day or the year it was made, and that a build may not be passed on', () => {
    expect(wordsOf(draw({ app: { ffmpeg: { builtOn: '2018' } } }))).toContain('Made 2018')
    expect(wordsOf(draw({ app: { ffmpeg: { builtOn: '2023-03-20', nonfree: true } } }))).toMatch(/Made March 20, 2023.*may be used but not passed on/)
  })
})
