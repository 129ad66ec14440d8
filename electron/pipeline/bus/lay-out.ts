import { type CanvasSize, cameraRect, halves } from '#shared/scenes'
import type { PictureLayer } from '../port.ts'
import { keyOfPicture } from '../source/source-key.ts'
import type { BusLayer } from './port.ts'

/** Of a camera that has not shown anything yet. */
const usualAspect = 16 / 9

/** Places the layers of a program on the canvas. `sizeOf`: the size of a source's pictures, null before the first. Hidden ones are left out. */
export function layOut(layers: readonly PictureLayer[], canvas: CanvasSize, sizeOf: (source: string) => CanvasSize | null): readonly BusLayer[] {
  return layers.flatMap(({ source: picture, place, fit, mirrored: turned = false, part }): readonly BusLayer[] => {
    const source = keyOfPicture(picture)
    const plain = { source, fit, shape: 'square', mirrored: turned, ...(part !== undefined && { part }) } as const
    if (place === 'whole') return [{ ...plain, rect: { x: 0, y: 0, ...canvas } }]
    if (place === 'first-half') return [{ ...plain, rect: halves(canvas)[0] }]
    if (place === 'second-half') return [{ ...plain, rect: halves(canvas)[1] }]
    if (place.hidden) return []
    const size = sizeOf(source)
    const aspect = size === null ? usualAspect : size.width / size.height
    const { shape, mirrored } = place
    return [{ source, fit: shape === 'round' ? 'fill' : fit, shape, mirrored, rect: cameraRect(canvas, place, aspect) }]
  })
}
