import { type RefObject, useEffect, useState } from 'react'
import type { Charts } from './draw-charts.ts'
import type { Sample } from './history.ts'
import type { Metric } from './units.ts'

/** Draws the samples into the `.chart-plot`s of an element, while `visible`. The drawing code is loaded when it is first needed. */
export function useCharts(
  element: RefObject<HTMLElement | null>,
  visible: boolean,
  samples: readonly Sample[],
  tops: Readonly<Record<Metric, number>>,
): void {
  const [charts, setCharts] = useState<Charts | null>(null)

  useEffect(() => {
    if (!visible) return
    let over = false
    let drawing: Charts | null = null
    void import('./draw-charts.ts').then(({ createCharts }) => {
      if (over || element.current === null) return
      drawing = createCharts([...element.current.querySelectorAll<HTMLElement>('.chart-plot')])
      setCharts(drawing)
    })
    return () => {
      over = true
      drawing?.stop()
      setCharts(null)
    }
  }, [visible, element])

  useEffect(() => charts?.show(samples, tops), [charts, samples, tops])
}
