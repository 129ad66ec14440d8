/** How a scene arranges the chosen screen and the chosen camera, or what it shows instead of them. */
export const sceneLayouts = ['screen', 'camera', 'screen-camera', 'side-by-side', 'image', 'file', 'slate'] as const
export type SceneLayout = (typeof sceneLayouts)[number]

/** How a picture of another shape fills its place: whole with black bars, cut at its edges, or whole in front of its own blurred self. */
export const fits = ['fit', 'fill', 'blur'] as const
export type Fit = (typeof fits)[number]

export const layerShapes = ['square', 'round'] as const
export type LayerShape = (typeof layerShapes)[number]

/** Where the camera lies over the screen. The same numbers serve both orientations. */
export type CameraPlace = {
  /** Of the room that margin and size leave: 0 is the left (top) margin, 1 the right (bottom) one. */
  readonly x: number
  readonly y: number
  /** Its height, as a part of the canvas's shorter side. */
  readonly size: number
  /** Kept free at every edge, as a part of the canvas's shorter side. */
  readonly margin: number
  readonly shape: LayerShape
  readonly mirrored: boolean
  readonly hidden: boolean
}

/** What is shown of a screen or window: its corner, and how large it is, as parts of the whole. */
export type ShownPart = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export const smallestPart = 0.1

export type Scene = {
  readonly id: string
  /** Null: the page names it by its layout. */
  readonly name: string | null
  readonly layout: SceneLayout
  readonly fit: Fit
  readonly camera: CameraPlace
  /** The file of the layouts `image` and `file`. */
  readonly path: string | null
  /** Of the screen; null: all of it. */
  readonly part: ShownPart | null
}

export type CanvasSize = { readonly width: number; readonly height: number }
/** In pixels; even, because 4:2:0 halves everything. */
export type Rect = CanvasSize & { readonly x: number; readonly y: number }

export const cameraSizes = { smallest: 0.1, largest: 1 } as const
export const largestMargin = 0.2

export const defaultCameraPlace: CameraPlace = { x: 1, y: 1, size: 0.3, margin: 0.04, shape: 'square', mirrored: false, hidden: false }

/** The scenes that everybody begins with. Their ids stay, whatever becomes of their contents. */
export const firstScenes: readonly Scene[] = (['screen', 'screen-camera', 'camera', 'side-by-side', 'slate'] as const).map((layout) => ({
  id: layout,
  name: null,
  layout,
  fit: layout === 'camera' ? 'fill' : 'fit',
  camera: defaultCameraPlace,
  path: null,
  part: null,
}))

const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2))
const evenPlace = (pixels: number): number => Math.max(0, 2 * Math.round(pixels / 2))

/** Where the camera's picture comes to lie. `aspect` is its width by its height; a round one is as wide as it is high. */
export function cameraRect(canvas: CanvasSize, place: CameraPlace, aspect: number): Rect {
  const short = Math.min(canvas.width, canvas.height)
  const shape = place.shape === 'round' ? 1 : aspect
  const margin = place.margin * short
  const room = { width: canvas.width - 2 * margin, height: canvas.height - 2 * margin }
  const height = Math.min(place.size * short, room.height, room.width / shape)
  const size = { width: Math.min(even(height * shape), canvas.width), height: Math.min(even(height), canvas.height) }
  return {
    ...size,
    x: Math.min(evenPlace(margin + place.x * Math.max(0, room.width - size.width)), canvas.width - size.width),
    y: Math.min(evenPlace(margin + place.y * Math.max(0, room.height - size.height)), canvas.height - size.height),
  }
}

/** The place at which the camera's upper left corner lies at `x`, `y` (pixels), as near as the margins allow. */
export function placeAt(canvas: CanvasSize, place: CameraPlace, aspect: number, x: number, y: number): CameraPlace {
  const margin = place.margin * Math.min(canvas.width, canvas.height)
  const { width, height } = cameraRect(canvas, place, aspect)
  const part = (at: number, room: number) => (room <= 0 ? 0.5 : Math.min(1, Math.max(0, at / room)))
  return { ...place, x: part(x - margin, canvas.width - 2 * margin - width), y: part(y - margin, canvas.height - 2 * margin - height) }
}

/** The two halves of *side by side*: beside one another on a wide canvas, one above the other on a high one. */
export function halves({ width, height }: CanvasSize): readonly [Rect, Rect] {
  return width >= height
    ? [
        { x: 0, y: 0, width: even(width / 2), height },
        { x: even(width / 2), y: 0, width: width - even(width / 2), height },
      ]
    : [
        { x: 0, y: 0, width, height: even(height / 2) },
        { x: 0, y: even(height / 2), width, height: height - even(height / 2) },
      ]
}

/** The part with one of its sides changed; it stays within the whole, and what is all of it is no part. */
export function changePart(part: ShownPart | null, change: Partial<ShownPart>): ShownPart | null {
  const { width, height, x, y } = { x: 0, y: 0, width: 1, height: 1, ...part, ...change }
  const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
  const size = { width: within(width, smallestPart, 1), height: within(height, smallestPart, 1) }
  const next = { ...size, x: within(x, 0, 1 - size.width), y: within(y, 0, 1 - size.height) }
  return next.width === 1 && next.height === 1 ? null : next
}
