import { describe, expect, test } from 'vitest'
import { openingPlace, parseWindowPlace, type WindowPlace } from '../../../electron/app/window-place.ts'

const main = { x: 0, y: 25, width: 1920, height: 1055 }
const left = { x: -2560, y: 0, width: 2560, height: 1440 }
const last: WindowPlace = { x: -2400, y: 100, width: 1700, height: 1000, maximized: false }

describe('the window opens', () => {
  test('in the middle of the main screen the first time, no larger than that', () => {
    expect(openingPlace(null, null, [main])).toEqual({ width: 1280, height: 800, position: null, maximized: false })
    expect(openingPlace(null, null, [{ ...main, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 640, position: null, maximized: false })
  })

  test('where it was, also on another screen, also maximised', () => {
    expect(openingPlace(null, last, [main, left])).toEqual({ width: 1700, height: 1000, position: { x: -2400, y: 100 }, maximized: false })
    expect(openingPlace(null, { ...last, maximized: true }, [main, left])).toMatchObject({ maximized: true })
  })

  test('at the size that was asked for, wherever it was', () => {
    expect(openingPlace({ width: 1000, height: 700 }, { ...last, maximized: true }, [main, left])).toEqual({
      ...{ width: 1000, height: 700 },
      ...{ position: null, maximized: false },
    })
  })

  test.each([
    ['the screen is gone', last],
    ['only a sliver is seen', { ...last, x: 1900 }],
    ['its bar lies above the screen', { ...last, x: 100, y: 0 }],
    ['its bar lies below the screen', { ...last, x: 100, y: 1070 }],
  ])('as the first time where %s', (_why, place) => {
    expect(openingPlace(null, place, [main])).toEqual({ width: 1280, height: 800, position: null, maximized: false })
  })

  test('no larger than a screen that has shrunk, and never too small to work with', () => {
    expect(openingPlace(null, { ...last, x: 10, y: 30 }, [{ ...main, width: 1280, height: 700 }])).toMatchObject({ width: 1280, height: 700 })
    expect(openingPlace(null, { ...last, x: 10, y: 30, width: 20, height: 20 }, [main])).toMatchObject({ position: null })
    expect(openingPlace(null, { ...last, x: 10, y: 30, width: 400, height: 300 }, [main])).toMatchObject({ width: 960, height: 640 })
  })
})

test('what was kept is read if it makes sense, and is no reason not to start otherwise', () => {
  expect(parseWindowPlace(JSON.stringify(last))).toEqual(last)
  expect(['', '{', '[]', '{"x":1}', JSON.stringify({ ...last, x: '1' }), JSON.stringify({ ...last, width: 1e9 })].map(parseWindowPlace)).toEqual(
    Array(6).fill(null),
  )
})
