import { type ReactNode, useId } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type ButtonProps = {
  readonly testId?: string
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly icon?: IconName
  readonly look?: 'primary' | 'normal' | 'quiet'
  readonly small?: boolean
  /** The words stay for those who hear the page. */
  readonly iconOnly?: boolean
  readonly type?: 'button' | 'submit'
  readonly disabled?: boolean
  /** Why it is disabled, in words; always given where the person cannot see the reason. */
  readonly reason?: string | undefined
  /** The accessible name where the visible text alone would not do. */
  readonly label?: string | undefined
  readonly expanded?: boolean
  /** Of a button that stays down: whether it is. */
  readonly pressed?: boolean
  readonly data?: Readonly<Record<`data-${string}`, string>>
}

/** A button with its reason when it is disabled. */
export function Button({ look = 'normal', type = 'button', ...props }: ButtonProps) {
  const reasonId = useId()
  const reason = props.disabled ? props.reason : undefined
  return (
    <>
      <button
        type={type}
        className="button"
        data-look={look}
        data-small={props.small || undefined}
        data-icon-only={props.iconOnly || undefined}
        data-testid={props.testId}
        disabled={props.disabled}
        onClick={props.onPress}
        aria-label={props.label}
        aria-expanded={props.expanded}
        aria-pressed={props.pressed}
        aria-describedby={reason === undefined ? undefined : reasonId}
        title={reason}
        {...props.data}
      >
        {props.icon && <Icon name={props.icon} />}
        <span className={props.iconOnly ? 'unseen' : undefined}>{props.children}</span>
      </button>
      {reason !== undefined && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
    </>
  )
}
