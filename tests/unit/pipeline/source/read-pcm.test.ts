import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPcmReader } from '../../../../electron/pipeline/source/read-pcm.ts'

test('pairs of samples are read wherever the bytes are cut, and wherever they lie in memory', () => {
  const samples = Int16Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? at * 700 : -at * 700))
  const bytes = new Uint8Array(samples.buffer)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), fc.boolean(), (cuts, odd) => {
      const lying = Buffer.alloc(bytes.length + 1)
      const piece = lying.subarray(odd ? 1 : 0, bytes.length + (odd ? 1 : 0))
      piece.set(bytes)
      const heard: number[] = []
      const lengths: number[] = []
      const read = createPcmReader((pairs) => {
        heard.push(...pairs)
        lengths.push(pairs.length)
      })
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      for (const [at, end] of places.slice(1).entries()) read(piece.subarray(places[at], end))
      expect(heard).toEqual([...samples])
      expect(lengths.every((length) => length > 0 && length % 2 === 0)).toBe(true)
    }),
  )
})
