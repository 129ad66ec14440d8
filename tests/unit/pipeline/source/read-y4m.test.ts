import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../../electron/pipeline/bus/port.ts'
import { createY4mReader, parseY4mHeader } from '../../../../electron/pipeline/source/read-y4m.ts'

const [width, height] = [6, 4]
const size = (width * height * 3) / 2
const picture = (value: number) => Buffer.alloc(size, value)
const stream = (header: string, ...values: readonly number[]) =>
  Buffer.concat([
    Buffer.from(`${header}\n`),
    ...values.flatMap((value, at) => [Buffer.from(at % 2 === 0 ? 'FRAME\n' : 'FRAME Ip\n'), picture(value)]),
  ])
const header = `YUV4MPEG2 W${width} H${height} F30000:1001 Ip A1:1 C420mpeg2 XYSCSS=420MPEG2 XCOLORRANGE=LIMITED`

/** A reader with everything that came of it, and how many pictures were asked for and given back. */
const read = (pieces: readonly Uint8Array[]) => {
  const pictures: { readonly index: number; readonly bytes: number[]; readonly width: number }[] = []
  const store = { acquired: 0, released: 0 }
  const reader = createY4mReader({
    frames: {
      acquire: (width, height): Frame => {
        store.acquired += 1
        return { width, height, data: new Uint8Array((width * height * 3) / 2).fill(255) }
      },
      release: () => {
        store.released += 1
      },
    },
    onFrame: (frame, index) => pictures.push({ index, bytes: [...new Set(frame.data)], width: frame.width }),
  })
  const refused = pieces.map((piece) => reader.write(piece)).find((answer) => answer !== null) ?? null
  return { reader, pictures, store, refused }
}

describe('yuv4mpeg', () => {
  test('is read wherever it is cut', () => {
    const values = [10, 70, 9, 200] // 70 is the letter F, 10 the end of a line
    const bytes = stream(header, ...values)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const { reader, pictures, store, refused } = read(places.slice(1).map((end, at) => bytes.subarray(places[at], end)))
        expect(refused).toBeNull()
        expect(reader.header()).toEqual({ width, height, fps: 30000 / 1001 })
        expect(pictures).toEqual(values.map((value, index) => ({ index, bytes: [value], width })))
        expect(store).toEqual({ acquired: 4, released: 0 })
      }),
      { numRuns: 300 },
    )
  })

  test('gives back the memory of a picture that never became whole, and then takes nothing', () => {
    const bytes = stream(header, 1, 2)
    const { reader, pictures, store } = read([bytes.subarray(0, -1)])
    reader.close()
    reader.write(bytes.subarray(-1))
    expect(pictures).toHaveLength(1)
    expect(store).toEqual({ acquired: 2, released: 1 })
  })

  test('refuses a stream whose pictures changed their size, and stays with that', () => {
    const longer = Buffer.concat([stream(header, 1), Buffer.alloc(20, 3), stream(header, 2)])
    const { reader, refused, pictures } = read([longer])
    expect(refused).toMatchObject({ code: 'source-failed', detail: expect.stringContaining('does not begin where it should') })
    expect(reader.write(stream(header, 5))).toBe(refused)
    expect(pictures).toHaveLength(1)
  })

  test.each([
    ['YUV4MPEG2 W1280 H720 F25:1', { width: 1280, height: 720, fps: 25 }],
    ['YUV4MPEG2 W2 H2 F2:1 C420jpeg', { width: 2, height: 2, fps: 2 }],
    ['YUV4MPEG2 W2 H2 F2:1 C420paldv', { width: 2, height: 2, fps: 2 }],
    ['YUV4MPEG2 W2 H2 F2:1 C422', 'colours of 422'],
    ['YUV4MPEG2 W2 H2 F2:1 C420p10', 'colours of 420p10'],
    ['YUV4MPEG2 W3 H2 F2:1 C420', 'sides of 3 × 2'],
    ['YUV4MPEG2 H2 F2:1 C420', 'sides of undefined × 2'],
    ['YUV4MPEG2 W2 H2 F0:0 C420', 'a rate of 0:0'],
    ['YUV4MPEG2 W2 H2 C420', 'a rate of undefined'],
    ['RIFF', 'not yuv4mpeg'],
  ])('understands the header %s', (line, expected) => {
    expect(parseY4mHeader(line)).toEqual(expected)
  })

  test('refuses what has no line', () => {
    expect(read([Buffer.alloc(1000, 65)]).refused).toMatchObject({ code: 'source-failed' })
  })
})
