import { describe, expect, it } from 'vitest'
import { type FlvTag, writeTag } from '../../../electron/pipeline/relay/flv-tag.ts'
import { createFlvReader } from '../../../electron/pipeline/relay/read-flv.ts'
import { bytesOf, head, media, picture, seeded } from './make-flv.ts'

const stream: readonly FlvTag[] = [...head(), ...media(0, 400), picture(0x1_23_45_67_89 % 2 ** 32, true)]

describe('reading FLV', () => {
  it('finds the same tags wherever the stream is cut', () => {
    const bytes = bytesOf(stream)
    for (let seed = 1; seed <= 200; seed++) {
      const random = seeded(seed)
      const largest = 1 + Math.floor(random() * 90)
      const reader = createFlvReader()
      const found: FlvTag[] = []
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + Math.floor(random() * largest)
        const read = reader.read(bytes.subarray(at, at + size))
        if (!read.ok) throw new Error(`seed ${seed}: ${read.failure.detail}`)
        found.push(...read.value)
        at += size
      }
      expect(found, `seed ${seed}`).toEqual(stream)
    }
  })

  it('hands out tags that later chunks cannot change', () => {
    const bytes = bytesOf(stream)
    const read = createFlvReader().read(bytes)
    bytes.fill(0)
    expect(read).toEqual({ ok: true, value: stream })
  })

  const broken = (change: (bytes: Uint8Array) => void) => {
    const bytes = bytesOf([...head(), picture(0, true)])
    change(bytes)
    return bytes
  }
  const firstTag = 13
  it.each([
    ['no FLV at all', new TextEncoder().encode('Error: cannot open display\n')],
    ['another signature', broken((bytes) => bytes.set([0x46, 0x4c, 0x58]))],
    ['an impossible header', broken((bytes) => bytes.set([0xff, 0xff, 0xff, 0xff], 5))],
    ['an unknown tag type', broken((bytes) => bytes.set([77], firstTag))],
    ['an encrypted tag', broken((bytes) => bytes.set([0x29], firstTag))],
    ['a size that does not add up', broken((bytes) => bytes.set([0, 0, 0, 9], bytes.length - 4))],
    ['a tag larger than any picture', broken((bytes) => bytes.set([0xff, 0xff, 0xff], firstTag + 1))],
  ])('refuses %s, and stays refusing', (_what, bytes) => {
    const reader = createFlvReader()
    expect(reader.read(bytes)).toMatchObject({ ok: false, failure: { code: 'encoder-failed', detail: expect.stringContaining('malformed FLV') } })
    expect(reader.read(bytesOf(stream)).ok).toBe(false)
  })

  it('refuses random noise without ever throwing', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed)
      const bytes = bytesOf(stream)
      for (let i = 0; i < 5; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      const reader = createFlvReader()
      for (let at = 0; at < bytes.length; at += 50) expect(typeof reader.read(bytes.subarray(at, at + 50)).ok).toBe('boolean')
    }
  })

  it('writes timestamps beyond 24 bits as the format wants them', () => {
    const written = writeTag(picture(0, false), 0x12_34_56_78)
    expect([...written.subarray(4, 8)]).toEqual([0x34, 0x56, 0x78, 0x12])
  })
})
