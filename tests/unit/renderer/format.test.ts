import { expect, it } from 'vitest'
import { levelToFraction } from '../../../renderer/features/program/draw-levels.ts'
import { isPlaylist } from '../../../renderer/features/vod/play-recording.ts'
import { formatDuration, formatNumber, formatTime } from '../../../renderer/ui/format.ts'

it('writes durations that never lose an hour and never run backwards', () => {
  expect([0, 59.9, 3725, 360_000, -4].map(formatDuration)).toEqual(['00:00:00', '00:00:59', '01:02:05', '100:00:00', '00:00:00'])
})

it('writes the time of day with 24 hours in both languages', () => {
  const atMs = new Date(2024, 4, 1, 0, 5, 9).getTime()
  expect([formatTime(atMs, 'en'), formatTime(atMs, 'ko').replace(/[^\d:]/g, '')].map((text) => text.replaceAll(/[^\d]/g, ''))).toEqual([
    '000509',
    '000509',
  ])
})

it('groups thousands and keeps the asked digits', () => {
  expect([formatNumber(2483.4, 'en'), formatNumber(30, 'ko', 1)]).toEqual(['2,483', '30.0'])
})

it('maps levels onto the meter, digital silence included', () => {
  expect([-120, -60, -30, 0, 3].map(levelToFraction)).toEqual([0, 0, 0.5, 1, 1])
})

it('tells a playlist from a file by its path alone', () => {
  expect(['/media/a/master.m3u8?x=1', '/media/a/x.M3U8', '/media/a/original.mp4', '/media/a/original.mp4?from=x.m3u8'].map(isPlaylist)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
