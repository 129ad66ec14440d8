import { expect, test } from 'vitest'
import { decodeClone, encodeClone } from '../../standin/clone-text.ts'

const through = (value: unknown) => decodeClone(encodeClone(value))

test('what can be cloned arrives as it was', () => {
  const value = {
    text: 'Sunday service, 11 o’clock 주일',
    numbers: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2n ** 70n],
    nothing: [null, undefined],
    bytes: new Uint8Array([0, 255, 7]).subarray(1),
    words: new Uint16Array([513]),
    when: new Date(5),
    map: new Map([[{ key: 1 }, new Set(['a'])]]),
    $: 'Date',
  }
  expect(through(value)).toEqual(value)
})

test('bytes come alone, without what lies around them', () => {
  const piece = new Uint8Array(1000).subarray(10, 12)
  expect((through(piece) as Uint8Array).buffer.byteLength).toBe(2)
})

test.each([
  ['a function', () => {}],
  ['a promise inside', { late: Promise.resolve() }],
  ['a symbol', Symbol('x')],
  ['a weak map', new WeakMap()],
])('%s cannot be cloned', (_name, value) => {
  expect(() => encodeClone(value)).toThrow('An object could not be cloned.')
})
