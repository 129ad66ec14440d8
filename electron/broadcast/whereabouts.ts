import type { LinkState, Reception, ShowState } from './facts.ts'
import type { SessionContext } from './session-context.ts'

/** Where the statechart is, in the words of the judgements. */
export type Whereabouts = { readonly link: LinkState; readonly reception: Reception | null; readonly show: ShowState }

/** What the states alone do not tell. */
type Memory = Pick<SessionContext, 'endStuck' | 'force'>

type StateValue = string | { readonly [state: string]: StateValue | undefined }

/** The names of the active states from the outermost to the innermost, of a value without parallel parts. */
function pathOf(value: StateValue | undefined): readonly string[] {
  if (value === undefined) return []
  if (typeof value === 'string') return [value]
  return Object.entries(value).flatMap(([name, inner]) => [name, ...pathOf(inner)])
}

const linkStates: Readonly<Record<string, LinkState>> = {
  off: 'off',
  failed: 'failed',
  checking: 'checking',
  opening: 'opening',
  open: 'open',
  deciding: 'retrying',
  waiting: 'retrying',
  'shut-out': 'retrying',
  refetching: 'retrying',
  refetched: 'retrying',
  resetting: 'retrying',
  closing: 'closing',
}

const receptions: Readonly<Record<string, Reception>> = {
  waiting: 'waiting',
  'slow-to-see': 'slow-to-see',
  'not-seen': 'not-seen',
  converting: 'converting',
  'slow-to-convert': 'slow-to-convert',
  'not-converting': 'not-converting',
  settled: 'settled',
}

function showOf([show, part]: readonly string[], { endStuck, force }: Memory): ShowState {
  if (show === 'on-air') return part === 'interrupted' ? 'interrupted' : 'live'
  if (show === 'ending' && force === 'wished') return 'force-ending'
  if (show === 'ending') return endStuck ? 'ending-stuck' : 'ending'
  if (show === 'going-live' || show === 'force-ending' || show === 'archiving' || show === 'done' || show === 'failed') return show
  return 'off'
}

/** Reads the statechart's value; a name that is not in the tables is a bug of ours. */
export function locate(value: { readonly link: StateValue; readonly show: StateValue }, memory: Memory): Whereabouts {
  const link = pathOf(value.link)
  const linkState = linkStates[link[0] ?? '']
  if (linkState === undefined) throw new Error(`the session's link is in an unknown state: ${link.join('.')}`)
  return {
    link: linkState,
    reception: linkState === 'open' ? (receptions[link.at(-1) ?? ''] ?? null) : null,
    show: showOf(pathOf(value.show), memory),
  }
}
