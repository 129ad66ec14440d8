import { useTranslation } from 'react-i18next'
import type { Snapshot } from '#shared/contract'
import { useSnapshot } from '../../page-context.tsx'
import { FfmpegAbilitiesView } from './ffmpeg-abilities.tsx'
import { whatIsWrong } from './ffmpeg-words.ts'
import { formatBuildDate } from './format-build-date.ts'
import { OwnFfmpegForm } from './own-ffmpeg-form.tsx'

/** Which ffmpeg does the work and what it can do, why another does not, and the way to one’s own. */
export function FfmpegSetting() {
  const { t } = useTranslation()
  const { app } = useSnapshot()
  const { origin, abilities, nonfree, waits, own, failure } = app.ffmpeg
  const replaced = failure === null ? app.ffmpeg.passedOver.find((other) => other.origin === 'setting') : undefined
  return (
    <div className="ffmpeg-setting">
      <p className="field-hint">{t('ffmpeg.hint')}</p>
      <FfmpegInUse ffmpeg={app.ffmpeg} />
      {replaced !== undefined && (
        <p className="ffmpeg-replaced" data-testid="settings-ffmpeg-replaced" data-value={replaced.failure.code}>
          {t('ffmpeg.replaced', { path: replaced.path, why: whatIsWrong(t, replaced.failure) })}
        </p>
      )}
      {waits && (
        <p className="field-hint" data-testid="settings-ffmpeg-waits">
          {t('ffmpeg.waits', { next: own ?? t('ffmpeg.builtInNext') })}
        </p>
      )}
      {failure !== null && (
        <p className="form-refusal" role="alert">
          {whatIsWrong(t, failure)} {origin === 'setting' ? t('ffmpeg.chooseAnother') : t(`failure.${failure.code}.todo`, failure.params ?? {})}
        </p>
      )}
      {nonfree && <p className="field-hint">{t('ffmpeg.nonfree')}</p>}
      {abilities !== null && <FfmpegAbilitiesView abilities={abilities} platform={app.platform} />}
      <PassedOver others={app.ffmpeg.passedOver.filter((other) => other !== replaced)} />
      <OwnFfmpegForm />
    </div>
  )
}

type FfmpegView = Snapshot['app']['ffmpeg']

function FfmpegInUse({ ffmpeg: { origin, version, builtOn, path } }: { readonly ffmpeg: FfmpegView }) {
  const { t, i18n } = useTranslation()
  return (
    <dl className="facts" data-testid="settings-ffmpeg" data-value={origin ?? ''}>
      <dt>{t('ffmpeg.inUse')}</dt>
      <dd>{origin === null ? t('ffmpeg.none') : t(`ffmpeg.origins.${origin}`)}</dd>
      {version !== null && (
        <>
          <dt>{t('ffmpeg.version')}</dt>
          <dd translate="no">{version}</dd>
        </>
      )}
      {builtOn !== null && (
        <>
          <dt>{t('ffmpeg.builtOn')}</dt>
          <dd>{formatBuildDate(builtOn, i18n.language)}</dd>
        </>
      )}
      {path !== null && (
        <>
          <dt>{t('ffmpeg.path')}</dt>
          <dd>
            <code translate="no">{path}</code>
          </dd>
        </>
      )}
    </dl>
  )
}

function PassedOver({ others }: { readonly others: FfmpegView['passedOver'] }) {
  const { t } = useTranslation()
  if (others.length === 0) return null
  return (
    <details className="ffmpeg-others">
      <summary>{t('ffmpeg.passedOver.title')}</summary>
      <ul>
        {others.map(({ path, origin, version, failure }) => (
          <li key={path} data-testid="ffmpeg-passed-over" data-value={origin} data-code={failure.code}>
            <code translate="no">{path}</code>{' '}
            <span className="muted">
              {version === null ? t(`ffmpeg.origins.${origin}`) : t('ffmpeg.passedOver.row', { origin: t(`ffmpeg.origins.${origin}`), version })}
            </span>
            <p>{whatIsWrong(t, failure)}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
