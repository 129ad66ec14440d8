import type { TallyState, VerdictCode } from '../contract/index.ts'

/** What the page and the system's own places (tray, messages) say in the same words. */
export type SpokenWords = {
  readonly tally: Readonly<Record<TallyState, string>>
  readonly rehearsalTally: Readonly<Record<TallyState, string>>
  readonly verdict: Readonly<Record<VerdictCode, string>>
}
