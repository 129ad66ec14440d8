import type { CanvasSize, Rect, ShownPart } from '#shared/scenes'
import { type LayerPlan, planLayer } from './layer-plan.ts'
import type { BusLayer } from './port.ts'

/** More than the layers of one picture; one that is being dragged makes a new plan for every place. */
const mostPlans = 16

type Kept = { readonly canvas: CanvasSize; readonly source: CanvasSize | null; readonly layer: BusLayer; readonly plan: LayerPlan; usedAt: number }

const sameSize = (a: CanvasSize | null, b: CanvasSize | null): boolean => a?.width === b?.width && a?.height === b?.height

const samePlace = (a: Rect, b: Rect): boolean => sameSize(a, b) && a.x === b.x && a.y === b.y

export const samePart = (a: ShownPart | undefined, b: ShownPart | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && samePlace(a, b))

const sameLook = (a: BusLayer, b: BusLayer): boolean =>
  a.fit === b.fit && a.shape === b.shape && a.mirrored === b.mirrored && samePlace(a.rect, b.rect) && samePart(a.part, b.part)

/** Plans that were made before; which source they are for does not matter. The one unused for longest is forgotten first. */
export function createPlanCache(): (canvas: CanvasSize, source: CanvasSize | null, layer: BusLayer) => LayerPlan {
  const kept: Kept[] = []
  let uses = 0

  const oldest = (): number => {
    let found = 0
    for (const [index, { usedAt }] of kept.entries()) if (usedAt < (kept[found]?.usedAt ?? 0)) found = index
    return found
  }

  return (canvas, source, layer) => {
    uses += 1
    for (const one of kept) {
      if (!sameSize(one.canvas, canvas) || !sameSize(one.source, source) || !sameLook(one.layer, layer)) continue
      one.usedAt = uses
      return one.plan
    }
    const sizeOf = ({ width, height }: CanvasSize): CanvasSize => ({ width, height })
    const plan = planLayer(canvas, source, layer)
    // Sizes alone: a frame would keep its memory.
    kept[kept.length < mostPlans ? kept.length : oldest()] = {
      canvas: sizeOf(canvas),
      source: source === null ? null : sizeOf(source),
      layer,
      plan,
      usedAt: uses,
    }
    return plan
  }
}
