import type { PlanePlan } from './layer-plan.ts'
import { scaleRow } from './scale-row.ts'

/** A plane that fills a layer's rectangle, seen where the picture leaves bars. */
export type Behind = { readonly bytes: Buffer; readonly at: number; readonly width: number }

export type PlanePaint = {
  readonly plan: PlanePlan
  /** Null: there is no picture, and all of it is `bar`. */
  readonly source: Buffer | null
  readonly behind: Behind | null
  readonly bar: number
}

/** Columns `from` to `to` of row `y` (of the canvas), the first one at `outAt`. */
function paintBar({ plan, behind, bar }: PlanePaint, y: number, from: number, to: number, out: Buffer, outAt: number): void {
  if (from >= to) return
  if (behind === null) out.fill(bar, outAt, outAt + to - from)
  else {
    const at = behind.at + (y - plan.top) * behind.width - plan.left
    behind.bytes.copy(out, outAt, at + from, at + to)
  }
}

function paintPicture({ plan, source }: PlanePaint, y: number, from: number, to: number, out: Buffer, outAt: number): void {
  if (from >= to || source === null) return
  const { columns, rows, picture, sourceAt, sourceWidth } = plan
  const row = y - picture.top
  const top = sourceAt + (rows.first[row] ?? 0) * sourceWidth
  const first = from - picture.left
  if (rows.kind === 'copy' && columns.kind === 'copy') {
    const at = top + (columns.first[0] ?? 0) + first
    source.copy(out, outAt, at, at + to - from)
    return
  }
  const bottom = sourceAt + (rows.second[row] ?? 0) * sourceWidth
  scaleRow(source, top, bottom, rows.weight[row] ?? 0, columns, first, to - picture.left, out, outAt)
}

function paintSpan(paint: PlanePaint, y: number, from: number, to: number, out: Buffer, outAt: number): void {
  const { picture } = paint.plan
  if (y < picture.top || y >= picture.bottom) {
    paintBar(paint, y, from, to, out, outAt)
    return
  }
  const left = Math.min(to, Math.max(from, picture.left))
  const right = Math.min(to, Math.max(left, picture.right))
  paintBar(paint, y, from, left, out, outAt)
  paintPicture(paint, y, left, right, out, outAt + left - from)
  paintBar(paint, y, right, to, out, outAt + right - from)
}

/** True where the rows of both lie one after another without anything between them: then they are one piece. */
const isOnePiece = ({ seen, picture, columns, rows, canvasWidth, sourceWidth }: PlanePlan): boolean =>
  columns.kind === 'copy' &&
  rows.kind === 'copy' &&
  picture.right - picture.left === canvasWidth &&
  sourceWidth === canvasWidth &&
  picture.top === seen.top &&
  picture.bottom === seen.bottom

/** Paints one plane of a layer. `scratch` holds a row of the canvas. */
export function paintPlane(paint: PlanePaint, canvas: Buffer, scratch: Buffer): void {
  const { plan, source } = paint
  const { seen, mask, canvasAt, canvasWidth } = plan
  if (mask === null && source !== null && isOnePiece(plan)) {
    const at = plan.sourceAt + (plan.rows.first[0] ?? 0) * canvasWidth
    source.copy(canvas, canvasAt + seen.top * canvasWidth, at, at + (seen.bottom - seen.top) * canvasWidth)
    return
  }
  for (let y = seen.top; y < seen.bottom; y += 1) {
    const rowAt = canvasAt + y * canvasWidth
    if (mask === null) paintSpan(paint, y, seen.left, seen.right, canvas, rowAt + seen.left)
    else paintRoundRow(paint, y, canvas, rowAt, scratch)
  }
}

function paintRoundRow(paint: PlanePaint, y: number, canvas: Buffer, rowAt: number, scratch: Buffer): void {
  const { seen, mask, left, top } = paint.plan
  if (mask === null) return
  const row = y - top
  const outer = mask.outer[row] ?? 0
  const inner = mask.inner[row] ?? 0
  const innerEnd = mask.innerEnd[row] ?? 0
  const from = Math.max(seen.left, left + inner)
  const to = Math.min(seen.right, left + innerEnd)
  if (from < to) paintSpan(paint, y, from, to, canvas, rowAt + from)

  const edgeAt = (mask.edgeAt[row] ?? 0) - outer
  const leftFrom = Math.max(seen.left, left + outer)
  const leftTo = Math.min(seen.right, left + inner)
  if (leftFrom < leftTo) {
    paintSpan(paint, y, leftFrom, leftTo, scratch, 0)
    blend(canvas, rowAt, leftFrom, leftTo, scratch, mask.edges, edgeAt - left, 1)
  }
  const rightFrom = Math.max(seen.left, left + innerEnd)
  const rightTo = Math.min(seen.right, left + mask.width - outer)
  if (rightFrom < rightTo) {
    paintSpan(paint, y, rightFrom, rightTo, scratch, 0)
    blend(canvas, rowAt, rightFrom, rightTo, scratch, mask.edges, edgeAt + left + mask.width - 1, -1)
  }
}

/** Lays `over` upon columns `from` to `to`; the weight of column x is `edges[edgeAt + x * direction]`, in 256ths. */
function blend(canvas: Buffer, rowAt: number, from: number, to: number, over: Buffer, edges: Uint16Array, edgeAt: number, direction: 1 | -1): void {
  for (let x = from; x < to; x += 1) {
    const below = canvas[rowAt + x] as number
    const part = edges[edgeAt + x * direction] as number
    canvas[rowAt + x] = below + ((((over[x - from] as number) - below) * part + 128) >> 8)
  }
}
