import { beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '#shared/contract'
import { recordingStage } from '../../../renderer/features/vod/recording-stage.ts'
import { VodPlayer } from '../../../renderer/features/vod/vod-player.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { aSnapshot } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

const vod = { state: 'NOT_ARCHIVED', url: null, playbackPath: null, videoPostId: null, videoPostState: null, files: [] }
const url = 'https://play.example.com/vod/7.mp4'
const forced = { roomId: '101', forced: true } as Report

describe('the recording', () => {
  beforeAll(() => startTexts('en'))

  it.each([
    ['before the end', { vod: null }, 'waiting'],
    ['at first', { state: 'archiving', vod }, 'waiting'],
    ['while it is saved', { state: 'archiving', vod: { ...vod, state: 'ARCHIVING' } }, 'saving'],
    ['saved, without an address yet', { state: 'archiving', vod: { ...vod, state: 'ARCHIVED' } }, 'preparing'],
    ['with an address', { state: 'done', vod: { ...vod, state: 'ARCHIVED', url, playbackPath: '/media/7.mp4' } }, 'playable'],
    ['at an address that Tally may not open', { state: 'done', vod: { ...vod, state: 'ARCHIVED', url } }, 'not-here'],
    ['failed', { state: 'done', vod: { ...vod, state: 'FAILED_ARCHIVING' } }, 'lost'],
    ['after a forced end of this room', { state: 'archiving', vod, report: forced }, 'none'],
    ['after a forced end of another room', { state: 'archiving', vod, report: { ...forced, roomId: '9' } }, 'waiting'],
    ['given up', { state: 'done', vod }, 'none'],
    ['in a state of a later version', { state: 'archiving', vod: { ...vod, state: 'ODD' } }, 'waiting'],
  ] as const)('%s', (_when, session, stage) => {
    expect(recordingStage(aSnapshot({ session }).session)).toBe(stage)
  })

  const draw = (state: string, environment: 'rehearsal' | 'production') =>
    wordsOf(drawPart(<VodPlayer path={null} />, aSnapshot({ connection: { environment }, session: { state: 'archiving', vod: { ...vod, state } } })))

  it('needs nothing from the person while it is saved, and says so', () => {
    expect(draw('ARCHIVING', 'production')).toMatch(/is being saved.*You need not do anything.*even when Tally is closed/)
    expect(draw('ARCHIVING', 'rehearsal')).toMatch(/is being saved.*You need not do anything/)
    expect(draw('ARCHIVING', 'rehearsal')).not.toContain('even when Tally is closed')
  })

  it('says whom to ask, and about which room, when it could not be saved', () => {
    expect(draw('FAILED_ARCHIVING', 'production')).toMatch(/could not be saved.*Ask the people who run your FlipFlop app.*: 101\./)
  })

  it('plays where it can, with its link to copy', () => {
    const session = { state: 'done', vod: { ...vod, state: 'ARCHIVED', url, playbackPath: '/media/7.mp4' } } as const
    const html = drawPart(<VodPlayer path="/media/7.mp4" />, aSnapshot({ session }))
    expect(html).toMatch(/<video[^>]*data-testid="vod-player"/)
    expect(wordsOf(html)).toContain('Copy the link')
  })
})
