import type { TFunction } from 'i18next'
import type { Snapshot } from '#shared/contract'

type FailureView = NonNullable<Snapshot['app']['ffmpeg']['failure']>

/** What is wrong with a file that a person chose. */
export const whatIsWrong = (t: TFunction, { code, params = {} }: FailureView): string =>
  code === 'ffmpeg-missing' && params.path !== undefined ? t('ffmpeg.noFile') : t(`failure.${code}.what`, params)

/** The same, and what to do. Nothing can be looked for again where a person names the file. */
export const ffmpegWords = (t: TFunction, failure: FailureView): string =>
  `${whatIsWrong(t, failure)} ${failure.code === 'ffmpeg-missing' ? t('ffmpeg.chooseAnother') : t(`failure.${failure.code}.todo`, failure.params ?? {})}`
