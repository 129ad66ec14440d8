import type { TFunction } from 'i18next'
import type { SourceView } from '#shared/contract'

/** A source by the name that the system gives it; the test picture in the person's language. */
export const labelOf = (source: SourceView, t: TFunction): string => {
  return source.id === 'test-pattern' ? t('program.testPattern') : source.label
}

export const isScreen = ({ id }: Pick<SourceView, 'id'>): boolean => id.startsWith('screen:')
