import type { TallyState } from '#shared/contract'
import type { PageState } from '../../page-store.ts'

export type ShownTally = {
  readonly state: TallyState
  /** What was true when it was last known; only while `state` is unknown. */
  readonly lastKnown: { readonly state: TallyState; readonly atMs: number } | null
}

/**
 * The light as this page may show it. Without a core that answers, or with an answer of the service that is too old,
 * the page does not know and says so, whatever it showed before.
 */
export function showTally({ connection, snapshot, stale }: Pick<PageState, 'connection' | 'snapshot' | 'stale'>): ShownTally {
  if (snapshot === null) return { state: 'unknown', lastKnown: null }
  const { tally, answeredAtMs } = snapshot.session
  if (connection === 'open' && !stale) return { state: tally.state, lastKnown: tally.state === 'unknown' ? tally.lastKnown : null }
  if (tally.state === 'unknown') return { state: 'unknown', lastKnown: tally.lastKnown }
  return { state: 'unknown', lastKnown: answeredAtMs === null ? null : { state: tally.state, atMs: answeredAtMs } }
}
