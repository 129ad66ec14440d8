import { useTranslation } from 'react-i18next'
import { type AccessMode, accessModes } from '#shared/capabilities'

/** The two ways in, each with whom it is for. */
export function AccessChoice({ value, onChoose }: { readonly value: AccessMode; readonly onChoose: (mode: AccessMode) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="quality" data-testid="connection-mode" data-value={value}>
      <legend>{t('connections.form.access')}</legend>
      <div className="quality-choices">
        {accessModes.map((mode) => (
          <label key={mode} className="quality-choice">
            <input type="radio" name="mode" value={mode} checked={value === mode} onChange={() => onChoose(mode)} />
            <span>
              {t(`connections.form.${mode}`)}
              <span className="field-hint">{t(`connections.form.${mode}For`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
