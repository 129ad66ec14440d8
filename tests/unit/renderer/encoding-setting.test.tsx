import { beforeAll, expect, it } from 'vitest'
import type { EncodingChoice, EncodingMeasurement } from '#shared/contract'
import { Explanation } from '../../../renderer/features/settings/chosen-encoding.tsx'
import { encoderOptions } from '../../../renderer/features/settings/encoder-options.ts'
import { EncodingSetting } from '../../../renderer/features/settings/encoding-setting.tsx'
import { recommendedKbps } from '../../../renderer/features/settings/quality-choices.ts'
import { addWindowTexts, startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart } from './draw-part.tsx'

beforeAll(async () => {
  await startTexts('en')
  await addWindowTexts()
})

it('offers x264, what works here, and what is chosen though it does not', () => {
  const known = [
    { encoder: 'x264', available: true, experimental: false, failure: null },
    { encoder: 'nvenc', available: false, experimental: true, failure: null },
    { encoder: 'vaapi', available: true, experimental: true, failure: null },
  ] as const
  expect(encoderOptions(known, 'x264')).toEqual(['x264', 'vaapi'])
  expect(encoderOptions([], 'qsv')).toEqual(['x264', 'qsv'])
})

it('says that another height has to wait, and measures nothing on air', () => {
  const onAir = { program: { nextEncoding: { height: 1080 } }, session: { witnesses: { sender: 'publishing' } } } as const
  const html = drawPart(<EncodingSetting disabled={false} />, aSnapshot(onAir))
  expect(html).toContain('The running stream stays at 720p. 1080p counts from the next start.')
  expect(html).toMatch(/<button[^>]*disabled=""[^>]*data-testid="quality-choose"|<button[^>]*data-testid="quality-choose"[^>]*disabled=""/)
  expect(drawPart(<EncodingSetting disabled={false} />, aSnapshot())).not.toContain('quality-height-later')
})

it('explains what was chosen, and why not more', () => {
  const veryfast: EncodingMeasurement = { height: 1080, fps: 30, preset: 'veryfast', measuredFps: 81.4, share: 0.38, fits: true }
  const faster: EncodingMeasurement = { ...veryfast, preset: 'faster', measuredFps: 52, share: 0.61, fits: false }
  const choice: EncodingChoice = {
    encoding: { height: 1080, fps: 30, preset: 'veryfast', encoder: 'x264' },
    videoKbps: 4500,
    cores: 4,
    measured: [veryfast, faster],
    limit: faster,
  }
  const html = drawPart(<Explanation choice={choice} />, aSnapshot())
  expect(html).toContain('Chosen: 1080p at 30 (veryfast), 4,500 kbit/s.')
  expect(html).toContain('It reaches 81 pictures a second here and takes 38% of the processor.')
  expect(html).toContain('Not more, because 1080p at 30 (faster) would take 61% (52 pictures a second at full speed)')
})

it('recommends the bitrate that comes nearest to what the size needs', () => {
  expect([recommendedKbps({ height: 720, fps: 30 }), recommendedKbps({ height: 1080, fps: 30 }), recommendedKbps({ height: 1080, fps: 60 })]).toEqual(
    [2500, 4000, 6000],
  )
})
