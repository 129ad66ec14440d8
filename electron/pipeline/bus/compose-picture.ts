import { createBlurBehind } from './blur-behind.ts'
import type { LayerPlan } from './layer-plan.ts'
import { evenRect } from './layer-plan.ts'
import { paintPlane } from './paint-plane.ts'
import { createPlanCache } from './plan-cache.ts'
import type { BusLayer, Frame } from './port.ts'
import { widestPicture } from './scale-row.ts'

const black = { luma: 16, chroma: 128 } as const
/** In place of a source that gives nothing: plainly neither black nor a picture. */
const nothingYet = { luma: 40, chroma: 128 } as const

export type PictureComposer = {
  /**
   * Draws the layers onto the canvas, bottom first, on black. All of the canvas is written. `pictureOf`: the picture to show of a source, null where
   * there is none. `atMs` is of a clock that never jumps; blurred bars are renewed by it. Rectangles may reach beyond the canvas.
   */
  readonly compose: (canvas: Frame, layers: readonly BusLayer[], pictureOf: (source: string) => Frame | null, atMs: number) => void
}

const asBuffer = (data: Uint8Array): Buffer => (Buffer.isBuffer(data) ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength))

const covers = (canvas: Frame, { rect, shape }: BusLayer): boolean => {
  const { x, y, width, height } = evenRect(rect)
  return shape === 'square' && x <= 0 && y <= 0 && x + width >= canvas.width && y + height >= canvas.height
}

const hasBars = ({ rect, picture }: LayerPlan): boolean => picture.width < rect.width || picture.height < rect.height

export function createPictureComposer(): PictureComposer {
  const planFor = createPlanCache()
  const blurBehind = createBlurBehind()
  let scratch = Buffer.alloc(0)

  const paint = (canvas: Frame, out: Buffer, layer: BusLayer, given: Frame | null, atMs: number) => {
    const picture = given !== null && given.width <= widestPicture ? given : null
    const plan = planFor(canvas, picture, layer)
    const source = picture === null ? null : asBuffer(picture.data)
    const backdrop = picture !== null && layer.fit === 'blur' && hasBars(plan) ? blurBehind(layer, plan, picture, atMs) : null
    const bar = picture === null ? nothingYet : black
    const { width, height } = plan.rect
    for (let index = 0; index < 3; index += 1) {
      const luma = index === 0
      const at = luma ? 0 : (width * height * (index === 1 ? 4 : 5)) >> 2
      const behind = backdrop === null ? null : { bytes: backdrop.data, at, width: luma ? width : width >> 1 }
      paintPlane({ plan: plan.planes[index as 0 | 1 | 2], source, behind, bar: luma ? bar.luma : bar.chroma }, out, scratch)
    }
  }

  return {
    compose: (canvas, layers, pictureOf, atMs) => {
      const out = asBuffer(canvas.data)
      if (scratch.length < canvas.width) scratch = Buffer.alloc(canvas.width)
      const bottom = layers.findLastIndex((layer) => covers(canvas, layer))
      if (bottom < 0) {
        const pixels = canvas.width * canvas.height
        out.fill(black.luma, 0, pixels)
        out.fill(black.chroma, pixels)
      }
      for (let index = Math.max(0, bottom); index < layers.length; index += 1) {
        const layer = layers[index] as BusLayer
        if (layer.rect.width >= 2 && layer.rect.height >= 2) paint(canvas, out, layer, pictureOf(layer.source), atMs)
      }
    },
  }
}
