import { useTranslation } from 'react-i18next'
import { useNumbers, useWatchable } from '../../page-context.tsx'
import { useUnits } from '../health/units.ts'
import { feedLatency } from '../return-feed/feed-latency.ts'

/** What was measured, twice a second. What was not measured says so and is never shown as zero. */
export function NumbersStrip() {
  const { t } = useTranslation()
  const { withUnit, seconds } = useUnits()
  const numbers = useNumbers()
  const latencyMs = useWatchable(feedLatency)
  return (
    <dl className="numbers" aria-label={t('numbers.title')}>
      <NumberCell
        testId="stat-bitrate"
        label={t('health.short.sentKbps')}
        full={t('numbers.bitrate')}
        value={numbers?.sentKbps}
        words={(value) => withUnit('sentKbps', value)}
      />
      <NumberCell
        testId="stat-fps"
        label={t('health.short.fps')}
        full={t('numbers.fps')}
        value={numbers?.fps}
        words={(value) => withUnit('fps', value)}
      />
      <NumberCell
        testId="stat-queue-ms"
        label={t('health.short.queueMs')}
        full={t('numbers.queue')}
        value={numbers?.queueMs}
        words={(value) => withUnit('queueMs', value)}
      />
      <NumberCell
        testId="stat-dropped"
        label={t('health.short.dropped')}
        full={t('numbers.dropped')}
        value={numbers?.droppedFrames}
        words={(value) => withUnit('dropped', value)}
      />
      <NumberCell testId="stat-delay-ms" label={t('health.short.delay')} full={t('health.delay')} value={latencyMs} words={seconds} />
    </dl>
  )
}

type NumberCellProps = {
  readonly testId: string
  readonly label: string
  readonly full: string
  readonly value: number | null | undefined
  readonly words: (value: number) => string
}

function NumberCell({ testId, label, full, value, words }: NumberCellProps) {
  return (
    <div className="number" data-testid={testId} data-value={value ?? ''} title={full}>
      <dt>{label}</dt>
      <dd>{value === null || value === undefined ? <NotMeasured /> : words(value)}</dd>
    </div>
  )
}

/** A dash for the eye, where words would not fit; the words for everyone else. */
function NotMeasured() {
  const { t } = useTranslation()
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="unseen">{t('numbers.none')}</span>
    </>
  )
}
