import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../ui/format.ts'
import type { NumberHistory } from './number-history.ts'
import { inSteps, type Step } from './summary.ts'
import { metrics, useUnits } from './units.ts'

const stepMs = 30_000

/** The lines as a table, for whoever reads better than they see. A step that is not over is left out, so that rows stand still. */
export function MinutesTable({ history }: { readonly history: NumberHistory }) {
  const { t, i18n } = useTranslation()
  const { withUnit } = useUnits()
  const [open, setOpen] = useState(false)
  const steps = useSteps(history, open)
  return (
    <details className="minutes" data-testid="health-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('health.table')}</summary>
      <p className="muted">{t('health.tableAbout')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('health.from')}</th>
            {metrics.map((metric) => (
              <th key={metric} scope="col">
                {t(`health.short.${metric}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.fromMs}>
              <th scope="row">{formatTime(step.fromMs, i18n.language)}</th>
              {metrics.map((metric) => (
                <td key={metric}>{words(step, metric)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {steps.length === 0 && <p className="muted">{t('numbers.none')}</p>}
    </details>
  )

  function words(step: Step, metric: (typeof metrics)[number]): string {
    const summary = step[metric]
    return summary === null ? '–' : withUnit(metric, metric === 'dropped' ? summary.sum : summary.average)
  }
}

/** The whole steps so far; looked at when opened and when another one is over. */
function useSteps(history: NumberHistory, open: boolean): readonly Step[] {
  const [steps, setSteps] = useState<readonly Step[]>([])
  useEffect(() => {
    if (!open) return
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const nowMs = Date.now()
      setSteps(inSteps(history.since(0), stepMs, nowMs - performance.now()).filter(({ fromMs }) => fromMs + stepMs <= nowMs))
      timer = setTimeout(look, stepMs - (nowMs % stepMs) + 50)
    }
    look()
    return () => clearTimeout(timer)
  }, [history, open])
  return steps
}
