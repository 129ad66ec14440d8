import { beforeAll, describe, expect, it } from 'vitest'
import { HealthPanel } from '../../../renderer/features/health/health-panel.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

beforeAll(() => startTexts('en'))

/** Each row of a witness as a person reads it. */
const rowsOf = (html: string) => [...html.matchAll(/<li[^>]*data-testid="witness".*?<\/li>/g)].map(([row]) => wordsOf(row))

const numbers = { atMs: 1, encoderFrames: 1, fps: 30, sentKbps: 1200, queueMs: 0, droppedFrames: 0, hostMemoryMb: null }
const sending = { encoder: 'running', sender: 'publishing', service: 'answering' } as const

describe('the health panel', () => {
  it('says in words how well it goes, and repeats the sentence but not the handle of the tally bar', () => {
    const html = drawPart(<HealthPanel />, aSnapshot({ session: { verdict: { level: 'warn', code: 'network-slow' }, witnesses: sending } }))
    expect(wordsOf(html)).toContain('Worth a look Your network is too slow for this picture.')
    expect(html).not.toContain('data-testid="verdict"')
  })

  it('lets each witness say its own, and marks only the one that is the cause', () => {
    const verdict = { level: 'bad', code: 'service-slow-to-see' } as const
    const html = drawPart(<HealthPanel />, aSnapshot({ session: { verdict, witnesses: sending, streamKey: { state: 'INACTIVE' } } }))
    expect(rowsOf(html)).toEqual([
      'Picture Pictures are being made.',
      'Sending Your stream leaves this computer.',
      'FlipFlop Cloud Look here Receives no stream. They disagree: this computer sends, but FlipFlop Cloud sees nothing of it.',
    ])
  })

  it('tells of a bitrate below the chosen one, and only while something is sent', () => {
    const lowered = (sender: 'publishing' | 'off', targetKbps: number | null) =>
      wordsOf(drawPart(<HealthPanel />, aSnapshot({ session: { witnesses: { ...sending, sender } } }), { ...numbers, targetKbps })).includes(
        'Bitrate lowered to 1,230 kbit/s because the connection is slow. It rises to 2,500 kbit/s again by itself.',
      )
    expect([lowered('publishing', 1230), lowered('publishing', 2500), lowered('publishing', null), lowered('off', 1230)]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('shows no number before one is measured', () => {
    const html = drawPart(<HealthPanel />, aSnapshot())
    expect(html.match(/data-testid="health-number"[^>]*data-value=""/g)).toHaveLength(4)
    expect(html.match(/Not measured yet/g)).toHaveLength(6)
  })
})
