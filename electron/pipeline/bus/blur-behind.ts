import type { CanvasSize, Rect, ShownPart } from '#shared/scenes'
import { frameBytes } from './frame-pool.ts'
import type { LayerPlan, PlanePlan } from './layer-plan.ts'
import { planLayer } from './layer-plan.ts'
import { samePart } from './plan-cache.ts'
import type { BusLayer, Frame } from './port.ts'
import { scaleRow } from './scale-row.ts'
import { tinyCopy, tinySize } from './tiny-copy.ts'

/** At most ten times a second. A hair less than 100, for ticks come at fractions of a millisecond. */
const renewAfterMs = 99
const mostKept = 4

type Kept = {
  readonly source: string
  readonly size: CanvasSize
  readonly mirrored: boolean
  readonly part: ShownPart | undefined
  readonly rect: CanvasSize
  readonly enlarge: LayerPlan
  /** As large as the layer. Where the picture lies, nothing is ever written. */
  readonly backdrop: Frame & { readonly data: Buffer }
  madeAtMs: number
}

const sameSize = (a: CanvasSize, b: CanvasSize): boolean => a.width === b.width && a.height === b.height

/** What is seen at the bars of a layer with the fit `blur`: its own picture, blurred, filling the layer. Painted as large as it is seen, and kept. */
export type BlurBehind = (layer: BusLayer, plan: LayerPlan, picture: Frame, atMs: number) => Frame & { readonly data: Buffer }

export function createBlurBehind(): BlurBehind {
  /** The one used last is the last. */
  const kept: Kept[] = []

  const prepare = (layer: BusLayer, { rect }: LayerPlan, picture: Frame): Kept => {
    const whole = { x: 0, y: 0, width: rect.width, height: rect.height }
    const data = Buffer.allocUnsafeSlow(frameBytes(rect.width, rect.height))
    return {
      source: layer.source,
      size: { width: picture.width, height: picture.height },
      mirrored: layer.mirrored,
      part: layer.part,
      rect: { width: rect.width, height: rect.height },
      enlarge: planLayer(whole, tinySize(picture), { ...layer, rect: whole, fit: 'fill', shape: 'square' }),
      backdrop: { width: rect.width, height: rect.height, data },
      madeAtMs: Number.NEGATIVE_INFINITY,
    }
  }

  return (layer, plan, picture, atMs) => {
    const found = kept.findIndex(
      (one) =>
        one.source === layer.source &&
        one.mirrored === layer.mirrored &&
        samePart(one.part, layer.part) &&
        sameSize(one.size, picture) &&
        sameSize(one.rect, plan.rect),
    )
    const one = kept.splice(found, found < 0 ? 0 : 1)[0] ?? prepare(layer, plan, picture)
    kept.push(one)
    if (kept.length > mostKept) kept.shift()
    const age = atMs - one.madeAtMs
    if (age >= renewAfterMs || age < 0) {
      one.madeAtMs = atMs
      paintBackdrop(one, tinyCopy(picture), plan.picture)
    }
    return one.backdrop
  }
}

/** Everywhere but in `hole`, where the picture itself will lie. */
function paintBackdrop({ enlarge, backdrop }: Kept, tiny: Frame & { readonly data: Buffer }, hole: Rect): void {
  for (const [index, plane] of enlarge.planes.entries()) {
    const part = index === 0 ? 0 : 1
    const left = hole.x >> part
    const right = (hole.x + hole.width) >> part
    for (let y = 0; y < plane.seen.bottom; y += 1) {
      if (y < hole.y >> part || y >= (hole.y + hole.height) >> part) enlargeSpan(plane, tiny, y, 0, plane.canvasWidth, backdrop.data)
      else {
        enlargeSpan(plane, tiny, y, 0, left, backdrop.data)
        enlargeSpan(plane, tiny, y, right, plane.canvasWidth, backdrop.data)
      }
    }
  }
}

function enlargeSpan(
  { columns, rows, sourceAt, sourceWidth, canvasAt, canvasWidth }: PlanePlan,
  tiny: Frame & { readonly data: Buffer },
  y: number,
  from: number,
  to: number,
  out: Buffer,
): void {
  const top = sourceAt + (rows.first[y] ?? 0) * sourceWidth
  const bottom = sourceAt + (rows.second[y] ?? 0) * sourceWidth
  scaleRow(tiny.data, top, bottom, rows.weight[y] ?? 0, columns, from, to, out, canvasAt + y * canvasWidth + from)
}
