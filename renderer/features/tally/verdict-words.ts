import type { TFunction } from 'i18next'
import type { Snapshot } from '#shared/contract'

/** The verdict as a sentence. A rehearsal that goes well is never called live without saying what it is. */
export function verdictWords(t: TFunction, verdict: Snapshot['session']['verdict'], rehearsal: boolean): string {
  return rehearsal && verdict.code === 'live-good' ? t('tallyBar.rehearsalGood') : t(`verdict.${verdict.code}`, verdict.params ?? {})
}
