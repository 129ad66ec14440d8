import { expect, test } from 'vitest'
import { foreignBinaries, platformOf } from '../../../scripts/platform-binaries.mjs'

const bytes = (length: number, writes: readonly (readonly [number, readonly number[]])[]) => {
  const buffer = Buffer.alloc(length)
  for (const [at, values] of writes) buffer.set(values, at)
  return buffer
}
const heads = {
  'linux-x64': bytes(64, [
    [0, [0x7f, 0x45, 0x4c, 0x46]],
    [18, [0x3e]],
  ]),
  'linux-arm64': bytes(64, [
    [0, [0x7f, 0x45, 0x4c, 0x46]],
    [18, [0xb7]],
  ]),
  'win32-x64': bytes(256, [
    [0, [0x4d, 0x5a]],
    [60, [128]],
    [128, [0x50, 0x45, 0, 0, 0x64, 0x86]],
  ]),
  'darwin-x64': bytes(64, [[0, [0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1]]]),
  'darwin-arm64': bytes(64, [[0, [0xcf, 0xfa, 0xed, 0xfe, 12, 0, 0, 1]]]),
  'darwin-universal': bytes(64, [[0, [0xca, 0xfe, 0xba, 0xbe]]]),
}

test('a program says by its first bytes what it runs on', () => {
  expect(Object.values(heads).map(platformOf)).toEqual(Object.keys(heads))
  expect([Buffer.from('{"name":"tally"}'), Buffer.alloc(0), Buffer.from('MZ')].map(platformOf)).toEqual([null, null, null])
})

test('of all programs only those of the package’s own computer belong into it', () => {
  const files = [...Object.keys(heads), 'package.json']
  const head = (file: string) => heads[file as keyof typeof heads] ?? Buffer.from('{}')
  expect(foreignBinaries(files, { platform: 'linux', arch: 'x64' }, head)).toEqual(
    files.filter((file) => !['linux-x64', 'package.json'].includes(file)),
  )
  expect(foreignBinaries(['darwin-arm64', 'darwin-universal'], { platform: 'darwin', arch: 'arm64' }, head)).toEqual([])
})
