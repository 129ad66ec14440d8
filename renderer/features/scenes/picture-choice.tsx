import { Label, Radio, RadioGroup } from 'react-aria-components'

/** One of a few that are told apart by a small drawing as well as by name. The drawings are in the stylesheet. */
export function PictureChoice<V extends string>(props: {
  readonly label: string
  readonly value: V | null
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChoose: (value: V) => void
  readonly testId: string
  readonly disabled: boolean
}) {
  return (
    <RadioGroup
      className="picture-choice"
      value={props.value}
      onChange={(value) => props.onChoose(value as V)}
      isDisabled={props.disabled}
      orientation="horizontal"
      data-testid={props.testId}
      data-value={props.value ?? ''}
    >
      <Label className="choice-label">{props.label}</Label>
      <div className="picture-options">
        {props.options.map(({ value, label }) => (
          <Radio key={value} value={value} className="picture-option">
            <i className="pictogram" data-drawing={value} aria-hidden="true" />
            {label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
