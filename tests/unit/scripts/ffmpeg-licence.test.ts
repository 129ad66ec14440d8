import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { judgeFfmpeg, readConfiguration } from '../../../scripts/ffmpeg-licence.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-ffmpeg-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a build with --enable-nonfree is refused in one sentence that says for which computer', () => {
  expect(judgeFfmpeg('darwin-arm64', '--enable-gpl --enable-nonfree --enable-libfdk-aac')).toEqual([
    'The ffmpeg for darwin-arm64 was built with --enable-nonfree: its licence forbids passing it on, so no package for darwin-arm64 can be made with it.',
  ])
})

test('a build under the GPL passes, one that says nothing does not', () => {
  expect(judgeFfmpeg('linux-x64', '--enable-gpl --enable-version3 --enable-libx264')).toEqual([])
  expect(judgeFfmpeg('linux-x64', null)).toEqual([
    'The ffmpeg for linux-x64 does not tell how it was configured, so nobody knows whether it may be passed on.',
  ])
})

test('a build for another computer is read by its bytes', () => {
  const path = join(folder, 'ffmpeg')
  const foreign = { platform: process.platform === 'darwin' ? 'win32' : 'darwin', arch: 'arm64' }
  writeFileSync(path, '\xcf\xfa\xed\xfe\0usage: --help\0\0--prefix=/Users/k --enable-gpl --enable-nonfree --cc=clang\0libavutil\0', 'latin1')
  expect(readConfiguration(path, foreign)).toBe('--prefix=/Users/k --enable-gpl --enable-nonfree --cc=clang')
  writeFileSync(path, '\xcf\xfa\xed\xfe\0nothing to tell\0', 'latin1')
  expect(readConfiguration(path, foreign)).toBeNull()
})
