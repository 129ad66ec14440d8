import { Label, Radio, RadioGroup } from 'react-aria-components'

/** One of two to five, all in sight. */
export function Segmented<V extends string>(props: {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChoose: (value: V) => void
  readonly testId?: string
  readonly hideLabel?: boolean
  readonly disabled?: boolean
}) {
  return (
    <RadioGroup
      className="segmented"
      value={props.value}
      onChange={(value) => props.onChoose(value as V)}
      isDisabled={props.disabled ?? false}
      orientation="horizontal"
      data-testid={props.testId}
      data-value={props.value}
    >
      <Label className={props.hideLabel ? 'unseen' : 'choice-label'}>{props.label}</Label>
      <div className="segments">
        {props.options.map(({ value, label }) => (
          <Radio key={value} value={value} className="segment">
            {label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
