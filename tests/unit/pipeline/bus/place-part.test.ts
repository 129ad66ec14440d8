import { describe, expect, test } from 'vitest'
import { changePart } from '#shared/scenes'
import { placePicture } from '../../../../electron/pipeline/bus/place-picture.ts'

const canvas = { x: 0, y: 0, width: 1280, height: 720 }

describe('a part of a picture', () => {
  test('is shown as if there were nothing else', () => {
    const quarter = { x: 0.5, y: 0.5, width: 0.5, height: 0.5 }
    expect(placePicture({ width: 1920, height: 1080 }, canvas, 'fit', quarter)).toEqual({
      from: { x: 960, y: 540, width: 960, height: 540 },
      to: canvas,
    })
    const column = { x: 0, y: 0, width: 0.25, height: 1 }
    expect(placePicture({ width: 1280, height: 720 }, canvas, 'fit', column)).toEqual({
      from: { x: 0, y: 0, width: 320, height: 720 },
      to: { x: 480, y: 0, width: 320, height: 720 },
    })
    expect(placePicture({ width: 1280, height: 720 }, canvas, 'fill', column)).toEqual({
      from: { x: 0, y: 270, width: 320, height: 180 },
      to: canvas,
    })
  })

  test('never reaches beyond the picture, and has at least one sample of colour', () => {
    for (const { width, height } of [
      { width: 2, height: 2 },
      { width: 72, height: 40 },
      { width: 1366, height: 768 },
    ]) {
      for (const part of [
        { x: 0.9, y: 0.9, width: 0.1, height: 0.1 },
        { x: 1 / 3, y: 1 / 7, width: 2 / 3, height: 6 / 7 },
      ]) {
        const { from } = placePicture({ width, height }, canvas, 'fit', part)
        expect(from.width).toBeGreaterThanOrEqual(2)
        expect(from.height).toBeGreaterThanOrEqual(2)
        expect(from.x + from.width).toBeLessThanOrEqual(width)
        expect(from.y + from.height).toBeLessThanOrEqual(height)
      }
    }
  })

  test('is changed side by side, stays within the whole, and ends as the whole', () => {
    const right = changePart(null, { width: 0.5 })
    expect(right).toEqual({ x: 0, y: 0, width: 0.5, height: 1 })
    expect(changePart(right, { x: 0.8 })).toEqual({ x: 0.5, y: 0, width: 0.5, height: 1 })
    expect(changePart({ x: 0.5, y: 0, width: 0.5, height: 1 }, { width: 0.7 })).toEqual({ x: 1 - 0.7, y: 0, width: 0.7, height: 1 })
    expect(changePart(right, { height: 0 })).toEqual({ x: 0, y: 0, width: 0.5, height: 0.1 })
    expect(changePart(right, { width: 1 })).toBeNull()
  })
})
