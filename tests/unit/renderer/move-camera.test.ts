import { describe, expect, it } from 'vitest'
import { type CameraPlace, cameraRect, defaultCameraPlace } from '#shared/scenes'
import {
  cornerOf,
  corners,
  dragTo,
  handleAt,
  handleOf,
  moveByKey,
  nextCorner,
  resizeTo,
  toCanvas,
  toCorner,
} from '../../../renderer/features/scenes/move-camera.ts'

const wide = { width: 1280, height: 720 }
const high = { width: 720, height: 1280 }
const aspect = 16 / 9
const at = (part: Partial<CameraPlace> = {}): CameraPlace => ({ ...defaultCameraPlace, ...part })
const middle = at({ x: 0.3, y: 0.7 })

describe('a point of the window', () => {
  it('is a point of the canvas, however large the picture is shown', () => {
    const box = { left: 100, top: 50, width: 320, height: 180 }
    expect([toCanvas(wide, box, 100, 50), toCanvas(wide, box, 260, 140), toCanvas(wide, box, 420, 230)]).toEqual([
      { x: 0, y: 0 },
      { x: 640, y: 360 },
      { x: 1280, y: 720 },
    ])
  })
})

describe('a dragged camera', () => {
  it.each([
    ['wide', wide],
    ['high', high],
  ] as const)('lies where it was dragged to, on a %s canvas', (_name, canvas) => {
    for (const shape of ['square', 'round'] as const) {
      const place = dragTo(canvas, at({ shape }), aspect, { x: canvas.width * 0.27, y: canvas.height * 0.31 })
      const rect = cameraRect(canvas, place, aspect)
      expect(Math.abs(rect.x - canvas.width * 0.27)).toBeLessThanOrEqual(3)
      expect(Math.abs(rect.y - canvas.height * 0.31)).toBeLessThanOrEqual(3)
    }
  })

  it('keeps to corners and middle lines when it comes near them, and to neither otherwise', () => {
    const rect = cameraRect(wide, at({ x: 0, y: 0 }), aspect)
    const near = dragTo(wide, at(), aspect, { x: rect.x + 12, y: rect.y - 12 })
    const far = dragTo(wide, at(), aspect, { x: rect.x + 40, y: rect.y + 40 })
    const centre = cameraRect(wide, at({ x: 0.5, y: 0.5 }), aspect)
    const between = dragTo(wide, at(), aspect, { x: centre.x + 10, y: centre.y + 10 })
    expect([cornerOf(near), cornerOf(far), [between.x, between.y]]).toEqual(['upper-left', null, [0.5, 0.5]])
  })

  it('stays within its margins, wherever the pointer goes', () => {
    const gone = dragTo(wide, at(), aspect, { x: 9_000, y: -9_000 })
    expect(cornerOf(gone)).toBe('upper-right')
  })
})

describe('the handle', () => {
  it('is on the side that has room, and makes the camera as large as it is pulled', () => {
    for (const corner of corners) {
      const place = toCorner(at({ size: 0.3 }), corner)
      const larger = at({ ...place, size: 0.45 })
      expect(resizeTo(wide, place, aspect, handleAt(wide, larger, aspect)).size).toBeCloseTo(0.45, 2)
    }
    expect(corners.map((corner) => handleOf(toCorner(at(), corner)))).toEqual(['lower-right', 'lower-left', 'upper-right', 'upper-left'])
  })

  it('does the same where the camera lies in no corner, and where it is round', () => {
    const pulled = (place: CameraPlace) => resizeTo(wide, place, aspect, handleAt(wide, { ...place, size: 0.5 }, aspect)).size
    expect(pulled(middle)).toBeCloseTo(0.5, 2)
    expect(pulled({ ...middle, shape: 'round' })).toBeCloseTo(0.5, 2)
  })

  it('never makes it smaller or larger than can be', () => {
    const size = (x: number) => resizeTo(wide, at({ x: 0, y: 0 }), aspect, { x, y: x }).size
    expect([size(-500), size(5_000)]).toEqual([0.1, 1])
  })
})

describe('keys', () => {
  it('move by one part in a hundred, with Shift by five, and stop at the margins', () => {
    const moved = (key: string, large = false) => {
      const place = moveByKey(middle, key, large)
      return place === null ? null : [place.x, place.y, place.size]
    }
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => moved(key))).toEqual([
      [0.29, 0.7, 0.3],
      [0.31, 0.7, 0.3],
      [0.3, 0.69, 0.3],
      [0.3, 0.71, 0.3],
    ])
    expect([moved('ArrowRight', true), moved('+'), moved('-'), moved('q')]).toEqual([[0.35, 0.7, 0.3], [0.3, 0.7, 0.32], [0.3, 0.7, 0.28], null])
    expect(moveByKey(at({ x: 1 }), 'ArrowRight', true)?.x).toBe(1)
  })

  it('go once around the corners with Enter', () => {
    const way = [1, 2, 3, 4].reduce<CameraPlace[]>((places) => [...places, toCorner(at(), nextCorner(places.at(-1) ?? middle))], [])
    expect(way.map(cornerOf)).toEqual(['upper-left', 'upper-right', 'lower-right', 'lower-left'])
  })
})
