import { useTranslation } from 'react-i18next'
import { useNumbers } from '../../page-context.tsx'
import { formatNumber } from '../../ui/format.ts'

/** What was measured, twice a second. What was not measured says so and is never shown as zero. */
export function NumbersStrip() {
  const { t, i18n } = useTranslation()
  const numbers = useNumbers()
  const show = (value: number, digits = 0) => formatNumber(value, i18n.language, digits)
  const cells = [
    { id: 'stat-fps', label: t('numbers.fps'), value: numbers?.fps, words: (value: number) => show(value, 1) },
    {
      id: 'stat-bitrate',
      label: t('numbers.bitrate'),
      value: numbers?.sentKbps,
      words: (value: number) => t('numbers.kbps', { value: show(value) }),
    },
    { id: 'stat-dropped', label: t('numbers.dropped'), value: numbers?.droppedFrames, words: (value: number) => show(value) },
    { id: 'stat-queue-ms', label: t('numbers.queue'), value: numbers?.queueMs, words: (value: number) => t('numbers.ms', { value: show(value) }) },
  ]
  return (
    <dl className="strip" aria-label={t('numbers.title')}>
      {cells.map(({ id, label, value, words }) => (
        <div key={id} className="cell" data-testid={id} data-value={value ?? ''}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined ? <span className="muted">{t('numbers.none')}</span> : <strong>{words(value)}</strong>}</dd>
        </div>
      ))}
    </dl>
  )
}
