import type { TFunction } from 'i18next'
import type { SessionState, TallyState } from '#shared/contract'

const ending: readonly SessionState[] = ['ending', 'ending-stuck', 'force-ending']

/** What was not wanted and is looked at with worry; that viewers wait while a broadcast is being ended is neither. */
export const isAlarming = (tally: TallyState, session: SessionState): boolean =>
  tally === 'unknown' || (tally === 'trouble' && !ending.includes(session))

/** The word on the lamp. A rehearsal never says "on air", an end that was wanted never "trouble". */
export function tallyWords(t: TFunction, tally: TallyState, session: SessionState, rehearsal: boolean): string {
  if (tally === 'trouble' && !isAlarming(tally, session)) return t('tallyBar.ending')
  return t(`${rehearsal ? 'rehearsalTally' : 'tally'}.${tally}`)
}
