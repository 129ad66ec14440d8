import { describe, expect, it, vi } from 'vitest'
import { isPlaylist } from '../../../renderer/features/vod/play-recording.ts'
import {
  formatBitrate,
  formatBytes,
  formatDate,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPercent,
  formatSeconds,
  formatSpan,
  formatTime,
} from '../../../renderer/ui/format.ts'

it('writes durations that never lose an hour and never run backwards', () => {
  expect([0, 59.9, 3725, 360_000, -4].map(formatDuration)).toEqual(['00:00:00', '00:00:59', '01:02:05', '100:00:00', '00:00:00'])
})

const inBoth = <T>(values: readonly T[], format: (value: T, language: string) => string) => ({
  en: values.map((value) => format(value, 'en')),
  ko: values.map((value) => format(value, 'ko')),
})

describe('in the language of the person', () => {
  it('durations are said in at most two parts', () => {
    expect(inBoth([-3, 0, 5.9, 60, 62, 3600, 3605, 3725, 90_000, 4_000_000], formatSpan)).toEqual({
      en: ['0 s', '0 s', '5 s', '1 min', '1 min 2 s', '1 h', '1 h', '1 h 2 min', '25 h', '1,111 h 6 min'],
      ko: ['0초', '0초', '5초', '1분', '1분 2초', '1시간', '1시간', '1시간 2분', '25시간', '1,111시간 6분'],
    })
  })

  it('seconds keep one digit where it says something', () => {
    expect(inBoth([0.96, 1.5, 30], formatSeconds)).toEqual({ en: ['1 s', '1.5 s', '30 s'], ko: ['1초', '1.5초', '30초'] })
  })

  it('times have 24 hours, midnight is 00', () => {
    const moments = [new Date(2024, 4, 1, 0, 5, 9), new Date(2024, 11, 31, 14, 30, 0)].map((date) => date.getTime())
    expect(inBoth(moments, formatTime)).toEqual({ en: ['00:05:09', '14:30:00'], ko: ['00:05:09', '14:30:00'] })
    expect(inBoth(moments, formatMoment)).toEqual({ en: ['May 1, 00:05', 'Dec 31, 14:30'], ko: ['5월 1일 00:05', '12월 31일 14:30'] })
    expect(inBoth(moments, formatDate)).toEqual({ en: ['May 1, 2024', 'December 31, 2024'], ko: ['2024년 5월 1일', '2024년 12월 31일'] })
  })

  it('numbers group thousands and keep the asked digits', () => {
    expect([formatNumber(2483.4, 'en'), formatNumber(30, 'ko', 1), formatNumber(1.23456, 'en', 9)]).toEqual(['2,483', '30.0', '1.235'])
    expect(inBoth([0, 0.0156, 1], formatPercent)).toEqual({ en: ['0%', '1.6%', '100%'], ko: ['0%', '1.6%', '100%'] })
  })

  it('bitrates change to megabits where kilobits grow long', () => {
    expect(inBoth([0, 2483.4, 9999.4, 9999.6, 12_420], formatBitrate).ko).toEqual([
      '0 kbit/s',
      '2,483 kbit/s',
      '9,999 kbit/s',
      '10 Mbit/s',
      '12.4 Mbit/s',
    ])
  })

  it('sizes take the unit that keeps them short', () => {
    expect(inBoth([0, 999, 1000, 999_999, 123_456_789, 2_500_000_000_000, 9e15], formatBytes)).toEqual({
      en: ['0 kB', '1 kB', '1 kB', '1 MB', '123.5 MB', '2.5 TB', '9,000 TB'],
      ko: ['0kB', '1kB', '1kB', '1MB', '123.5MB', '2.5TB', '9,000TB'],
    })
  })
})

it('makes each formatter once, however often it is asked', () => {
  const { NumberFormat } = Intl
  const made = vi.spyOn(Intl, 'NumberFormat').mockImplementation(function make(...input) {
    return new NumberFormat(...input)
  })
  for (let asked = 0; asked < 100; asked += 1) formatNumber(asked, 'de', 2)
  expect(made).toHaveBeenCalledTimes(1)
  made.mockRestore()
})

it('tells a playlist from a file by its path alone', () => {
  expect(['/media/a/master.m3u8?x=1', '/media/a/x.M3U8', '/media/a/original.mp4', '/media/a/original.mp4?from=x.m3u8'].map(isPlaylist)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
