import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { missingFor } from '../scenes/scene-facts.ts'
import { inOrder, levelOfWarning } from './read-warnings.ts'
import { warningWords } from './warning-words.ts'

/** Below the picture's middle, only while something is wrong with what is seen or heard: the most pressing, and what to do. */
export function PictureNote() {
  const { t } = useTranslation()
  const snapshot = useSnapshot()
  const { program } = snapshot
  const missing = missingFor(program)
  const [first, ...others] = inOrder(program.warnings)
  if (missing !== null) {
    return (
      <p className="picture-note" data-testid="picture-note" data-code={`no-${missing}`} data-level="warn">
        <Icon name="warn" />
        <span>{t(`scenes.missing.${missing}`)}</span>
      </p>
    )
  }
  if (first === undefined) return null
  const { what, todo } = warningWords(t, first, snapshot)
  return (
    <p className="picture-note" data-testid="picture-note" data-code={first} data-level={levelOfWarning(first)}>
      <Icon name={levelOfWarning(first) === 'bad' ? 'problem' : 'warn'} />
      <span>
        {what} {todo}
        {others.length > 0 && ` ${t('program.andMoreWarnings', { more: others.length })}`}
      </span>
    </p>
  )
}
