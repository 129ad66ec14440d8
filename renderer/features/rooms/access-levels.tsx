import { useTranslation } from 'react-i18next'
import { accessLevels } from '#shared/capabilities'

/** Who may watch, each with what it means. FlipFlop Cloud offers only the first for now. */
export function AccessLevels({ value }: { readonly value: string }) {
  const { t } = useTranslation()
  return (
    <fieldset className="access-levels">
      <legend>{t('rooms.form.access')}</legend>
      {accessLevels.map((level) => (
        <label key={level} className="access-level" data-off={level !== 'PUBLIC' || undefined}>
          <input
            type="radio"
            name="accessLevel"
            data-testid="access-level"
            data-value={level}
            value={level}
            checked={value === level}
            disabled={level !== 'PUBLIC'}
            onChange={() => {}}
          />
          <span>
            <strong>{t(`rooms.access.${level}.name`)}</strong> {t(`rooms.access.${level}.means`)}
            {level !== 'PUBLIC' && <em>{t('rooms.form.notYet')}</em>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
