import type { Height } from '#shared/encoding'
import type { Orientation } from '../port.ts'

export type Size = { readonly width: number; readonly height: number }

/** The picture that leaves, 16:9 or 9:16 in square pixels. */
export const canvasOf = ({ orientation, height }: { readonly orientation: Orientation; readonly height: Height }): Size => {
  const long = (height * 16) / 9
  return orientation === 'horizontal' ? { width: long, height } : { width: height, height: long }
}

const even = (size: number) => Math.max(2, 2 * Math.round(size / 2))

/** The size of the preview: its longer side is 640 pixels. */
export const previewOf = ({ width, height }: Size): Size => {
  const scale = Math.min(1, 640 / Math.max(width, height))
  return { width: even(width * scale), height: even(height * scale) }
}

/** The largest even size of the source's shape that the canvas holds; chroma of 4:2:0 covers two pixels. */
const fitInto = (source: Size, canvas: Size): Size => {
  const scale = Math.min(canvas.width / source.width, canvas.height / source.height)
  return { width: even(source.width * scale), height: even(source.height * scale) }
}

const isSame = (a: Size, b: Size) => a.width === b.width && a.height === b.height

/**
 * Filters that bring a picture onto the canvas whole, in the middle, with black bars where the shape differs; nothing where it fits already.
 * `source` is null where only ffmpeg will know the size. (`force_divisible_by` would say the same shorter, but the bundled build lacks it.)
 */
export const fitFilters = (source: Size | null, canvas: Size): readonly string[] => {
  const { width, height } = canvas
  const pad = `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`
  if (source === null) return [`scale=w='2*round(min(${width},${height}*a)/2)':h='2*round(min(${height},${width}/a)/2)'`, pad]
  if (isSame(source, canvas)) return []
  const fitted = fitInto(source, canvas)
  return [`scale=${fitted.width}:${fitted.height}`, ...(isSame(fitted, canvas) ? [] : [pad])]
}
