import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Sample } from './history.ts'
import type { Metric } from './units.ts'

export const shownMs = 120_000
/** The right edge is a little in the past, so that a line comes in from the side instead of growing in jumps. */
const behindMs = 750
/** Gridlines of the time, which move along. */
const gridMs = 30_000
/** Moving by less than this part of a pixel cannot be seen and is not drawn. */
const leastStep = 1 / 3

export type Charts = {
  /** Takes the samples (oldest first) and the end of each scale. */
  readonly show: (samples: readonly Sample[], tops: Readonly<Record<Metric, number>>) => void
  readonly stop: () => void
}

/**
 * Draws one chart into each place, of the number that `data-metric` names, and lets them move with the time until stopped; with reduced motion they step with each
 * sample. Colours are the `stroke`, `fill` and `color` that the place has in CSS, read again when the look of the page changes.
 */
export function createCharts(places: readonly HTMLElement[]): Charts {
  const plots = places.map((place) => createPlot(place.dataset.metric as Metric, place))
  const motion = matchMedia('(prefers-reduced-motion: reduce)')
  let frame = 0
  let drawnMs = Number.NEGATIVE_INFINITY

  const scrollTo = (toMs: number) => {
    drawnMs = toMs
    for (const plot of plots) plot.scrollTo(toMs)
  }
  const move = () => {
    frame = requestAnimationFrame(move)
    const toMs = performance.now() - behindMs
    if ((toMs - drawnMs) * (plots[0]?.pixelsPerMs() ?? 0) >= leastStep) scrollTo(toMs)
  }
  const start = () => {
    cancelAnimationFrame(frame)
    if (!motion.matches) frame = requestAnimationFrame(move)
  }
  motion.addEventListener('change', start)
  const stopLook = onLookChange(() => {
    for (const plot of plots) plot.recolour()
  })
  start()

  return {
    show: (samples, tops) => {
      for (const plot of plots) plot.show(samples, tops[plot.metric])
      scrollTo(motion.matches ? performance.now() : Math.max(drawnMs, performance.now() - behindMs))
    },
    stop: () => {
      cancelAnimationFrame(frame)
      motion.removeEventListener('change', start)
      stopLook()
      for (const plot of plots) plot.destroy()
    },
  }
}

function createPlot(metric: Metric, place: HTMLElement) {
  let colours = coloursOf(place)
  let top = 1
  const bars = metric === 'dropped' ? uPlot.paths.bars?.({ size: [1, 4, 2] }) : undefined
  const grid = { stroke: () => colours.grid, width: 1 }
  const hiddenAxis = { size: 0, gap: 0, ticks: { show: false }, values: (_: uPlot, splits: number[]) => splits.map(() => ''), grid }
  const plot = new uPlot(
    {
      ...sizeOf(place),
      pxAlign: false,
      padding: [1, 0, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false, auto: false, range: (_, min, max) => [min, max] },
        y: { auto: false, range: () => [0, top] },
      },
      axes: [
        { ...hiddenAxis, splits: (_, __, min, max) => multiples(min, max, gridMs) },
        { ...hiddenAxis, splits: () => [top / 2, top] },
      ],
      series: [
        {},
        {
          stroke: () => colours.line,
          fill: () => colours.area,
          width: 1.5,
          pxAlign: 0,
          points: { show: false },
          ...(bars === undefined ? {} : { paths: bars }),
        },
      ],
    },
    [[], []],
    place,
  )
  let width = place.clientWidth
  const resizing = new ResizeObserver(() => {
    width = place.clientWidth
    plot.setSize(sizeOf(place))
  })
  resizing.observe(place)

  return {
    metric,
    pixelsPerMs: () => (width * devicePixelRatio) / shownMs,
    show: (samples: readonly Sample[], newTop: number) => {
      top = newTop
      plot.setData([samples.map(({ atMs }) => atMs), samples.map((sample) => sample[metric])], false)
      plot.setScale('y', { min: 0, max: top })
    },
    scrollTo: (toMs: number) => plot.setScale('x', { min: toMs - shownMs, max: toMs }),
    recolour: () => {
      colours = coloursOf(place)
      plot.redraw(false)
    },
    destroy: () => {
      resizing.disconnect()
      plot.destroy()
    },
  }
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) })

function coloursOf(place: HTMLElement) {
  const { stroke, fill, color } = getComputedStyle(place)
  return { line: stroke, area: fill, grid: color }
}

function multiples(min: number, max: number, step: number): number[] {
  const first = Math.ceil(min / step)
  return Array.from({ length: Math.max(0, Math.floor(max / step) - first + 1) }, (_, index) => (first + index) * step)
}

/** Tells of a change of theme, whether the person chose it here or in the system. */
function onLookChange(changed: () => void): () => void {
  const chosen = new MutationObserver(changed)
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const wishes = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map((query) => matchMedia(query))
  for (const wish of wishes) wish.addEventListener('change', changed)
  return () => {
    chosen.disconnect()
    for (const wish of wishes) wish.removeEventListener('change', changed)
  }
}
