/**
 * A clock that a picture can carry: 24 bits of wall-clock time and 8 bits of checksum as 32 black or white cells,
 * with an inverted copy below. It survives scaling and lossy coding, and a picture torn between two values is refused.
 *
 * Plain JavaScript, because three worlds use it: the painter in its terminal, the tests, and the page under test
 * (`readBarcode` travels there as text, so it may use nothing from outside its own body).
 */

/** One step of the counter in milliseconds. */
export const tickMs = 20

/** The counter starts again after this many ticks (more than three days). */
export const tickRange = 2 ** 24

/** How the cells lie on a terminal of 213 × 55 characters of 6 × 13 pixels, which fills 1280 × 720. */
export const terminalLayout = { columns: 213, rows: 55, firstColumn: 10, cellColumns: 6, bandRows: 8 }

/** @param {number} wallMs */
export const valueAt = (wallMs) => Math.floor(wallMs / tickMs) % tickRange

/** How long ago `value` was painted, in milliseconds. Small negative numbers mean that the clocks of a tick disagree. */
export const ageMs = (value, wallMs) => {
  const ticks = (valueAt(wallMs) - value + tickRange) % tickRange
  return (ticks > tickRange / 2 ? ticks - tickRange : ticks) * tickMs
}

/** The 32 cells of a value, true = white: 24 bits, most significant first, then their CRC-8. */
export const cellsOf = (value) => {
  let crc = 0
  for (let bit = 23; bit >= 0; bit--) {
    const carry = ((crc >> 7) & 1) ^ ((value >> bit) & 1)
    crc = ((crc << 1) & 0xff) ^ (carry ? 0x07 : 0)
  }
  return Array.from({ length: 32 }, (_, cell) => (cell < 24 ? (value >> (23 - cell)) & 1 : (crc >> (31 - cell)) & 1) === 1)
}

/** The escape sequences that paint a value at the top of the terminal. */
export const paintingOf = (value) => {
  const { firstColumn, cellColumns, bandRows } = terminalLayout
  const cells = cellsOf(value)
  const band = (inverted) => cells.map((white) => (white === inverted ? '\x1b[27m' : '\x1b[7m') + ' '.repeat(cellColumns)).join('')
  const bands = [band(false), band(true)]
  let text = ''
  for (let row = 0; row < 2 * bandRows; row++) text += `\x1b[${row + 1};${firstColumn + 1}H${bands[Math.floor(row / bandRows)]}`
  return `${text}\x1b[27m`
}

/**
 * Reads the counter off a picture of any size that shows the whole 1280 × 720 screen.
 * @param {ArrayLike<number>} pixels rows of `channels` bytes per pixel; the first channel is read
 * @returns {number | null} null where the picture carries no whole, unmixed value
 */
export function readBarcode(pixels, width, height, channels) {
  // Where the cells lie, in pixels of the 1280 × 720 original.
  const left = 60
  const cellWidth = 36
  const bandHeight = 104
  const leastContrast = 40
  const brightness = (cell, band) => {
    const x0 = Math.floor(((left + (cell + 0.3) * cellWidth) * width) / 1280)
    const x1 = Math.max(x0 + 1, Math.floor(((left + (cell + 0.7) * cellWidth) * width) / 1280))
    const y0 = Math.floor(((band + 0.25) * bandHeight * height) / 720)
    const y1 = Math.max(y0 + 1, Math.floor(((band + 0.75) * bandHeight * height) / 720))
    let sum = 0
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) sum += pixels[(y * width + x) * channels] ?? 0
    return sum / ((x1 - x0) * (y1 - y0))
  }
  let value = 0
  let crc = 0
  let sent = 0
  for (let cell = 0; cell < 32; cell++) {
    const difference = brightness(cell, 0) - brightness(cell, 1)
    if (Math.abs(difference) < leastContrast) return null
    const bit = difference > 0 ? 1 : 0
    if (cell < 24) {
      value = value * 2 + bit
      const carry = ((crc >> 7) & 1) ^ bit
      crc = ((crc << 1) & 0xff) ^ (carry ? 0x07 : 0)
    } else sent = sent * 2 + bit
  }
  return sent === crc ? value : null
}
