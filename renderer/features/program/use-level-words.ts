import { useTranslation } from 'react-i18next'
import { formatDecibels } from '../health/units.ts'
import type { Reading } from './judge-level.ts'

/** A reading of a meter as a person hears it. */
export function useLevelWords(reading: Reading): string {
  const { t } = useTranslation()
  switch (reading.word) {
    case 'none':
      return t('numbers.none')
    case 'silent':
      return t('program.silent')
    default:
      return t(`health.sound.${reading.word}`, { level: t('program.decibels', { value: formatDecibels(reading.peakDb) }) })
  }
}
