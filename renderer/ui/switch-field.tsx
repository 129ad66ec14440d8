import { useId } from 'react'
import { Switch } from 'react-aria-components'

/** Something that is on or off and counts at once. */
export function SwitchField(props: {
  readonly label: string
  /** What it does, below the name. */
  readonly hint?: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
  readonly testId: string
  readonly disabled?: boolean
}) {
  const hintId = useId()
  return (
    <div className="switch-field">
      <Switch
        className="switch"
        isSelected={props.value}
        isDisabled={props.disabled ?? false}
        onChange={props.onChange}
        data-testid={props.testId}
        data-value={props.value}
        {...(props.hint === undefined ? {} : { 'aria-describedby': hintId })}
      >
        <span className="switch-label">{props.label}</span>
        <span className="switch-track" aria-hidden="true" />
      </Switch>
      {props.hint !== undefined && (
        <p id={hintId} className="field-hint">
          {props.hint}
        </p>
      )}
    </div>
  )
}
