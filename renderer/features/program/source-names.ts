import type { TFunction } from 'i18next'
import type { SourceView } from '#shared/contract'

/** A source by the name that the system gives it; the test picture in the person's language. */
export const labelOf = (source: SourceView, t: TFunction): string => {
  if (source.id === 'test-pattern') return t('program.testPattern')
  const size = source.width && source.height ? ` (${source.width} × ${source.height})` : ''
  return `${source.label}${size}`
}

export const isScreen = ({ id }: Pick<SourceView, 'id'>): boolean => id.startsWith('screen:')
