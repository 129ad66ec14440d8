import { describe, expect, test } from 'vitest'
import { ageMs, cellsOf, paintingOf, readBarcode, terminalLayout, tickRange, valueAt } from '../../rig/barcode.mjs'

/** The screen as the terminal paints it: RGBA at 1280 × 720, scaled by leaving out pixels. */
function picture(value: number, scale = 1, lower = value): { pixels: Uint8Array; width: number; height: number } {
  const width = Math.round(1280 * scale)
  const height = Math.round(720 * scale)
  const pixels = new Uint8Array(width * height * 4)
  const bands = [cellsOf(value), cellsOf(lower).map((white) => !white)]
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / scale / 13)
    const band = bands[Math.floor(row / terminalLayout.bandRows)]
    for (let x = 0; x < width; x++) {
      const cell = Math.floor((x / scale / 6 - terminalLayout.firstColumn) / terminalLayout.cellColumns)
      pixels.fill(band?.[cell] ? 235 : 16, (y * width + x) * 4, (y * width + x) * 4 + 4)
    }
  }
  return { pixels, width, height }
}

const read = (p: { pixels: Uint8Array; width: number; height: number }) => readBarcode(p.pixels, p.width, p.height, 4)

describe('the barcode of the test screen', () => {
  test('is read from the full picture, from 640 × 360 and from a preview of 320 × 180', () => {
    for (const value of [0, 1, 0x5a5a5a, 0xffffff, valueAt(Date.now())])
      for (const scale of [1, 0.5, 0.25]) expect(read(picture(value, scale))).toBe(value)
  })

  test('is refused where the picture is torn between two values, grey or empty', () => {
    expect(read(picture(0x123456, 1, 0x123457))).toBeNull()
    expect(read({ pixels: new Uint8Array(640 * 360 * 4).fill(128), width: 640, height: 360 })).toBeNull()
    const sideways = picture(0x0000ff, 0.5)
    const next = picture(0x000100, 0.5)
    for (let y = 0; y < 360; y++) sideways.pixels.set(next.pixels.subarray((y * 640 + 320) * 4, (y + 1) * 640 * 4), (y * 640 + 320) * 4)
    expect(read(sideways)).toBeNull()
  })

  test('paints two bands of 32 cells inside the terminal', () => {
    const text = paintingOf(0xa5a5a5)
    expect(terminalLayout.firstColumn + 32 * terminalLayout.cellColumns).toBeLessThanOrEqual(terminalLayout.columns)
    expect(text.split('\x1b[1;11H').length).toBe(2)
    expect(text.match(/H/g)).toHaveLength(2 * terminalLayout.bandRows)
  })

  test('tells the age of a value, also over the end of its range', () => {
    const now = 1_700_000_000_000
    expect(ageMs(valueAt(now - 2500), now)).toBe(2500)
    const wrap = tickRange * 20 * 3
    expect(ageMs(valueAt(wrap - 100), wrap + 300)).toBe(400)
    expect(ageMs(valueAt(now + 40), now)).toBe(-40)
  })
})
