import { describe, expect, test } from 'vitest'
import { readStillTraits } from '../../../../electron/pipeline/source/read-still-traits.ts'
import { jpegWithOrientation } from '../../../rig/jpeg-with-orientation.ts'

/** A comment, and the beginning of the picture. */
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xda, 0, 2])
const traits = (orientation: number) => ({ orientation, mayBeTransparent: false })

describe('what the beginning of an image tells', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %d, in both orders of bytes', (orientation) => {
    expect(readStillTraits(jpegWithOrientation(jpeg, orientation))).toEqual(traits(orientation))
    expect(readStillTraits(jpegWithOrientation(jpeg, orientation, false))).toEqual(traits(orientation))
  })

  test('a JPEG without it is upright, as is one that tells nonsense', () => {
    expect(readStillTraits(jpeg)).toEqual(traits(1))
    for (const nonsense of [0, 9, 0xffff]) expect(readStillTraits(jpegWithOrientation(jpeg, nonsense))).toEqual(traits(1))
  })

  test('anything else may be transparent', () => {
    for (const head of [new Uint8Array(), Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), Uint8Array.from([0xff])])
      expect(readStillTraits(head)).toEqual({ orientation: 1, mayBeTransparent: true })
  })

  test('one that was cut off or damaged anywhere is read without harm', () => {
    const whole = jpegWithOrientation(jpeg, 6)
    for (let length = 0; length < whole.length; length++) {
      expect([1, 6]).toContain(readStillTraits(whole.subarray(0, length)).orientation)
      for (const value of [0, 0x7f, 0xff]) expect(() => readStillTraits(whole.with(length, value))).not.toThrow()
    }
  })
})
