import { expect, test } from 'vitest'
import { defaultDataDir } from '../../../electron/data-dir/default-data-dir.ts'

test.each([
  ['linux', '/home/a', {}, '/home/a/.local/share/tally'],
  ['linux', '/home/a', { XDG_DATA_HOME: '/data/a b' }, '/data/a b/tally'],
  ['linux', '/home/a', { XDG_DATA_HOME: 'relative' }, '/home/a/.local/share/tally'],
  ['darwin', '/Users/김철수', {}, '/Users/김철수/Library/Application Support/Tally'],
  ['win32', 'C:\\Users\\김철수', { APPDATA: 'D:\\Roaming' }, 'D:\\Roaming\\Tally'],
  ['win32', 'C:\\Users\\김철수', {}, 'C:\\Users\\김철수\\AppData\\Roaming\\Tally'],
] as const)('on %s with home %s and %o data lies in %s', (platform, homeDir, env, expected) => {
  expect(defaultDataDir({ platform, homeDir, env })).toBe(expected)
})
