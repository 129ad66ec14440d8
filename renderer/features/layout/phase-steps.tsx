import { useTranslation } from 'react-i18next'
import { phases } from './phase.ts'
import { usePhase } from './use-phase.ts'

/** The way of a broadcast, and where on it we are. */
export function PhaseSteps() {
  const { t } = useTranslation()
  const current = usePhase()
  const reached = phases.indexOf(current)
  return (
    <ol className="phases" aria-label={t('layout.phases')} data-testid="phase" data-value={current}>
      {phases.map((phase, index) => (
        <li
          key={phase}
          className="phase"
          data-state={index < reached ? 'past' : index === reached ? 'current' : 'ahead'}
          aria-current={phase === current ? 'step' : undefined}
        >
          <span>{t(`layout.phase.${phase}`)}</span>
        </li>
      ))}
    </ol>
  )
}
