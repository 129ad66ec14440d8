import { useTranslation } from 'react-i18next'

type PercentProps = {
  readonly label: string
  readonly testId: string
  /** Parts of one. */
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
  readonly disabled: boolean
}

/** A part of one, on a slider. */
export function Percent({ label, testId, value, least, most, onChange, disabled }: PercentProps) {
  const { t } = useTranslation()
  const percent = Math.round(value * 100)
  const words = t('sceneEditor.percent', { value: percent })
  return (
    <label className="percent">
      <span className="choice-label">{label}</span>
      <input
        type="range"
        min={least * 100}
        max={most * 100}
        step={1}
        value={percent}
        disabled={disabled}
        aria-valuetext={words}
        data-testid={testId}
        data-value={percent}
        onChange={(event) => onChange(event.target.valueAsNumber / 100)}
      />
      <span className="percent-value" aria-hidden="true">
        {words}
      </span>
    </label>
  )
}
