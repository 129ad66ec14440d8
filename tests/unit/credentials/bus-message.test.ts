import { expect, test } from 'vitest'
import { decodeMessage, encodeCall, messageLength } from '../../../electron/credentials/secret-service/bus-message.ts'

/** Written by hand from the D-Bus specification, big-endian on purpose: the bus may pass either order on. */
const answerWithVariantTrue = Buffer.from([
  ...[0x42, 2, 1, 1], // 'B', METHOD_RETURN, NO_REPLY_EXPECTED, version 1
  ...[0, 0, 0, 8], // body length
  ...[0, 0, 0, 9], // serial
  ...[0, 0, 0, 15], // length of the header fields
  ...[5, 1, 0x75, 0, 0, 0, 0, 7], // REPLY_SERIAL, signature "u", 7
  ...[8, 1, 0x67, 0, 1, 0x76, 0], // SIGNATURE, signature "g", "v"
  0, // padding to 8
  ...[1, 0x62, 0, 0, 0, 0, 0, 1], // variant: signature "b", padding, true
])

test('an answer is read from its bytes', () => {
  expect(messageLength(answerWithVariantTrue.subarray(0, 15))).toBeNull()
  expect(messageLength(answerWithVariantTrue)).toBe(answerWithVariantTrue.length)
  expect(decodeMessage(answerWithVariantTrue)).toEqual({ kind: 'return', replyTo: 7, body: [true] })
})

test('a call has the bytes that the specification asks for', () => {
  const text = (value: string) => [...Buffer.from(value)]
  const bytes = encodeCall({ destination: 'a.b', path: '/c', interface: 'd.e', member: 'F', args: ['é'] }, 3)
  expect([...bytes]).toEqual([
    ...[0x6c, 1, 0, 1, 7, 0, 0, 0, 3, 0, 0, 0, 71, 0, 0, 0],
    ...[1, 1, ...text('o'), 0, 2, 0, 0, 0, ...text('/c'), 0, 0, 0, 0, 0, 0],
    ...[2, 1, ...text('s'), 0, 3, 0, 0, 0, ...text('d.e'), 0, 0, 0, 0, 0],
    ...[3, 1, ...text('s'), 0, 1, 0, 0, 0, ...text('F'), 0, 0, 0, 0, 0, 0, 0],
    ...[6, 1, ...text('s'), 0, 3, 0, 0, 0, ...text('a.b'), 0, 0, 0, 0, 0],
    ...[8, 1, ...text('g'), 0, 1, ...text('s'), 0, 0],
    ...[2, 0, 0, 0, ...text('é'), 0],
  ])
})

test('what is no message, or cut short, is refused', () => {
  expect(() => messageLength(Buffer.from('HTTP/1.1 400 Bad Request'))).toThrow('not a D-Bus message')
  expect(() => decodeMessage(answerWithVariantTrue.subarray(0, -4))).toThrow()
})
