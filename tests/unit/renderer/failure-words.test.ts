import { createInstance, type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { serviceErrorCodes } from '#shared/service-errors'
import { failureWords } from '../../../renderer/features/failures/failure-words.ts'
import { en } from '../../../renderer/i18n/en.ts'
import { ko } from '../../../renderer/i18n/ko.ts'

describe.each(['en', 'ko'] as const)('failures in %s', (language) => {
  let t: TFunction
  beforeAll(async () => {
    const texts = createInstance({
      lng: language,
      resources: { en: { translation: en }, ko: { translation: ko } },
      interpolation: { escapeValue: false },
    })
    await texts.init()
    t = texts.t
  })
  const words = { en, ko }[language]

  test('a documented refusal of the service is told in a sentence of its own', () => {
    const told = serviceErrorCodes.map((serviceCode) => failureWords(t, failure('cloud-refused', { serviceCode, serviceMessage: 'raw words' })).means)
    expect(told).toEqual(serviceErrorCodes.map((code) => words.serviceError[code]))
    expect(new Set(told).size).toBe(told.length)
  })

  test('a refusal that nobody documents is told with the words of the service, and its code', () => {
    const { means } = failureWords(t, failure('cloud-refused', { serviceCode: 'QUOTA_SPENT', serviceMessage: 'No <more> this month' }))
    expect(means).toContain('No <more> this month')
    expect(means).toContain('QUOTA_SPENT')
    expect(failureWords(t, failure('cloud-refused', { serviceCode: 'QUOTA_SPENT' })).means).toContain('QUOTA_SPENT')
  })

  test('what Tally has words of its own for keeps them', () => {
    expect(failureWords(t, failure('request-locked', { serviceCode: 'REQUEST_LOCKED' }))).toEqual(words.failure['request-locked'])
    expect(failureWords(t, failure('not-allowed', { params: { reason: 'on-air' } })).means).toBe(words.reason['on-air'])
  })
})
