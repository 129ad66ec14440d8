import { type CSSProperties, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from './icon.tsx'
import { useHold } from './use-hold.ts'

export type HoldButtonProps = {
  readonly testId: string
  readonly name: string
  readonly icon: IconName
  readonly look: 'primary' | 'normal'
  readonly holdMs: number
  readonly disabled: boolean
  readonly reason?: string | undefined
  readonly onHeld: () => Promise<unknown>
}

/** A guarded button: it acts after being held, shows how far the hold is, and forgets it on release. */
export function HoldButton({ testId, name, icon, look, holdMs, disabled, reason, onHeld }: HoldButtonProps) {
  const { t } = useTranslation()
  const noteId = useId()
  const { state, buttonProps } = useHold({ testId, holdMs, disabled, onHeld })
  const note = disabled ? reason : t('controls.explainHold', { seconds: holdMs / 1000 })
  return (
    <>
      <button
        type="button"
        className="button hold-button"
        data-look={look}
        data-testid={testId}
        data-hold-ms={holdMs}
        data-hold-state={state}
        disabled={disabled}
        aria-describedby={note === undefined ? undefined : noteId}
        title={note}
        style={{ '--hold-ms': `${holdMs}ms` } as CSSProperties}
        {...buttonProps}
      >
        <Icon name={icon} />
        <span>{name}</span>
        <small className="hold-word" aria-hidden="true">
          {t('controls.hold')}
        </small>
      </button>
      <span className="unseen" role="status">
        {state === 'holding' ? t('controls.keepHolding') : ''}
      </span>
      {note !== undefined && (
        <span id={noteId} hidden>
          {note}
        </span>
      )}
    </>
  )
}
