import type { Edge, MapPlan, Place } from './maps.ts'
import { drawnEdges } from './read-map.ts'

/** The way of an edge through the grid: in a gap between neighbours, or in the lane outside a column. */
export type Route = {
  readonly kind: 'down' | 'up' | 'right' | 'left' | 'around-down' | 'around-up'
  readonly side: 'left' | 'right'
  readonly gridColumn: number
  readonly gridRow: string
  /** Rows of states from end to end, both counted. */
  readonly span: number
  /** Of two edges between the same states: which of them, so that they do not lie on each other. */
  readonly lane: 'only' | 'there' | 'back'
}

/** Grid lines of a state: the odd ones are lanes, gaps and, above, the headings. */
export const gridColumnOf = ({ column }: Place): number => 2 + 2 * column
export const gridRowOf = ({ row }: Place): number => 2 + 2 * row

/** The route of an edge, or null where the places leave no straight way. */
export function routeEdge(plan: MapPlan, edge: Edge): Route | null {
  const from = plan.places[edge.from]
  const to = plan.places[edge.to]
  if (from === undefined || to === undefined) return null
  const side = from.column === 0 ? 'left' : 'right'
  const lane = laneOf(plan, edge)
  const distance = to.row - from.row
  if (from.column !== to.column) {
    if (distance !== 0) return null
    return { kind: to.column > from.column ? 'right' : 'left', side, gridColumn: 3, gridRow: String(gridRowOf(from)), span: 1, lane }
  }
  if (distance === 0) return null
  const [top, bottom] = distance > 0 ? [from, to] : [to, from]
  const down = distance > 0
  const span = Math.abs(distance) + 1
  if (span === 2) {
    return { kind: down ? 'down' : 'up', side, gridColumn: gridColumnOf(from), gridRow: String(gridRowOf(top) + 1), span, lane }
  }
  return {
    kind: down ? 'around-down' : 'around-up',
    side,
    gridColumn: from.column === 0 ? 1 : 5,
    gridRow: `${gridRowOf(top)} / ${gridRowOf(bottom) + 1}`,
    span,
    lane,
  }
}

function laneOf(plan: MapPlan, { from, to }: Edge): Route['lane'] {
  if (!drawnEdges(plan).some((other) => other.from === to && other.to === from)) return 'only'
  return plan.states.indexOf(from) < plan.states.indexOf(to) ? 'there' : 'back'
}
