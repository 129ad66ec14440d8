import type { CanvasSize, Fit, Rect, ShownPart } from '#shared/scenes'

/** The part `from` of a picture (in its pixels; may be fractions) comes to lie on `to` (even). */
export type Placement = { readonly from: Rect; readonly to: Rect }

const even = (pixels: number): number => 2 * Math.round(pixels / 2)
const evenBelow = (pixels: number): number => 2 * Math.floor(pixels / 2)

/** In pixels of the picture; even, so that it begins and ends at whole samples of colour. */
function partOf({ width, height }: CanvasSize, part: ShownPart): Rect {
  const x = Math.min(evenBelow(part.x * width), width - 2)
  const y = Math.min(evenBelow(part.y * height), height - 2)
  return {
    x,
    y,
    width: Math.min(Math.max(2, even(part.width * width)), width - x),
    height: Math.min(Math.max(2, even(part.height * height)), height - y),
  }
}

/** `fill` cuts what does not fit at both sides alike; the others show the picture whole, in the middle. `part`: of the picture, which is then all there is. */
export function placePicture(picture: CanvasSize, rect: Rect, fit: Fit, part?: ShownPart): Placement {
  if (part === undefined) return placeWhole(picture, rect, fit)
  const within = partOf(picture, part)
  const { from, to } = placeWhole(within, rect, fit)
  return { from: { ...from, x: from.x + within.x, y: from.y + within.y }, to }
}

function placeWhole(picture: CanvasSize, rect: Rect, fit: Fit): Placement {
  const across = rect.width / picture.width
  const down = rect.height / picture.height
  if (fit === 'fill') {
    const scale = Math.max(across, down)
    const width = Math.min(picture.width, rect.width / scale)
    const height = Math.min(picture.height, rect.height / scale)
    const x = (picture.width - width) / 2
    const y = (picture.height - height) / 2
    // Where nothing is scaled, rows are copied as they are: then both must begin at a whole sample of colour.
    return { from: scale === 1 ? { x: evenBelow(x), y: evenBelow(y), width, height } : { x, y, width, height }, to: rect }
  }
  const scale = Math.min(across, down)
  const width = Math.min(rect.width, Math.max(2, even(picture.width * scale)))
  const height = Math.min(rect.height, Math.max(2, even(picture.height * scale)))
  return {
    from: { x: 0, y: 0, width: picture.width, height: picture.height },
    to: { x: rect.x + evenBelow((rect.width - width) / 2), y: rect.y + evenBelow((rect.height - height) / 2), width, height },
  }
}
