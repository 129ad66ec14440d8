import type { CanvasSize, Rect } from '#shared/scenes'
import { placePicture } from './place-picture.ts'
import type { BusLayer } from './port.ts'
import { type RoundMask, roundMask } from './round-mask.ts'
import { noTaps, stretchTaps, type Taps } from './scale-table.ts'

/** In samples of a plane; `right` and `bottom` are the first ones outside. */
export type Edges = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** How one plane of a layer is painted. All places are those of the canvas's plane. */
export type PlanePlan = {
  readonly canvasAt: number
  readonly canvasWidth: number
  readonly sourceAt: number
  readonly sourceWidth: number
  /** Where the layer's rectangle begins, be it outside of the canvas. */
  readonly left: number
  readonly top: number
  /** What of it lies on the canvas. */
  readonly seen: Edges
  /** What of that is the picture; the rest is bars. */
  readonly picture: Edges
  /** The first is that of `picture.left`. */
  readonly columns: Taps
  /** The first is that of `picture.top`. */
  readonly rows: Taps
  readonly mask: RoundMask | null
}

export type LayerPlan = {
  /** Y, U, V. */
  readonly planes: readonly [PlanePlan, PlanePlan, PlanePlan]
  /** Even; may reach beyond the canvas. */
  readonly rect: Rect
  /** Where in `rect` the picture lies, counted from its corner; of no size where there is none. */
  readonly picture: Rect
}

// Integers by operators of integers: as fields of a plan they stay what the hot loops are compiled for.
const evenBelow = (pixels: number): number => Math.floor(pixels) & ~1

export const evenRect = ({ x, y, width, height }: Rect): Rect => ({
  x: evenBelow(x),
  y: evenBelow(y),
  width: evenBelow(width),
  height: evenBelow(height),
})

const halved = ({ x, y, width, height }: Rect): Rect => ({ x: x / 2, y: y / 2, width: width / 2, height: height / 2 })

function onCanvas(canvas: CanvasSize, rect: Rect): Edges {
  const left = Math.min(canvas.width, Math.max(0, rect.x)) | 0
  const top = Math.min(canvas.height, Math.max(0, rect.y)) | 0
  return {
    left,
    top,
    right: Math.max(left, Math.min(canvas.width, rect.x + rect.width)) | 0,
    bottom: Math.max(top, Math.min(canvas.height, rect.y + rect.height)) | 0,
  }
}

type PlaneCase = { readonly canvas: CanvasSize; readonly source: CanvasSize; readonly rect: Rect; readonly from: Rect; readonly to: Rect }

function planPlane({ canvas, source, rect, from, to }: PlaneCase, { mirrored, shape }: BusLayer): Omit<PlanePlan, 'canvasAt' | 'sourceAt'> {
  const picture = onCanvas(canvas, to)
  const none = to.width === 0
  const across = { samples: source.width, from: from.x, length: from.width, outputs: to.width, mirrored }
  const down = { samples: source.height, from: from.y, length: from.height, outputs: to.height, mirrored: false }
  return {
    canvasWidth: canvas.width,
    sourceWidth: source.width,
    left: rect.x | 0,
    top: rect.y | 0,
    seen: onCanvas(canvas, rect),
    picture,
    columns: none ? noTaps : stretchTaps(across, picture.left - to.x, picture.right - to.x),
    rows: none ? noTaps : stretchTaps(down, picture.top - to.y, picture.bottom - to.y),
    mask: shape === 'round' ? roundMask(rect.width, rect.height) : null,
  }
}

/** Everything about a layer that stays the same from picture to picture. `source` is null where there is no picture to show. */
export function planLayer(canvas: CanvasSize, source: CanvasSize | null, layer: BusLayer): LayerPlan {
  const rect = evenRect(layer.rect)
  const nowhere = { x: rect.x, y: rect.y, width: 0, height: 0 }
  const { from, to } = source === null ? { from: nowhere, to: nowhere } : placePicture(source, rect, layer.fit, layer.part)
  const size = source ?? { width: 0, height: 0 }
  const small = (of: CanvasSize): CanvasSize => ({ width: of.width >> 1, height: of.height >> 1 })
  const pixels = (of: CanvasSize) => of.width * of.height
  const luma = planPlane({ canvas, source: size, rect, from, to }, layer)
  const chroma = planPlane({ canvas: small(canvas), source: small(size), rect: halved(rect), from: halved(from), to: halved(to) }, layer)
  return {
    planes: [
      { ...luma, canvasAt: 0, sourceAt: 0 },
      { ...chroma, canvasAt: pixels(canvas), sourceAt: pixels(size) },
      { ...chroma, canvasAt: (pixels(canvas) * 5) >> 2, sourceAt: (pixels(size) * 5) >> 2 },
    ],
    rect,
    picture: { ...to, x: to.x - rect.x, y: to.y - rect.y },
  }
}
