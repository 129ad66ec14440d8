import type { ActionName, Availability, SessionView, TimelineEntry } from '#shared/contract'
import { type Cause, type Edge, isKnown, type MapPlan } from './maps.ts'

export type NodeLook = 'current' | 'past' | 'possible' | 'other'
export type EdgeLook = Exclude<NodeLook, 'current'>
export type Step = { readonly from: string; readonly to: string; readonly atMs: number }

export type MapReading = {
  /** In the order of the table; a current state that the table does not know comes last, in its own spelling. */
  readonly nodes: readonly { readonly state: string; readonly look: NodeLook }[]
  /** Every ordinary edge of the table. */
  readonly edges: readonly (Edge & { readonly look: EdgeLook })[]
  /** How this broadcast came to the current state, oldest first, as far as the timeline tells. */
  readonly path: readonly Step[]
  /** What can come next by ordinary ways. */
  readonly next: readonly Edge[]
}

const isForced = ({ cause }: { readonly cause: Cause }) => cause === 'force-terminate'

/** The edges that are drawn. Force-terminate leaves from nearly everywhere and is told once, see `forceRule`. */
export const drawnEdges = (plan: MapPlan): readonly Edge[] => plan.transitions.filter((edge) => !isForced(edge))

/** Reads a map: where it stands, how it came there, what can come next. `current` is null while nothing is known. */
export function readMap(plan: MapPlan, current: string | null, timeline: readonly TimelineEntry[]): MapReading {
  const path = current === null ? [] : pathTo(current, plan, timeline)
  const edges = drawnEdges(plan)
  const next = edges.filter(({ from }) => from === current)
  const visited = new Set(path.map(({ from }) => from))
  const lookOf = (state: string): NodeLook => {
    if (state === current) return 'current'
    if (next.some(({ to }) => to === state)) return 'possible'
    return visited.has(state) ? 'past' : 'other'
  }
  const states = current === null || isKnown(plan, current) ? plan.states : [...plan.states, current]
  return {
    nodes: states.map((state) => ({ state, look: lookOf(state) })),
    edges: edges.map((edge) => ({ ...edge, look: edgeLook(edge) })),
    path,
    next,
  }

  function edgeLook({ from, to }: Edge): EdgeLook {
    if (from === current) return 'possible'
    return path.some((step) => step.from === from && step.to === to) ? 'past' : 'other'
  }
}

/**
 * Follows the changes backwards from the current state. Ends at the start of the broadcast, or where a change does not
 * lead to the next one: then it was about another key or room.
 */
function pathTo(current: string, plan: MapPlan, timeline: readonly TimelineEntry[]): readonly Step[] {
  const path: Step[] = []
  let reached = current
  for (const { code, params, atMs } of timeline.toReversed()) {
    if (code !== plan.timelineCode) continue
    const [from, to] = [String(params?.from), String(params?.to)]
    if (to !== reached) break
    path.unshift({ from, to, atMs })
    if (from === plan.start) break
    reached = from
  }
  return path
}

/** Where force-terminate leads and from where; `everywhere` when that is every state of the table. */
export function forceRule(plan: MapPlan): { readonly to: string; readonly from: readonly string[]; readonly everywhere: boolean } | null {
  const forced = plan.transitions.filter(isForced)
  const to = forced[0]?.to
  if (to === undefined) return null
  const from = plan.states.filter((state) => forced.some((edge) => edge.from === state))
  return { to, from, everywhere: from.length === plan.states.length }
}

/** What a person can do here so that the cause happens; without any, it comes by itself or from elsewhere. */
const actionsFor: Readonly<Record<Cause, readonly ActionName[]>> = {
  'ingest-started': ['streamStart', 'reconnectNow'],
  'ingest-stopped': ['streamStop'],
  'go-live': ['goLive'],
  end: ['endLive'],
  'force-terminate': ['forceEnd'],
  converted: [],
  archived: [],
  cancel: [],
}

/** Whether a person can bring a cause about now, by any of the actions that do; null where it is not theirs. */
export function availabilityOf(cause: Cause, actions: SessionView['actions']): Availability | null {
  const choices = actionsFor[cause].map((name) => actions[name])
  return choices.find(({ allowed }) => allowed) ?? choices[0] ?? null
}
