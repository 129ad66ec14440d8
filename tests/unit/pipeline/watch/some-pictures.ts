import { frameBytes } from '../../../../electron/pipeline/bus/frame-pool.ts'
import type { Frame } from '../../../../electron/pipeline/bus/port.ts'
import type { GreyPicture } from '../../../../electron/pipeline/watch/grey-picture.ts'

const size = { width: 64, height: 36 }

/** A small picture by the luma at each place. */
export const grey = (lumaAt: (x: number, y: number) => number): GreyPicture => ({
  ...size,
  data: Uint8Array.from({ length: size.width * size.height }, (_, at) => lumaAt(at % size.width, Math.floor(at / size.width))),
})

/** A picture by the luma at each place, without colour. */
export const frame = (width: number, height: number, lumaAt: (x: number, y: number) => number): Frame => ({
  width,
  height,
  data: new Uint8Array(frameBytes(width, height)).map((_, at) => (at < width * height ? lumaAt(at % width, Math.floor(at / width)) : 128)),
})
