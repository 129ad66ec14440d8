import { describe, expect, test } from 'vitest'
import { decodeCompoundText } from '../../../../electron/pipeline/source/decode-compound-text.ts'
import { largestAnswer, splitXReplies } from '../../../../electron/pipeline/source/split-x-replies.ts'
import { askAtom, askMonitors, askPlace, readMonitors } from '../../../../electron/pipeline/source/x-requests.ts'

const answer = (type: number, sequence: number, more = 0): Buffer => {
  const bytes = Buffer.alloc(32 + 4 * more)
  bytes.writeUInt8(type, 0)
  bytes.writeUInt16LE(sequence, 2)
  if (type === 1 || type === 35) bytes.writeUInt32LE(more, 4)
  return bytes
}

describe('answers of an X server', () => {
  const stream = Buffer.concat([answer(1, 1), answer(22, 1), answer(0, 2), answer(35, 2, 3), answer(1, 3, 5), answer(1, 4, 2)])

  test('are taken whole, in any pieces, without events', () => {
    const seen: unknown[] = []
    let rest: Buffer = Buffer.alloc(0)
    for (const byte of stream.subarray(0, stream.length - 1)) {
      const split = splitXReplies(Buffer.concat([rest, Buffer.of(byte)]))
      rest = split.rest
      seen.push(...split.answers.map(({ sequence, isError, bytes }) => [sequence, isError, bytes.length]))
    }
    expect(seen).toEqual([
      [1, false, 32],
      [2, true, 32],
      [3, false, 52],
    ])
    expect(rest.length).toBe(39)
  })

  test('are given up where one claims more than any answer is long', () => {
    const liar = answer(1, 1)
    liar.writeUInt32LE(largestAnswer, 4)
    expect(splitXReplies(liar)).toMatchObject({ answers: [], broken: true })
  })
})

test('questions carry their length in units of four bytes', () => {
  expect([...askAtom('ABCDE')]).toEqual([16, 1, 4, 0, 5, 0, 0, 0, ...Buffer.from('ABCDE'), 0, 0, 0])
  expect([...askPlace(0x20000c, 0x50d)]).toEqual([40, 0, 4, 0, 0x0c, 0, 0x20, 0, 0x0d, 5, 0, 0, 0, 0, 0, 0])
  expect([...askMonitors(140, 0x50d)]).toEqual([140, 42, 3, 0, 0x0d, 5, 0, 0, 1, 0, 0, 0])
})

test('monitors are read with as many outputs as they have, and no further than the answer goes', () => {
  const monitor = (name: number, primary: number, place: readonly number[], outputs: number) => {
    const bytes = Buffer.alloc(24 + 4 * outputs)
    bytes.writeUInt32LE(name, 0)
    bytes.writeUInt8(primary, 4)
    bytes.writeUInt16LE(outputs, 6)
    place.forEach((value, index) => {
      bytes.writeInt16LE(value, 8 + 2 * index)
    })
    return bytes
  }
  const head = answer(1, 9)
  head.writeUInt32LE(3, 12)
  const whole = Buffer.concat([head, monitor(70, 1, [-1920, 0, 1920, 1080], 2), monitor(71, 0, [0, 40, 1280, 720], 0)])
  expect(readMonitors(whole)).toEqual([
    { name: 70, primary: true, x: -1920, y: 0, width: 1920, height: 1080 },
    { name: 71, primary: false, x: 0, y: 40, width: 1280, height: 720 },
  ])
})

describe('Compound Text', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

  test.each([
    // as xterm 379 and xclock of Debian 12 write it
    ['한글 "창" é \'x\'', bytes('\x1b$(C', [0x47, 0x51, 0x31, 0x5b], '\x1b(B "\x1b$(C', [0x43, 0x22], "\x1b(B\" \xe9 'x'")],
    ['시계', bytes('\x1b$(C', [0x3d, 0x43, 0x30, 0x68], '\x1b(B')],
    ['한글', bytes('\x1b$)C', [0xc7, 0xd1, 0xb1, 0xdb])],
    ['日本 & 中文', bytes('\x1b$(B', [0x46, 0x7c, 0x4b, 0x5c], '\x1b(B & \x1b$(A', [0x56, 0x50, 0x4e, 0x44])],
    ['a → 창', bytes('a \x1b%G', [...Buffer.from('→ 창')], '\x1b%@')],
    ['plain', bytes('plain')],
    ['a\ufffdb', bytes('a\x1b-L', [0xc4], '\x1b-Ab')],
  ])('%s', (text, encoded) => {
    expect(decodeCompoundText(encoded)).toBe(text)
  })
})
