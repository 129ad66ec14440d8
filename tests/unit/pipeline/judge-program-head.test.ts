import { describe, expect, test } from 'vitest'
import { judgeProgramHead } from '../../../electron/pipeline/ffmpeg/judge-program-head.ts'

const elf = (machine: number) => Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, ...new Array<number>(12).fill(0), machine, 0])
const text = (words: string) => new TextEncoder().encode(words)
const mac = Uint8Array.from([0xcf, 0xfa, 0xed, 0xfe])

describe('the first bytes of a file', () => {
  test.each([
    ['a program for this processor', elf(0x3e), 'linux', 'x64', 'program'],
    ['one for its little brother', elf(0x03), 'linux', 'x64', 'program'],
    ['one for another processor', elf(0xb7), 'linux', 'x64', 'for-another-computer'],
    ['one for a processor that is not in the list', elf(0x3e), 'linux', 'riscv64', 'program'],
    ['a script', text('#!/bin/sh\n'), 'linux', 'x64', 'program'],
    ['commands without a first line that says so', text('rm -rf /\n'), 'linux', 'x64', 'no-program'],
    ['nothing', new Uint8Array(), 'linux', 'x64', 'no-program'],
    ['a program for Windows', text('MZ\u0090'), 'linux', 'x64', 'for-another-computer'],
    ['a program for Windows, there', text('MZ\u0090'), 'win32', 'x64', 'program'],
    ['a script, on Windows', text('#!/bin/sh\n'), 'win32', 'x64', 'no-program'],
    ['a program for macOS', mac, 'linux', 'x64', 'for-another-computer'],
    ['a program for macOS, there', mac, 'darwin', 'arm64', 'program'],
    ['a program for Linux, on macOS', elf(0x3e), 'darwin', 'x64', 'for-another-computer'],
  ] as const)('%s', (_what, head, platform, arch, kind) => {
    expect(judgeProgramHead(head, platform, arch)).toBe(kind)
  })
})
