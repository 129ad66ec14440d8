import { useTranslation } from 'react-i18next'
import { useNumbers } from '../../page-context.tsx'
import { formatNumber } from '../../ui/format.ts'

/** What was measured, twice a second. What was not measured says so and is never shown as zero. */
export function NumbersStrip() {
  const { t, i18n } = useTranslation()
  const numbers = useNumbers()
  const show = (value: number, digits = 0) => formatNumber(value, i18n.language, digits)
  return (
    <dl className="strip" aria-label={t('numbers.title')}>
      <NumberCell testId="stat-fps" label={t('numbers.fps')} value={numbers?.fps} words={(value) => show(value, 1)} />
      <NumberCell
        testId="stat-bitrate"
        label={t('numbers.bitrate')}
        value={numbers?.sentKbps}
        words={(value) => t('numbers.kbps', { value: show(value) })}
      />
      <NumberCell testId="stat-dropped" label={t('numbers.dropped')} value={numbers?.droppedFrames} words={(value) => show(value)} />
      <NumberCell
        testId="stat-queue-ms"
        label={t('numbers.queue')}
        value={numbers?.queueMs}
        words={(value) => t('numbers.ms', { value: show(value) })}
      />
    </dl>
  )
}

type NumberCellProps = {
  readonly testId: string
  readonly label: string
  readonly value: number | null | undefined
  readonly words: (value: number) => string
}

function NumberCell({ testId, label, value, words }: NumberCellProps) {
  const { t } = useTranslation()
  return (
    <div className="cell" data-testid={testId} data-value={value ?? ''}>
      <dt>{label}</dt>
      <dd>{value === null || value === undefined ? <span className="muted">{t('numbers.none')}</span> : <strong>{words(value)}</strong>}</dd>
    </div>
  )
}
