import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { type CheckLevel, checklist } from './checklist.ts'

const icons: Readonly<Record<CheckLevel, IconName>> = { good: 'done', warn: 'warn', todo: 'pending', bad: 'problem' }

/** What is ready and what is not, before going live. */
export function ChecklistCard() {
  const { t } = useTranslation()
  const results = checklist(useSnapshot())
  return (
    <Card title={t('layout.checklist.title')}>
      <ul className="checklist">
        {results.map(({ check, level }) => (
          <li key={check} className="check" data-testid="checklist-item" data-code={check} data-level={level}>
            <Icon name={icons[level]} />
            <span>
              {t(`layout.checklist.${check}.${level === 'good' ? 'good' : 'todo'}`)}
              <span className="unseen"> {t(`layout.checklist.level.${level}`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
