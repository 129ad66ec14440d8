import type { CanvasSize } from '#shared/scenes'
import { frameBytes } from '../bus/frame-pool.ts'
import type { GreyPicture } from './grey-picture.ts'

/** Cuts what a pipe brings, in pieces of any size, into pictures: each of YUV 4:2:0, of which the luma is taken. */
export function createGreySplitter(size: CanvasSize): (chunk: Uint8Array) => readonly GreyPicture[] {
  const pixels = size.width * size.height
  const bytes = frameBytes(size.width, size.height)
  let data = new Uint8Array(bytes)
  let filled = 0
  return (chunk) => {
    const found: GreyPicture[] = []
    for (let from = 0; from < chunk.length; ) {
      const piece = chunk.subarray(from, from + bytes - filled)
      data.set(piece, filled)
      filled += piece.length
      from += piece.length
      if (filled < bytes) continue
      found.push({ ...size, data: data.subarray(0, pixels) })
      data = new Uint8Array(bytes)
      filled = 0
    }
    return found
  }
}
