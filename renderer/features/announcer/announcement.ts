import type { SessionState, Snapshot, TallyState } from '#shared/contract'
import type { ShownFailure } from '../failures/collect-failures.ts'
import { isAlarming } from '../tally/tally-words.ts'

/** What a person who listens is told; `what` chooses the sentence, `how` whether it may interrupt. */
export type Announcement =
  | { readonly how: 'polite' | 'assertive'; readonly what: 'tally'; readonly tally: TallyState }
  | { readonly how: 'polite' | 'assertive'; readonly what: 'verdict' }
  | { readonly how: 'assertive'; readonly what: 'failure'; readonly code: ShownFailure['failure']['code'] }

/** What can be told of the page at one moment. */
export type Moment = {
  readonly session: SessionState
  readonly tally: TallyState
  readonly verdict: Snapshot['session']['verdict']
  readonly failures: readonly ShownFailure[]
}

/** What has changed since the moment before, the most pressing first; trouble interrupts, everything else waits its turn. */
export function announcements(before: Moment | null, now: Moment): readonly Announcement[] {
  if (before === null) return []
  const told: Announcement[] = []
  const known = new Set(before.failures.map(({ failure }) => failure.code))
  for (const { failure, level } of now.failures) {
    if (level === 'bad' && !known.has(failure.code)) told.push({ how: 'assertive', what: 'failure', code: failure.code })
  }
  if (now.tally !== before.tally) told.push({ how: isAlarming(now.tally, now.session) ? 'assertive' : 'polite', what: 'tally', tally: now.tally })
  if (now.verdict.code !== before.verdict.code) told.push({ how: now.verdict.level === 'bad' ? 'assertive' : 'polite', what: 'verdict' })
  return told
}
