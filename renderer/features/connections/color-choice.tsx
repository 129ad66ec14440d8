import { useTranslation } from 'react-i18next'
import type { ConnectionColor } from '#shared/contract'
import { ConnectionMark } from './connection-mark.tsx'

/** Written out: the page takes types of the contract and no values. */
const colors = ['blue', 'teal', 'olive', 'brown', 'plum', 'slate'] as const satisfies readonly ConnectionColor[]

/** One of few colours, each with its name for those who do not see it. */
export function ColorChoice({ value, onChoose }: { readonly value: ConnectionColor; readonly onChoose: (color: ConnectionColor) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="color-choice" data-testid="connection-color" data-value={value}>
      <legend className="choice-label">{t('connections.form.color')}</legend>
      <div className="color-choices">
        {colors.map((color) => (
          <label key={color} title={t(`connections.form.colors.${color}`)}>
            <input type="radio" name="color" value={color} checked={value === color} onChange={() => onChoose(color)} />
            <ConnectionMark color={color} />
            <span className="unseen">{t(`connections.form.colors.${color}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
