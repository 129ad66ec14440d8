import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

type Outcome = 'none' | 'copied' | 'failed'
const feedbackMs = 2_000

/** Copies a text and says whether that worked. `getText` may ask the core for it first; null means it was refused there. */
export function CopyButton(props: {
  readonly getText: () => Promise<string | null> | string
  readonly label: string
  /** What the button says where “Copy” alone would not do. */
  readonly words?: string
  readonly disabled?: boolean
  readonly testId?: string
  readonly iconOnly?: boolean
}) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<Outcome>('none')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const copy = async () => {
    const next = await write(props.getText)
    setOutcome(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOutcome('none'), feedbackMs)
  }
  return (
    <span className="copy">
      <Button
        small
        look="quiet"
        icon={outcome === 'copied' ? 'check' : 'copy'}
        label={props.label}
        disabled={props.disabled ?? false}
        iconOnly={props.iconOnly ?? false}
        onPress={() => void copy()}
        {...(props.testId === undefined ? {} : { testId: props.testId })}
      >
        {props.words ?? t('copy.copy')}
      </Button>
      <span className="copy-outcome" data-outcome={outcome} role="status">
        {outcome === 'none' ? '' : t(`copy.${outcome}`)}
      </span>
    </span>
  )
}

async function write(getText: () => Promise<string | null> | string): Promise<Outcome> {
  try {
    const text = await getText()
    if (text === null) return 'none'
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'failed'
  }
}
