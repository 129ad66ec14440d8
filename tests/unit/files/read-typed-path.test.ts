import { describe, expect, test } from 'vitest'
import { readTypedPath } from '../../../electron/files/read-typed-path.ts'

const linux = { platform: 'linux', home: '/home/김철수' } as const
const windows = { platform: 'win32', home: 'C:\\Users\\김철수' } as const
const pathOf = (typed: string, on: Parameters<typeof readTypedPath>[1] = linux) => readTypedPath(typed, on)

describe('a path as a person types it', () => {
  test.each([
    ['/usr/bin/ffmpeg', '/usr/bin/ffmpeg'],
    ['  /usr/bin/ffmpeg \t\n', '/usr/bin/ffmpeg'],
    ['\u00a0/usr/bin/ffmpeg\u00a0', '/usr/bin/ffmpeg'],
    ['"/opt/my tools/ffmpeg"', '/opt/my tools/ffmpeg'],
    [" '/opt/my tools/ffmpeg ' ", '/opt/my tools/ffmpeg'],
    ['“/opt/ffmpeg”', '/opt/ffmpeg'],
    ['/opt/it\'s "mine"/ffmpeg', '/opt/it\'s "mine"/ffmpeg'],
    ['/opt/방송 도구/ffmpeg', '/opt/방송 도구/ffmpeg'],
    ['/opt/-rf', '/opt/-rf'],
    ['~/bin/ffmpeg', '/home/김철수/bin/ffmpeg'],
    ['"~/bin/ffmpeg"', '/home/김철수/bin/ffmpeg'],
    ['/opt/~/ffmpeg', '/opt/~/ffmpeg'],
    ['/opt//a/../ffmpeg', '/opt/ffmpeg'],
    ['file:///opt/my%20tools/ffmpeg', '/opt/my tools/ffmpeg'],
    ['/opt/$HOME/`id`;ffmpeg', '/opt/$HOME/`id`;ffmpeg'],
  ])('%j means %j', (typed, path) => {
    expect(pathOf(typed)).toBe(path)
  })

  test.each(['ffmpeg', './ffmpeg', '../ffmpeg', '-version', '~kim/ffmpeg', 'C:\\ffmpeg.exe', '', '""', 'file://host/%zz'])(
    '%j is no whole path',
    (typed) => {
      expect(pathOf(typed)).toBeNull()
    },
  )

  test.each([
    ['"C:\\Program Files\\ffmpeg\\bin\\ffmpeg.exe"', 'C:\\Program Files\\ffmpeg\\bin\\ffmpeg.exe'],
    ['c:/ffmpeg/ffmpeg.exe', 'c:\\ffmpeg\\ffmpeg.exe'],
    ['\\\\server\\도구\\ffmpeg.exe', '\\\\server\\도구\\ffmpeg.exe'],
    ['~\\ffmpeg.exe', 'C:\\Users\\김철수\\ffmpeg.exe'],
    ['ffmpeg.exe', null],
    ['C:ffmpeg.exe', null],
  ])('on Windows %j means %j', (typed, path) => {
    expect(pathOf(typed, windows)).toBe(path)
  })
})
