import type { Taps } from './scale-table.ts'

/** Wider pictures are not shown: no source gives them. */
export const widestPicture = 16_384

/**
 * Writes the outputs `from` to `to` of one row to `out`, the first one at `outAt`. `top` and `bottom` are where the two rows of the source begin;
 * `bottomWeight` is how much the lower one counts, in 256ths. The hot loop of the bus: first the two rows become one, then its columns are taken.
 */
type ScaleRow = (
  source: Buffer,
  top: number,
  bottom: number,
  bottomWeight: number,
  columns: Taps,
  from: number,
  to: number,
  out: Buffer,
  outAt: number,
) => void

/**
 * The memory of the loops is the same for every row of everything, and belongs to the one closure that is ever made of this: then the compiler knows
 * address and length of every array, and the loops run twice as fast as with arrays passed in, or with those of a module (bundled, these are no
 * constants any more). Nothing in it outlives one call but the table of columns.
 */
const prepareRows = (): ScaleRow => {
  const upper = new Uint8Array(widestPicture)
  const lower = new Uint8Array(widestPicture)
  const mixed = new Uint8Array(widestPicture)
  const line = new Uint8Array(widestPicture)
  const mixedBytes = Buffer.from(mixed.buffer)
  const lineBytes = Buffer.from(line.buffer)
  const upperWords = new Uint32Array(upper.buffer)
  const lowerWords = new Uint32Array(lower.buffer)
  const mixedWords = new Uint32Array(mixed.buffer)
  const first = new Uint16Array(widestPicture)
  const second = new Uint16Array(widestPicture)
  const weight = new Uint16Array(widestPicture)
  let table: Taps | null = null

  const learn = (columns: Taps) => {
    if (table === columns) return
    table = columns
    first.set(columns.first)
    second.set(columns.second)
    weight.set(columns.weight)
  }

  /** Four samples at a time, two in each half of the calculation. */
  function mixRows(part: number, count: number): void {
    const rest = 256 - part
    for (let at = 0; at < count; at += 1) {
      const a = upperWords[at] as number
      const b = lowerWords[at] as number
      const even = Math.imul(a & 0xff00ff, rest) + Math.imul(b & 0xff00ff, part) + 0x800080
      const odd = Math.imul((a >>> 8) & 0xff00ff, rest) + Math.imul((b >>> 8) & 0xff00ff, part) + 0x800080
      mixedWords[at] = ((even >>> 8) & 0xff00ff) | (odd & 0xff00ff00)
    }
  }

  function pickColumns(from: number, count: number, skipped: number): void {
    for (let x = 0; x < count; x += 1) line[x] = mixed[(first[(from + x) | 0] as number) - skipped] as number
  }

  function halveColumns(from: number, count: number, skipped: number): void {
    for (let x = 0; x < count; x += 1) {
      const at = (from + x) | 0
      line[x] = ((mixed[(first[at] as number) - skipped] as number) + (mixed[(second[at] as number) - skipped] as number) + 1) >> 1
    }
  }

  function weighColumns(from: number, count: number, skipped: number): void {
    for (let x = 0; x < count; x += 1) {
      const at = (from + x) | 0
      const left = mixed[(first[at] as number) - skipped] as number
      const right = mixed[(second[at] as number) - skipped] as number
      line[x] = ((left << 8) + Math.imul(right - left, weight[at] as number) + 128) >> 8
    }
  }

  const scaleRow: ScaleRow = (source, top, bottom, bottomWeight, columns, from, to, out, outAt) => {
    if (from >= to) return
    learn(columns)
    const last = to - 1
    const skipped = Math.min(first[from] ?? 0, first[last] ?? 0) | 0
    const needed = (Math.max(second[from] ?? 0, second[last] ?? 0) + 1) | 0
    const count = (to - from) | 0
    if (bottomWeight === 0) source.copy(mixed, 0, top + skipped, top + needed)
    else {
      source.copy(upper, 0, top + skipped, top + needed)
      source.copy(lower, 0, bottom + skipped, bottom + needed)
      mixRows(bottomWeight | 0, (needed - skipped + 3) >> 2)
    }
    if (columns.kind === 'copy') {
      mixedBytes.copy(out, outAt, 0, count)
      return
    }
    if (columns.kind === 'one') pickColumns(from | 0, count, skipped)
    else if (columns.kind === 'half') halveColumns(from | 0, count, skipped)
    else weighColumns(from | 0, count, skipped)
    lineBytes.copy(out, outAt, 0, count)
  }
  return scaleRow
}

export const scaleRow: ScaleRow = prepareRows()
