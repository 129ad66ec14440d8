import { useTranslation } from 'react-i18next'
import type { PictureWarning } from '#shared/contract'
import { useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { warningWords } from '../program/warning-words.ts'
import { type Check, type CheckLevel, checklist } from './checklist.ts'

const icons: Readonly<Record<CheckLevel, IconName>> = { good: 'done', warn: 'warn', todo: 'pending', bad: 'problem' }

/** What is ready and what is not, before going live. */
export function ChecklistCard() {
  const { t } = useTranslation()
  const snapshot = useSnapshot()
  const results = checklist(snapshot)
  const rehearsal = snapshot.connection.environment === 'rehearsal'
  return (
    <Card title={t('layout.checklist.title')}>
      <ul className="checklist">
        {results.map(({ check, level, warnings }) => (
          <li key={check} className="check" data-testid="checklist-item" data-code={check} data-level={level}>
            <Icon name={icons[level]} />
            <span>
              {words(check, level, warnings)}
              <span className="unseen"> {t(`layout.checklist.level.${level}`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )

  /** A rehearsal is no connection to the service, and does not look like one. */
  function words(check: Check, level: CheckLevel, warnings: readonly PictureWarning[]): string {
    const [first, ...others] = warnings
    if (first !== undefined) {
      const { what, todo } = warningWords(t, first, snapshot)
      return [what, todo, ...others.map((code) => warningWords(t, code, snapshot).what)].join(' ')
    }
    if (check === 'connection' && level === 'good' && rehearsal) return t('layout.checklist.connection.rehearsal')
    return t(`layout.checklist.${check}.${level === 'good' ? 'good' : 'todo'}`)
  }
}
