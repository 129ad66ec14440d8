import type { TFunction } from 'i18next'
import type { ReasonCode } from '#shared/contract'
import { isServiceErrorCode } from '#shared/service-errors'
import type { FailureText } from '../../i18n/texts.ts'
import type { FailureView } from './collect-failures.ts'

/** A failure in the person's language. A refused action carries the very reason that its button would have shown; a refusal of the service, its own. */
export function failureWords(t: TFunction, { code, params = {}, serviceCode, serviceMessage }: FailureView): FailureText {
  const words = { what: t(`failure.${code}.what`, params), means: t(`failure.${code}.means`, params), todo: t(`failure.${code}.todo`, params) }
  if (code === 'not-allowed' && params.reason !== undefined)
    return { ...words, means: t(`reason.${params.reason as ReasonCode}`, { defaultValue: words.means }) }
  if (code !== 'cloud-refused' || serviceCode === undefined) return words
  if (isServiceErrorCode(serviceCode)) return { ...words, means: t(`serviceError.${serviceCode}`) }
  return {
    ...words,
    means: serviceMessage === undefined ? t('failures.serviceCodeOnly', { serviceCode }) : t('failures.serviceSays', { serviceMessage, serviceCode }),
  }
}
