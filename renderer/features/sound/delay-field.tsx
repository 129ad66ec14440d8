import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../page-context.tsx'

const mostMs = 2_000

type DelayFieldProps = { readonly sourceId: string; readonly delayMs: number; readonly name: string; readonly disabled: boolean }

/** By how much one sound is held back, so that it fits a picture that comes late. Counts when the field is left or Enter is pressed. */
export function DelayField({ sourceId, delayMs, name, disabled }: DelayFieldProps) {
  const { t } = useTranslation()
  const { run } = useCommand()
  const [text, setText] = useState(String(delayMs))
  const commit = () => {
    const asked = Number(text)
    const next = text.trim() === '' || !Number.isFinite(asked) ? delayMs : Math.round(Math.min(mostMs, Math.max(0, asked)))
    setText(String(next))
    if (next !== delayMs) void run('program.setChannel', { sourceId, delayMs: next })
  }
  return (
    <label className="channel-delay">
      <span>{t('sound.delay')}</span>
      <input
        type="number"
        inputMode="numeric"
        min={0}
        max={mostMs}
        step={10}
        value={text}
        disabled={disabled}
        aria-label={t('sound.delayOf', { name })}
        data-testid="channel-delay"
        data-value={delayMs}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
    </label>
  )
}
