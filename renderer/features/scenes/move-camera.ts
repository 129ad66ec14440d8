import { type CameraPlace, type CanvasSize, cameraRect, cameraSizes, placeAt } from '#shared/scenes'

export type Point = { readonly x: number; readonly y: number }
type ScreenBox = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>

/** The four corners, in the order of reading. */
export const corners = ['upper-left', 'upper-right', 'lower-left', 'lower-right'] as const
export type Corner = (typeof corners)[number]

const placeOf: Readonly<Record<Corner, Point>> = {
  'upper-left': { x: 0, y: 0 },
  'upper-right': { x: 1, y: 0 },
  'lower-left': { x: 0, y: 1 },
  'lower-right': { x: 1, y: 1 },
}

export const toCorner = (place: CameraPlace, corner: Corner): CameraPlace => ({ ...place, ...placeOf[corner] })

/** The corner that the camera lies in, null where it lies elsewhere. */
export const cornerOf = ({ x, y }: Point): Corner | null => corners.find((corner) => placeOf[corner].x === x && placeOf[corner].y === y) ?? null

/** The corner after this one, once around; the first where it lies in none. */
export function nextCorner(place: Point): Corner {
  const around: readonly Corner[] = ['upper-left', 'upper-right', 'lower-right', 'lower-left']
  const corner = cornerOf(place)
  return around[corner === null ? 0 : (around.indexOf(corner) + 1) % around.length] ?? 'upper-left'
}

/** A point of the window, in pixels of the canvas that is shown in `box`. */
export const toCanvas = (canvas: CanvasSize, box: ScreenBox, clientX: number, clientY: number): Point => ({
  x: ((clientX - box.left) / box.width) * canvas.width,
  y: ((clientY - box.top) / box.height) * canvas.height,
})

/** Within this part of the canvas’s shorter side a dragged camera goes to a corner or to the middle by itself. */
const snapsWithin = 0.025

/** The place of a camera whose upper left corner was dragged to a point; near edges and middle lines draw it. */
export function dragTo(canvas: CanvasSize, place: CameraPlace, aspect: number, to: Point): CameraPlace {
  const free = placeAt(canvas, place, aspect, to.x, to.y)
  const short = Math.min(canvas.width, canvas.height)
  const rect = cameraRect(canvas, place, aspect)
  const snap = (part: number, room: number) => [0, 0.5, 1].find((at) => Math.abs(part - at) * room <= snapsWithin * short) ?? toThousandths(part)
  const margins = 2 * place.margin * short
  return { ...free, x: snap(free.x, canvas.width - margins - rect.width), y: snap(free.y, canvas.height - margins - rect.height) }
}

/** The corner by which the camera is made larger: the one that looks away from the edges it keeps to. */
export const handleOf = ({ x, y }: Point): Corner => (y > 0.5 ? (x > 0.5 ? 'upper-left' : 'upper-right') : x > 0.5 ? 'lower-left' : 'lower-right')

/** Where that corner lies, in pixels of the canvas. */
export function handleAt(canvas: CanvasSize, place: CameraPlace, aspect: number): Point {
  const { x, y, width, height } = cameraRect(canvas, place, aspect)
  return { x: place.x > 0.5 ? x : x + width, y: place.y > 0.5 ? y : y + height }
}

/** The size at which that corner comes to lie at a point, as near as the shape of the picture lets it. */
export function resizeTo(canvas: CanvasSize, place: CameraPlace, aspect: number, to: Point): CameraPlace {
  const short = Math.min(canvas.width, canvas.height)
  const margin = place.margin * short
  const shape = place.shape === 'round' ? 1 : aspect
  /** A side of `length` begins at margin + at × (room − length). */
  const lengthOf = (at: number, room: number, edge: number) => (at > 0.5 ? room - (edge - margin) / at : (edge - margin - at * room) / (1 - at))
  const width = lengthOf(place.x, canvas.width - 2 * margin, to.x)
  const height = lengthOf(place.y, canvas.height - 2 * margin, to.y)
  return withSize(place, (width / shape + height) / 2 / short)
}

/** What a key does to the camera; null where it does nothing. Steps are parts of the room. */
export function moveByKey(place: CameraPlace, key: string, large: boolean): CameraPlace | null {
  const step = large ? 0.05 : 0.01
  switch (key) {
    case 'ArrowLeft':
      return { ...place, x: within(place.x - step) }
    case 'ArrowRight':
      return { ...place, x: within(place.x + step) }
    case 'ArrowUp':
      return { ...place, y: within(place.y - step) }
    case 'ArrowDown':
      return { ...place, y: within(place.y + step) }
    // Where plus needs Shift, its key alone writes the equals sign.
    case '+':
    case '=':
      return withSize(place, place.size + 0.02)
    case '-':
    case '_':
      return withSize(place, place.size - 0.02)
    case 'Enter':
    case ' ':
      return toCorner(place, nextCorner(place))
    default:
      return null
  }
}

const withSize = (place: CameraPlace, size: number): CameraPlace => ({
  ...place,
  size: toThousandths(Math.min(cameraSizes.largest, Math.max(cameraSizes.smallest, size))),
})
const toThousandths = (part: number): number => Math.round(part * 1_000) / 1_000
const within = (part: number): number => toThousandths(Math.min(1, Math.max(0, part)))
