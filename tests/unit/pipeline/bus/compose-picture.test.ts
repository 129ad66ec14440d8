import { describe, expect, test } from 'vitest'
import type { CanvasSize, Rect } from '#shared/scenes'
import { createPictureComposer } from '../../../../electron/pipeline/bus/compose-picture.ts'
import type { BusLayer, Frame } from '../../../../electron/pipeline/bus/port.ts'

type Yuv = readonly [number, number, number]
const black: Yuv = [16, 128, 128]
const nothingYet: Yuv = [40, 128, 128]
const [red, green, blue, white]: readonly [Yuv, Yuv, Yuv, Yuv] = [
  [80, 90, 240],
  [144, 54, 34],
  [40, 240, 110],
  [235, 128, 128],
]

/** Every pixel as `at` says; the colour of four pixels is that of the upper left one. */
const picture = (width: number, height: number, at: (x: number, y: number) => Yuv): Frame => {
  const data = new Uint8Array((width * height * 3) / 2)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data[y * width + x] = at(x, y)[0]
      if (x % 2 === 1 || y % 2 === 1) continue
      const chroma = (y / 2) * (width / 2) + x / 2
      data[width * height + chroma] = at(x, y)[1]
      data[width * height * 1.25 + chroma] = at(x, y)[2]
    }
  }
  return { width, height, data }
}
const plain = (width: number, height: number, colour: Yuv) => picture(width, height, () => colour)
const quadrants = (width: number, height: number) =>
  picture(width, height, (x, y) => (y < height / 2 ? (x < width / 2 ? red : green) : x < width / 2 ? blue : white))

const pixel = ({ width, height, data }: Frame, x: number, y: number): Yuv => {
  const chroma = Math.floor(y / 2) * (width / 2) + Math.floor(x / 2)
  return [data[y * width + x] ?? -1, data[width * height + chroma] ?? -1, data[width * height * 1.25 + chroma] ?? -1]
}
const row = (frame: Frame, y: number): readonly number[] => [...frame.data.subarray(y * frame.width, (y + 1) * frame.width)]

const whole = ({ width, height }: CanvasSize): Rect => ({ x: 0, y: 0, width, height })
const layer = (rect: Rect, other: Partial<BusLayer> = {}): BusLayer => ({
  source: 'it',
  rect,
  fit: 'fit',
  shape: 'square',
  mirrored: false,
  ...other,
})
/** What was there before must not show through. */
const canvasOf = ({ width, height }: CanvasSize) => plain(width, height, [1, 2, 3])

const composed = (size: CanvasSize, layers: readonly BusLayer[], pictures: Readonly<Record<string, Frame>>) => {
  const canvas = canvasOf(size)
  createPictureComposer().compose(canvas, layers, (source) => pictures[source] ?? null, 0)
  return canvas
}
/** Colours at the middles of the four quadrants of a rectangle. */
const corners = (frame: Frame, { x, y, width, height }: Rect) =>
  [0.25, 0.75].flatMap((down) => [0.25, 0.75].map((across) => pixel(frame, Math.floor(x + across * width), Math.floor(y + down * height))))

const orientations: readonly CanvasSize[] = [
  { width: 128, height: 72 },
  { width: 72, height: 128 },
]

describe.each(orientations)('a canvas of $width×$height', (size) => {
  test('is black where no layer is', () => {
    expect(composed(size, [], {}).data).toEqual(plain(size.width, size.height, black).data)
  })

  test('is the picture itself where it is as large', () => {
    const it = picture(size.width, size.height, (x, y) => [16 + ((x * 3 + y) % 200), 16 + (x % 200), 16 + (y % 200)])
    expect(composed(size, [layer(whole(size))], { it }).data).toEqual(it.data)
  })

  test.each([0.5, 2, 1.5, 0.25, 4])('shows a picture of %d times its size in place', (times) => {
    const it = quadrants(size.width * times, size.height * times)
    expect(corners(composed(size, [layer(whole(size))], { it }), whole(size))).toEqual([red, green, blue, white])
  })

  test.each([1, 0.5, 1.5, 3])('mirrors a picture of %d times its size, exactly', (times) => {
    const it = picture(size.width * times, size.height * times, (x, y) => [16 + ((x * 5 + y * 3) % 220), 16 + (x % 200), 16 + (y % 200)])
    const straight = composed(size, [layer(whole(size))], { it })
    const mirrored = composed(size, [layer(whole(size), { mirrored: true })], { it })
    for (let y = 0; y < size.height; y += 1) expect(row(mirrored, y)).toEqual(row(straight, y).toReversed())
    const colours = composed(size, [layer(whole(size), { mirrored: true })], { it: quadrants(size.width * times, size.height * times) })
    expect(corners(colours, whole(size))).toEqual([green, red, white, blue])
  })

  test('keeps an even colour even, at every size, fit and shape', () => {
    for (const [width, height] of [
      [2, 2],
      [64, 48],
      [200, 300],
      [1280, 720],
    ] as const) {
      for (const fit of ['fit', 'fill'] as const) {
        for (const shape of ['square', 'round'] as const) {
          const rect = { x: 8, y: 12, width: 40, height: 40 }
          const canvas = composed(size, [layer(rect, { fit, shape })], { it: plain(width, height, red) })
          expect(pixel(canvas, 28, 32)).toEqual(red)
          expect(pixel(canvas, 6, 32)).toEqual(black)
        }
      }
    }
  })

  test('says plainly that a source gives nothing, in its shape', () => {
    const rect = { x: 8, y: 8, width: 40, height: 40 }
    const square = composed(size, [layer(rect)], {})
    expect([pixel(square, 8, 8), pixel(square, 28, 28), pixel(square, 49, 28)]).toEqual([nothingYet, nothingYet, black])
    const round = composed(size, [layer(rect, { shape: 'round' })], {})
    expect([pixel(round, 8, 8), pixel(round, 28, 28)]).toEqual([black, nothingYet])
  })

  test('survives layers at and beyond its edges, and tiny ones', () => {
    const places: readonly Rect[] = [
      { x: size.width - 2, y: size.height - 2, width: 2, height: 2 },
      { x: 0, y: 0, width: 2, height: 2 },
      { x: -20, y: -10, width: 30, height: 30 },
      { x: size.width - 10, y: size.height - 10, width: 40, height: 40 },
      { x: -20, y: -20, width: size.width + 40, height: size.height + 40 },
      { x: size.width + 10, y: 0, width: 10, height: 10 },
      { x: 3, y: 5, width: 7, height: 9 },
      { x: 0, y: 0, width: 0, height: 0 },
    ]
    for (const rect of places) {
      for (const fit of ['fit', 'fill', 'blur'] as const) {
        for (const shape of ['square', 'round'] as const) {
          const canvas = composed(size, [layer(rect, { fit, shape, mirrored: true })], { it: plain(64, 36, red) })
          expect(canvas.data.every((sample) => sample >= 16 && sample <= 240)).toBe(true)
        }
      }
    }
    const cut = composed(size, [layer(places[2] as Rect, { fit: 'fill' })], { it: plain(64, 36, red) })
    expect([pixel(cut, 9, 19), pixel(cut, 10, 19), pixel(cut, 9, 20)]).toEqual([red, black, black])
  })
})

describe('how a picture of another shape fills its place', () => {
  const canvas = { width: 64, height: 64 }

  test('fit: whole, in the middle, with black bars inside of its place alone', () => {
    const below = plain(64, 64, green)
    const wide = composed(canvas, [layer(whole(canvas), { source: 'below' }), layer({ x: 16, y: 16, width: 32, height: 32 })], {
      below,
      it: quadrants(64, 32),
    })
    expect(corners(wide, { x: 16, y: 24, width: 32, height: 16 })).toEqual([red, green, blue, white])
    expect([pixel(wide, 20, 15), pixel(wide, 20, 16), pixel(wide, 20, 23), pixel(wide, 20, 24), pixel(wide, 20, 40), pixel(wide, 15, 20)]).toEqual([
      green,
      black,
      black,
      red,
      black,
      green,
    ])
    const high = composed(canvas, [layer(whole(canvas))], { it: quadrants(32, 64) })
    expect([pixel(high, 15, 10), pixel(high, 16, 10), pixel(high, 47, 50), pixel(high, 48, 50)]).toEqual([black, red, white, black])
  })

  test('fill: all of its place, cut at both sides alike', () => {
    const stripes = picture(128, 64, (x) => (x < 32 || x >= 96 ? blue : x < 64 ? red : green))
    const sides = composed(canvas, [layer(whole(canvas), { fit: 'fill' })], { it: stripes })
    expect([0, 31, 32, 63].map((x) => pixel(sides, x, 30))).toEqual([red, red, green, green])
    const enlarged = composed(canvas, [layer(whole(canvas), { fit: 'fill' })], { it: quadrants(16, 32) })
    expect(corners(enlarged, whole(canvas))).toEqual([red, green, blue, white])
  })

  test('blur: whole, in front of itself, darker', () => {
    const wide = composed(canvas, [layer(whole(canvas), { fit: 'blur' })], { it: plain(64, 32, [116, 90, 200]) })
    expect([pixel(wide, 5, 5), pixel(wide, 5, 15), pixel(wide, 5, 16), pixel(wide, 60, 47), pixel(wide, 60, 48)]).toEqual([
      [76, 90, 200],
      [76, 90, 200],
      [116, 90, 200],
      [116, 90, 200],
      [76, 90, 200],
    ])
  })

  test('blur: no edge of the picture is left in the bars', () => {
    const it = picture(256, 128, (x) => (x < 128 ? [16, 128, 128] : [216, 128, 128]))
    const bars = row(composed({ width: 256, height: 256 }, [layer(whole({ width: 256, height: 256 }), { fit: 'blur' })], { it }), 20)
    const steps = bars.slice(1).map((sample, index) => sample - (bars[index] ?? 0))
    expect({ from: bars[0], to: bars.at(-1), steepest: Math.max(...steps) <= 8, falls: steps.some((step) => step < 0) }).toEqual({
      from: 16,
      to: 136,
      steepest: true,
      falls: false,
    })
  })

  test('blur: the bars are renewed at most ten times a second, the picture always', () => {
    const composer = createPictureComposer()
    const frame = canvasOf(canvas)
    const seen: (readonly [number, number])[] = []
    for (let tick = 0; tick < 8; tick += 1) {
      composer.compose(frame, [layer(whole(canvas), { fit: 'blur' })], () => plain(64, 32, [16 + tick * 10, 128, 128]), (tick * 1000) / 30)
      seen.push([pixel(frame, 5, 5)[0], pixel(frame, 5, 32)[0]])
    }
    expect(seen).toEqual([
      [16, 16],
      [16, 26],
      [16, 36],
      [34, 46],
      [34, 56],
      [34, 66],
      [52, 76],
      [52, 86],
    ])
  })
})

describe('scaling', () => {
  test('to half the size takes the mean of four', () => {
    const it = picture(16, 8, (x, y) => [16 + 4 * x + 2 * y, 128, 128])
    const half = composed({ width: 8, height: 4 }, [layer({ x: 0, y: 0, width: 8, height: 4 })], { it })
    for (let y = 0; y < 4; y += 1) expect(row(half, y)).toEqual(Array.from({ length: 8 }, (_, x) => 16 + 4 * (2 * x + 0.5) + 2 * (2 * y + 0.5)))
  })

  test('to twice the size is smooth', () => {
    const it = picture(8, 2, (x) => [16 + 16 * x, 128, 128])
    const twice = composed({ width: 16, height: 4 }, [layer({ x: 0, y: 0, width: 16, height: 4 })], { it })
    expect(row(twice, 1)).toEqual([16, 20, 28, 36, 44, 52, 60, 68, 76, 84, 92, 100, 108, 116, 124, 128])
  })

  test('keeps a gradient a gradient', () => {
    for (const [from, to] of [
      [1920, 1280],
      [640, 1280],
      [1280, 320],
      [100, 258],
    ] as const) {
      const it = picture(from, 4, (x) => [Math.round(16 + (200 * (x + 0.5)) / from), 128, 128])
      const samples = row(composed({ width: to, height: 4 }, [layer({ x: 0, y: 0, width: to, height: 4 }, { fit: 'fill' })], { it: { ...it } }), 2)
      const middle = samples[to / 2] ?? 0
      expect(samples.every((sample, x) => x === 0 || sample >= (samples[x - 1] ?? 0))).toBe(true)
      expect(Math.abs(middle - 116)).toBeLessThanOrEqual(1)
    }
  })
})

describe('a round picture', () => {
  const size = { width: 80, height: 80 }
  const rect = { x: 20, y: 10, width: 40, height: 60 }
  const canvas = composed(size, [layer(rect, { shape: 'round', fit: 'fill' })], { it: plain(40, 60, white) })

  test('touches all four sides, and leaves the corners alone', () => {
    expect([pixel(canvas, 40, 11), pixel(canvas, 40, 68), pixel(canvas, 21, 40), pixel(canvas, 58, 40)].map(([luma]) => luma)).toEqual([
      235, 235, 235, 235,
    ])
    expect([pixel(canvas, 22, 14), pixel(canvas, 57, 14), pixel(canvas, 22, 65), pixel(canvas, 57, 65), pixel(canvas, 19, 40)]).toEqual(
      Array(5).fill(black),
    )
  })

  test('is the same on all sides, with an edge of one or two pixels', () => {
    for (let y = 10; y < 70; y += 1) {
      expect(row(canvas, y)).toEqual(row(canvas, y).toReversed())
      expect(row(canvas, y)).toEqual(row(canvas, 79 - y))
    }
    const soft = row(canvas, 40).filter((luma) => luma > 16 && luma < 235)
    expect(soft.length).toBeGreaterThanOrEqual(2)
    expect(soft.length).toBeLessThanOrEqual(4)
  })

  test('covers what an ellipse covers', () => {
    let covered = 0
    for (const luma of canvas.data.subarray(0, 6400)) covered += (luma - 16) / 219
    expect(Math.abs(covered / (Math.PI * 20 * 30) - 1)).toBeLessThan(0.01)
  })

  test('shows what lies below around it, in colour', () => {
    const both = composed(size, [layer(whole(size), { source: 'below' }), layer(rect, { shape: 'round', fit: 'fill' })], {
      below: plain(80, 80, blue),
      it: plain(400, 300, red),
    })
    expect([pixel(both, 22, 12), pixel(both, 40, 40), pixel(both, 58, 68)]).toEqual([blue, red, blue])
  })
})

test('layers lie upon one another, and change from picture to picture', () => {
  const size = { width: 64, height: 36 }
  const composer = createPictureComposer()
  const pictures: Readonly<Record<string, Frame>> = { screen: plain(64, 36, red), camera: plain(64, 36, green) }
  const canvas = canvasOf(size)
  const screen = layer(whole(size), { source: 'screen' })
  const show = (layers: readonly BusLayer[]) => {
    composer.compose(canvas, layers, (source) => pictures[source] ?? null, 0)
    return [pixel(canvas, 4, 4), pixel(canvas, 50, 30)]
  }
  expect(show([screen, layer({ x: 40, y: 20, width: 16, height: 12 }, { source: 'camera', fit: 'fill' })])).toEqual([red, green])
  expect(show([screen])).toEqual([red, red])
  expect(show([screen, layer({ x: 0, y: 0, width: 16, height: 12 }, { source: 'camera', fit: 'fill' })])).toEqual([green, red])
  // More places than are remembered.
  for (let x = 0; x <= 48; x += 2)
    expect(show([screen, layer({ x, y: 20, width: 16, height: 12 }, { source: 'camera', fit: 'fill' })])[0]).toEqual(red)
})
