import type { TFunction } from 'i18next'
import type { TallyState } from '#shared/contract'

/** The word on the lamp. A rehearsal never says "on air". */
export const tallyWords = (t: TFunction, state: TallyState, rehearsal: boolean): string => t(`${rehearsal ? 'rehearsalTally' : 'tally'}.${state}`)
