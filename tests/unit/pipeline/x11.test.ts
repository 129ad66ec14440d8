import { describe, expect, test } from 'vitest'
import { parseDisplayName } from '../../../electron/pipeline/source/display-name.ts'
import { readXSetup, xSetupRequest } from '../../../electron/pipeline/source/x11-setup.ts'
import { findCookie } from '../../../electron/pipeline/source/xauthority.ts'

const u16 = (value: number) => [value & 0xff, value >> 8]

/** A server's answer as the protocol's chapter 8 lays it out: an odd vendor, two pixel formats, screens with two depths each. */
const accepted = (screens: readonly (readonly [number, number])[]): Buffer => {
  const screen = ([width, height]: readonly [number, number]) => [
    ...[0x0d, 0x05, 0, 0],
    ...new Array(16).fill(7),
    ...u16(width),
    ...u16(height),
    ...new Array(15).fill(9),
    2, // depths
    ...[24, 0, ...u16(1), 0, 0, 0, 0, ...new Array(24).fill(3)],
    ...[1, 0, ...u16(0), 0, 0, 0, 0],
  ]
  const fixed = new Array(32).fill(0)
  fixed.splice(16, 2, ...u16(5))
  fixed[20] = screens.length
  fixed[21] = 2
  const body = [...fixed, ...Buffer.from('Maker'), 0, 0, 0, ...new Array(16).fill(1), ...screens.flatMap(screen)]
  return Buffer.from([1, 0, ...u16(11), ...u16(0), ...u16(body.length / 4), ...body])
}

describe('the greeting of an X server', () => {
  const answer = accepted([
    [1920, 1080],
    [1367, 769],
  ])

  test('tells every screen, and where the next answer begins', () => {
    expect(readXSetup(Buffer.concat([answer, Buffer.alloc(32)]))).toEqual({
      kind: 'accepted',
      screens: [
        { root: 0x50d, width: 1920, height: 1080 },
        { root: 0x50d, width: 1367, height: 769 },
      ],
      size: answer.length,
    })
  })

  test('is waited for until its last byte', () => {
    const kinds = Array.from(answer, (_, length) => readXSetup(answer.subarray(0, length)).kind)
    expect(new Set(kinds)).toEqual(new Set(['incomplete']))
  })

  test('may refuse, with a reason', () => {
    const reason = Buffer.from('No protocol specified\n\0\0')
    const refusal = Buffer.concat([Buffer.from([0, 22, ...u16(11), ...u16(0), ...u16(reason.length / 4)]), reason])
    expect(readXSetup(refusal)).toEqual({ kind: 'refused', reason: 'No protocol specified' })
  })

  test('is refused when it lies about its own length', () => {
    const cut = Buffer.from(answer.subarray(0, answer.length - 40))
    cut.writeUInt16LE((cut.length - 8) / 4, 6)
    expect(readXSetup(cut).kind).toBe('refused')
    expect(readXSetup(Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])).kind).toBe('refused')
  })

  test('is asked for with the cookie, padded to four bytes', () => {
    expect([...xSetupRequest({ name: 'abcde', data: Uint8Array.of(1, 2, 3, 4) })]).toEqual([
      0x6c,
      0,
      11,
      0,
      0,
      0,
      5,
      0,
      4,
      0,
      0,
      0,
      ...Buffer.from('abcde'),
      0,
      0,
      0,
      1,
      2,
      3,
      4,
    ])
    expect(xSetupRequest(null)).toHaveLength(12)
  })
})

describe('DISPLAY', () => {
  test.each([
    [':0', { host: null, display: 0, screen: 0 }],
    [':12.3', { host: null, display: 12, screen: 3 }],
    ['unix:1', { host: null, display: 1, screen: 0 }],
    ['localhost:10.0', { host: 'localhost', display: 10, screen: 0 }],
    ['', null],
    ['nonsense', null],
    [':', null],
  ])('%j is read', (text, display) => {
    expect(parseDisplayName(text)).toEqual(display)
  })
})

describe('Xauthority', () => {
  const counted = (text: string | Uint8Array) => [0, text.length, ...Buffer.from(text as string)]
  const entry = (family: number, address: string, number: string, name: string, data: Uint8Array) => [
    family >> 8,
    family & 0xff,
    ...counted(address),
    ...counted(number),
    ...counted(name),
    ...counted(data),
  ]
  const cookie = 'MIT-MAGIC-COOKIE-1'
  const file = Uint8Array.from([
    ...entry(256, 'desk', '1', cookie, Uint8Array.of(1)),
    ...entry(256, 'other', '0', cookie, Uint8Array.of(2)),
    ...entry(256, 'desk', '0', 'XDM-AUTHORIZATION-1', Uint8Array.of(3)),
    ...entry(256, 'desk', '0', cookie, Uint8Array.of(4)),
    ...entry(65535, '', '', cookie, Uint8Array.of(5)),
  ])
  const here = (display: number) => ({ host: null, display, screen: 0 })

  test('gives the cookie of this machine’s display', () => {
    expect(findCookie(file, here(0), 'desk')).toEqual({ name: cookie, data: Uint8Array.of(4) })
    expect(findCookie(file, here(1), 'desk')?.data).toEqual(Uint8Array.of(1))
    expect(findCookie(file, here(9), 'desk')?.data).toEqual(Uint8Array.of(5))
  })

  test('gives none where the file is damaged before the entry', () => {
    expect(findCookie(file.subarray(0, 60), here(9), 'desk')).toBeNull()
    expect(findCookie(new Uint8Array(0), here(0), 'desk')).toBeNull()
  })
})
