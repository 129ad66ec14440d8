import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { formatBitrate, formatNumber } from '../../ui/format.ts'
import { offeredQualities, recommendedKbps, uploadMbps } from './quality-choices.ts'
import type { ChangeSetting } from './use-setting.ts'

/** Picture quality, each choice with the upload that it needs. */
export function QualitySetting({ change, disabled }: { readonly change: ChangeSetting; readonly disabled: boolean }) {
  const { t, i18n } = useTranslation()
  const { videoKbps, nextEncoding } = useSnapshot().program
  const id = useId()
  return (
    <fieldset className="quality" data-testid="settings-quality" data-value={videoKbps} aria-describedby={id} disabled={disabled}>
      <legend>{t('settings.quality.name')}</legend>
      <p id={id} className="field-hint">
        {t('settings.quality.hint')}
      </p>
      <div className="quality-choices">
        {offeredQualities(videoKbps).map(({ kbps, name }) => (
          <label key={kbps} className="quality-choice">
            <input
              type="radio"
              name={`${id}-quality`}
              value={kbps}
              checked={kbps === videoKbps}
              onChange={() => void change(t('settings.quality.name'), { videoKbps: kbps })}
            />
            <span>
              <strong>{t(`settings.quality.names.${name}`)}</strong>
              {kbps === recommendedKbps(nextEncoding) && <em>{t('settings.quality.recommended')}</em>}
              <span className="muted">
                {t('settings.quality.needs', {
                  bitrate: formatBitrate(kbps, i18n.language),
                  upload: formatNumber(uploadMbps(kbps), i18n.language, 1),
                })}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
