import { Button as AriaButton } from 'react-aria-components'
import { Icon, type IconName } from './icon.tsx'

type RowButtonProps = {
  readonly icon: IconName
  readonly testId: string
  /** What it does, with the name of its row. */
  readonly label: string
  readonly disabled: boolean
  /** Why it is disabled; heard with its name and shown when pointed at. */
  readonly reason?: string | undefined
  readonly onPress: () => void
}

/** A small button in a row of a list: reached with the arrow keys, and pressing it is not choosing the row. */
export function RowButton({ icon, testId, label, disabled, reason, onPress }: RowButtonProps) {
  const words = disabled && reason !== undefined ? `${label} (${reason})` : label
  return (
    <span title={words}>
      <AriaButton
        className="button"
        data-look="quiet"
        data-small
        data-icon-only
        data-testid={testId}
        aria-label={words}
        isDisabled={disabled}
        onPress={onPress}
      >
        <Icon name={icon} />
      </AriaButton>
    </span>
  )
}
