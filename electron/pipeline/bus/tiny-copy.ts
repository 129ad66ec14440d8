import type { CanvasSize } from '#shared/scenes'
import { frameBytes } from './frame-pool.ts'
import type { Frame } from './port.ts'

/** The longer side of a tiny copy, in pixels. */
const longSide = 64
/** Of the samples that one of the copy stands for, so many are looked at across and down. */
const looks = 4
const darkness = 0.6
/** Of the blur, in samples of the brightness and of the colour. */
const reach = { luma: 2, chroma: 1 } as const

const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2))

export function tinySize({ width, height }: CanvasSize): CanvasSize {
  const scale = longSide / Math.max(width, height)
  return { width: even(width * scale), height: even(height * scale) }
}

type Plane = { readonly bytes: Uint8Array; readonly at: number; readonly width: number; readonly height: number }

const planesOf = ({ width, height, data }: Frame): readonly [Plane, Plane, Plane] => {
  const half = { bytes: data, width: width / 2, height: height / 2 }
  const pixels = width * height
  return [
    { bytes: data, at: 0, width, height },
    { ...half, at: pixels },
    { ...half, at: pixels * 1.25 },
  ]
}

function shrink(from: Plane, to: Plane): void {
  const place = (output: number, look: number, outputs: number, samples: number) =>
    Math.min(samples - 1, Math.floor(((output + (look + 0.5) / looks) * samples) / outputs))
  for (let y = 0; y < to.height; y += 1) {
    for (let x = 0; x < to.width; x += 1) {
      let sum = 0
      for (let down = 0; down < looks; down += 1) {
        const row = from.at + place(y, down, to.height, from.height) * from.width
        for (let across = 0; across < looks; across += 1) sum += from.bytes[row + place(x, across, to.width, from.width)] as number
      }
      to.bytes[to.at + y * to.width + x] = Math.round(sum / (looks * looks))
    }
  }
}

/** The mean of every sample and its `radius` neighbours on both sides, along one direction; the samples at the edges repeat outwards. */
function blurLine(bytes: Uint8Array, at: number, step: number, count: number, radius: number, line: Uint8Array): void {
  for (let index = 0; index < count; index += 1) line[index] = bytes[at + index * step] as number
  for (let index = 0; index < count; index += 1) {
    let sum = 0
    for (let near = index - radius; near <= index + radius; near += 1) sum += line[Math.min(count - 1, Math.max(0, near))] as number
    bytes[at + index * step] = Math.round(sum / (2 * radius + 1))
  }
}

function blur({ bytes, at, width, height }: Plane, radius: number): void {
  const line = new Uint8Array(Math.max(width, height))
  for (let pass = 0; pass < 2; pass += 1) {
    for (let y = 0; y < height; y += 1) blurLine(bytes, at + y * width, 1, width, radius, line)
    for (let x = 0; x < width; x += 1) blurLine(bytes, at + x, width, height, radius, line)
  }
}

/** A strongly blurred, slightly darker copy of a picture, tiny: enlarged again, it is a backdrop that does not draw the eye. */
export function tinyCopy(picture: Frame): Frame & { readonly data: Buffer } {
  const size = tinySize(picture)
  const tiny = { ...size, data: Buffer.alloc(frameBytes(size.width, size.height)) }
  const from = planesOf(picture)
  for (const [index, plane] of planesOf(tiny).entries()) {
    shrink(from[index] as Plane, plane)
    blur(plane, index === 0 ? reach.luma : reach.chroma)
  }
  for (let index = 0; index < size.width * size.height; index += 1) tiny.data[index] = 16 + Math.round(((tiny.data[index] as number) - 16) * darkness)
  return tiny
}
