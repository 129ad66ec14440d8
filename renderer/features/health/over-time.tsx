import { useMemo, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useNumbersWatch, useWatchable } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { useVisible } from '../../ui/watch-visible.ts'
import { feedLatency } from '../return-feed/feed-latency.ts'
import type { Sample } from './history.ts'
import { MinutesTable } from './minutes-table.tsx'
import { historyOf, type NumberHistory } from './number-history.ts'
import { summarize, topOfScale } from './summary.ts'
import { type Metric, metrics, useUnits } from './units.ts'
import { useCharts } from './use-charts.ts'

const lastMinuteMs = 60_000
/** Somewhat more than the two minutes that are shown: a line goes on beyond the edge. */
const drawnMs = 125_000
/** The smallest end of each scale, so that a calm line does not look wild. */
const leastTop: Readonly<Record<Metric, number>> = { sentKbps: 100, fps: 30, queueMs: 500, dropped: 5 }
const names = { sentKbps: 'numbers.bitrate', fps: 'numbers.fps', queueMs: 'numbers.queue', dropped: 'numbers.dropped' } as const
const neverTold = () => () => {}

/** The numbers as lines over time and as sentences; nothing is drawn or counted while nobody can see it. */
export function OverTime() {
  const { t } = useTranslation()
  const section = useRef<HTMLDivElement>(null)
  const visible = useVisible(section)
  const history = historyOf(useNumbersWatch())
  const samples = useSamples(history, visible)
  const tops = useMemo(
    () => Object.fromEntries(metrics.map((metric) => [metric, topOfScale(summarize(samples, metric)?.most ?? 0, leastTop[metric])])),
    [samples],
  ) as Record<Metric, number>
  useCharts(section, visible, samples, tops)
  return (
    <Card title={t('health.overTime')}>
      <div ref={section} className="charts">
        {metrics.map((metric) => (
          <Chart key={metric} metric={metric} samples={samples} top={tops[metric]} />
        ))}
        <p className="chart-times" aria-hidden="true">
          <span>{t('health.twoMinutesAgo')}</span>
          <span>{t('health.now')}</span>
        </p>
      </div>
      <Delay />
      <MinutesTable history={history} />
    </Card>
  )
}

function useSamples(history: NumberHistory, visible: boolean): readonly Sample[] {
  const revision = useSyncExternalStore(visible ? history.subscribe : neverTold, history.revision, history.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says when the history has changed
  return useMemo(() => history.since((history.newest()?.atMs ?? 0) - drawnMs), [history, revision])
}

type ChartProps = {
  readonly metric: Metric
  readonly samples: readonly Sample[]
  readonly top: number
}

function Chart({ metric, samples, top }: ChartProps) {
  const { t } = useTranslation()
  const { withUnit } = useUnits()
  const newest = samples.at(-1)?.[metric] ?? null
  const missing = samples.some((sample) => sample[metric] !== null) ? t('health.notNow') : t('numbers.none')
  return (
    <section className="chart" aria-label={t(names[metric])} data-testid="health-number" data-metric={metric} data-value={newest ?? ''}>
      <h3>{t(names[metric])}</h3>
      <strong className="chart-now" data-value={newest ?? ''}>
        {newest === null ? missing : withUnit(metric, newest)}
      </strong>
      <div className="chart-frame" aria-hidden="true">
        <div className="chart-plot" data-metric={metric} />
        <span className="chart-top">{withUnit(metric, top, 0)}</span>
      </div>
      <p className="chart-range">{useRange(metric, samples)}</p>
    </section>
  )
}

/** What the line did in the last minute, in words. */
function useRange(metric: Metric, samples: readonly Sample[]): string {
  const { t } = useTranslation()
  const { withUnit } = useUnits()
  const lastMs = samples.at(-1)?.atMs ?? 0
  const summary = summarize(
    samples.filter(({ atMs }) => atMs > lastMs - lastMinuteMs),
    metric,
  )
  if (summary === null) return ''
  if (metric === 'dropped') return summary.sum === 0 ? t('health.noneDropped') : t('health.someDropped', { value: withUnit(metric, summary.sum) })
  const [least, most] = [withUnit(metric, summary.least), withUnit(metric, summary.most)]
  return least === most ? t('health.steady', { value: least }) : t('health.between', { least, most })
}

function Delay() {
  const { t } = useTranslation()
  const { seconds } = useUnits()
  const latencyMs = useWatchable(feedLatency)
  return (
    <p className="chart-delay" data-testid="health-delay" data-value={latencyMs ?? ''}>
      <span>{t('health.delay')}</span>
      <strong className="chart-now" data-value={latencyMs ?? ''}>
        {latencyMs === null ? t('numbers.none') : seconds(latencyMs)}
      </strong>
    </p>
  )
}
