import { useId } from 'react'

export type ChoiceOption = {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
  /** The title under which it stands together with its neighbours. */
  readonly group?: string
}

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
  /** Where there is little room: what is chosen is shown in full when pointed at. */
  readonly tip?: boolean
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
        title={reason ?? (props.tip ? props.options.find(({ value }) => value === props.value)?.label : undefined)}
        {...props.data}
      >
        {inGroups(props.options).map(({ group, options }) =>
          group === undefined ? (
            <Options key={options[0]?.value} options={options} />
          ) : (
            <optgroup key={group} label={group}>
              <Options options={options} />
            </optgroup>
          ),
        )}
      </select>
      {reason !== undefined && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
    </label>
  )
}

const Options = ({ options }: { readonly options: readonly ChoiceOption[] }) =>
  options.map(({ value, label, disabled }) => (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  ))

/** Neighbours of one group come together. */
function inGroups(options: readonly ChoiceOption[]): readonly { readonly group: string | undefined; readonly options: readonly ChoiceOption[] }[] {
  const groups: { group: string | undefined; options: ChoiceOption[] }[] = []
  for (const option of options) {
    const last = groups.at(-1)
    if (last !== undefined && last.group === option.group) last.options.push(option)
    else groups.push({ group: option.group, options: [option] })
  }
  return groups
}
