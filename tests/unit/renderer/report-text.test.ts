import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '#shared/contract'
import { formatPeriod } from '../../../renderer/features/report/format-period.ts'
import { reportRows } from '../../../renderer/features/report/report-rows.ts'
import { reportText } from '../../../renderer/features/report/report-text.ts'
import { addTexts, startTexts } from '../../../renderer/i18n/setup.ts'

const report: Report = {
  roomId: '101',
  title: 'Sunday concert',
  liveStartedAtMs: Date.UTC(2024, 4, 5, 11, 0, 30),
  endedAtMs: Date.UTC(2024, 4, 5, 12, 2, 35),
  interruptions: 2,
  waitedMs: 11_400,
  reconnects: 3,
  averageKbps: 2412.4,
  encodedFrames: 111_600,
  droppedFrames: 1_250,
  forced: false,
}
const unmeasured: Report = {
  ...report,
  title: '',
  interruptions: 0,
  waitedMs: 0,
  reconnects: 0,
  averageKbps: null,
  encodedFrames: null,
  droppedFrames: null,
}

const inLanguage = (language: 'en' | 'ko') => ({ t: i18next.getFixedT(language) as TFunction, language, timeZone: 'Asia/Seoul' })
/** Formatters put thin and unbreakable spaces where they like, by their version. */
const plain = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ')
/** How a range is drawn together differs from one version of the formatter to the next. */
const period = (language: string) => plain(formatPeriod(report.liveStartedAtMs, report.endedAtMs, language, 'Asia/Seoul'))
const textIn = (language: 'en' | 'ko', of: Report, recordingUrl: string | null = null, rehearsal = false) =>
  plain(reportText({ report: of, rehearsal, recordingUrl }, inLanguage(language)))
const wordsFor = (part: Partial<Report>, code: string) => reportRows({ ...report, ...part }, inLanguage('en')).find((row) => row.code === code)?.words

beforeAll(async () => {
  await startTexts('en')
  await addTexts('ko')
})

describe('the report as text', () => {
  it('tells a broadcast in English', () => {
    expect(textIn('en', report, 'https://play.example.com/vod/7.mp4')).toBe(
      [
        'Broadcast report',
        'Title: Sunday concert',
        `On air: ${period('en')}`,
        'Duration: 1 h 2 min',
        'Interruptions: Viewers waited twice, 12 s altogether',
        'Reconnects: 3 times',
        'Average bitrate: 2,412 kbit/s',
        'Dropped pictures: 1,250 of 111,600 (1.1%)',
        'Ended: Normally',
        'Recording: https://play.example.com/vod/7.mp4',
      ].join('\n'),
    )
  })

  it('tells it in Korean', () => {
    expect(textIn('ko', report, 'https://play.example.com/vod/7.mp4')).toBe(
      [
        '방송 리포트',
        '제목: Sunday concert',
        `방송 시각: ${period('ko')}`,
        '길이: 1시간 2분',
        '끊김: 시청자가 두 번, 총 12초 기다렸습니다',
        '재연결: 3번',
        '평균 전송 속도: 2,412 kbit/s',
        '버려진 프레임: 111,600개 중 1,250개 (1.1%)',
        '종료: 정상 종료',
        '녹화: https://play.example.com/vod/7.mp4',
      ].join('\n'),
    )
  })

  it('says what was not measured, and never a zero instead', () => {
    expect(textIn('en', unmeasured, null, true).split('\n')).toEqual([
      'Rehearsal report',
      'Title: Without a title',
      `On air: ${period('en')}`,
      'Duration: 1 h 2 min',
      'Interruptions: No interruptions',
      'Reconnects: None',
      'Average bitrate: Not measured',
      'Dropped pictures: Not measured',
      'Ended: Normally',
    ])
  })
})

describe('a fact of the report', () => {
  it('gives its time in the words of each language, with the zone', () => {
    expect(period('en')).toMatch(/^May 5, 2024,? 20:00.+21:02 GMT\+9$/)
    expect(period('ko')).toMatch(/^2024년 5월 5일 20:00.+21:02 GMT\+9$/)
  })

  it('counts as people do', () => {
    expect([1, 2, 3].map((interruptions) => wordsFor({ interruptions, waitedMs: 400 }, 'interruptions'))).toEqual([
      'Viewers waited once, for 1 s',
      'Viewers waited twice, 1 s altogether',
      'Viewers waited 3 times, 1 s altogether',
    ])
    expect([0, 1, 4].map((reconnects) => wordsFor({ reconnects }, 'reconnects'))).toEqual(['None', 'Once', '4 times'])
  })

  it('keeps the number of dropped pictures where nobody counted the others', () => {
    expect([wordsFor({ encodedFrames: null, droppedFrames: 7 }, 'dropped'), wordsFor({ encodedFrames: 0, droppedFrames: 0 }, 'dropped')]).toEqual([
      '7',
      '0',
    ])
  })

  it('says of a broadcast on air that it goes on, and of a forced end what that may cost', () => {
    expect(['onAir', 'duration', 'ended'].map((code) => plain(wordsFor({ endedAtMs: null }, code) ?? ''))).toEqual([
      'Since May 5, 2024, 20:00 GMT+9',
      'Still on air',
      'Still on air',
    ])
    expect(wordsFor({ forced: true }, 'ended')).toBe('By force. FlipFlop Cloud may keep no recording.')
  })

  it('does not run backwards where two clocks disagree', () => {
    expect(wordsFor({ endedAtMs: report.liveStartedAtMs - 2000 }, 'duration')).toBe('0 s')
  })
})
