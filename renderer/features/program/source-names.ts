import type { TFunction } from 'i18next'
import type { SourceView } from '#shared/contract'

/**
 * A source in the person's language. Screens are numbered by the system from 0 and by people from 1; where there is only one,
 * a number would ask for another. What the page has no name for keeps the one that it came with.
 */
export function labelOf(source: SourceView, sources: readonly SourceView[], t: TFunction): string {
  if (source.id === 'test-pattern') return t('program.testPattern')
  const number = /^screen:(\d+)$/.exec(source.id)?.[1]
  if (number === undefined) return source.label
  return sources.filter(isScreen).length > 1 ? t('program.screenNumber', { number: Number(number) + 1 }) : t('program.onlyScreen')
}

export const isScreen = ({ id }: Pick<SourceView, 'id'>): boolean => id.startsWith('screen:')
