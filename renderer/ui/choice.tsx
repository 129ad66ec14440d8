import { useId } from 'react'

export type ChoiceOption = { readonly value: string; readonly label: string; readonly disabled?: boolean }

/** A choice among few, with the system's own list. */
export function Choice(props: {
  readonly label: string
  readonly value: string
  readonly options: readonly ChoiceOption[]
  readonly onChoose: (value: string) => void
  readonly testId: string
  readonly disabled?: boolean
  readonly reason?: string | undefined
  readonly hideLabel?: boolean
  readonly data?: Readonly<Record<`data-${string}`, string>>
}) {
  const reasonId = useId()
  const reason = props.disabled ? props.reason : undefined
  return (
    <label className="choice">
      <span className={props.hideLabel ? 'unseen' : 'choice-label'}>{props.label}</span>
      <select
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onChoose(event.target.value)}
        data-testid={props.testId}
        data-value={props.value}
        aria-describedby={reason === undefined ? undefined : reasonId}
        title={reason}
        {...props.data}
      >
        {props.options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      {reason !== undefined && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
    </label>
  )
}
