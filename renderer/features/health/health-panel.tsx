import { useTranslation } from 'react-i18next'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useVerdict } from '../tally/use-verdict.ts'
import { LoweredBitrate } from './lowered-bitrate.tsx'
import { OverTime } from './over-time.tsx'
import { WitnessRows } from './witness-rows.tsx'

/** How well the broadcast is: the verdict, the three witnesses, the numbers over time. */
export function HealthPanel() {
  const { t } = useTranslation()
  return (
    <>
      <Card title={t('health.title')}>
        <Verdict />
        <LoweredBitrate />
      </Card>
      <Card title={t('health.witnesses')}>
        <p className="muted">{t('health.witnessesWhy')}</p>
        <WitnessRows />
      </Card>
      <OverTime />
    </>
  )
}

/** The sentence of the tally bar again, with its level in a word: not for colour alone. */
function Verdict() {
  const { t } = useTranslation()
  const { level, words } = useVerdict()
  return (
    <div className="health-verdict" data-level={level}>
      <p className="health-level">
        <Icon name={level === 'good' ? 'done' : level === 'warn' ? 'warn' : 'problem'} />
        <strong>{t(`health.level.${level}`)}</strong>
      </p>
      <p>{words}</p>
    </div>
  )
}
