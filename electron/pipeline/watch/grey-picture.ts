import type { CanvasSize } from '#shared/scenes'
import type { Frame } from '../bus/port.ts'

/** A small copy of a picture's luma, for judging. Limited range: 16 is black, 235 is white. */
export type GreyPicture = CanvasSize & { readonly data: Uint8Array }

const longSide = 64
const shortSide = 36

/** The size in which a canvas of this shape is judged. */
export const greySizeOf = ({ width, height }: CanvasSize): CanvasSize =>
  width >= height ? { width: longSide, height: shortSide } : { width: shortSide, height: longSide }

/** How often a picture is judged, per second. */
export const greysPerSecond = 2

/** A small copy, each of whose pixels is the mean of four samples of the picture. */
export function greyOf(frame: Frame, size: CanvasSize = greySizeOf(frame)): GreyPicture {
  const data = new Uint8Array(size.width * size.height)
  const across = frame.width / size.width
  const down = frame.height / size.height
  let at = 0
  for (let y = 0; y < size.height; y += 1) {
    const upper = Math.floor((y + 0.25) * down) * frame.width
    const lower = Math.floor((y + 0.75) * down) * frame.width
    for (let x = 0; x < size.width; x += 1) {
      const left = Math.floor((x + 0.25) * across)
      const right = Math.floor((x + 0.75) * across)
      const { data: luma } = frame
      const sum = (luma[upper + left] ?? 0) + (luma[upper + right] ?? 0) + (luma[lower + left] ?? 0) + (luma[lower + right] ?? 0)
      data[at] = (sum + 2) >> 2
      at += 1
    }
  }
  return { ...size, data }
}
