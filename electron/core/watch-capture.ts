import type { OpenSourceView } from '#shared/contract'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { CaptureView } from '../pipeline/port.ts'

/** What is captured now, and the story of what went and came back. */
export type CaptureWatch = {
  readonly learn: (capture: CaptureView) => void
  readonly current: () => CaptureView
}

export function watchCapture(labelOf: (id: string) => string, tell: (note: TimelineNote) => void): CaptureWatch {
  let current: CaptureView = { open: [], warnings: [] }
  /** Told as lost, and not yet as back. */
  let lost: ReadonlySet<string> = new Set()

  function compare({ id, state }: OpenSourceView): boolean {
    const wasLost = lost.has(id)
    if (state === 'lost' && !wasLost) tell({ kind: 'trouble', code: 'source-lost', params: { label: labelOf(id), sourceId: id } })
    if (state === 'running' && wasLost) tell({ kind: 'recovered', code: 'source-back', params: { label: labelOf(id), sourceId: id } })
    // while it is opened again it is not back yet
    return state === 'lost' || (wasLost && state !== 'running')
  }

  return {
    learn: (capture) => {
      current = capture
      lost = new Set(capture.open.filter(compare).map(({ id }) => id))
    },
    current: () => current,
  }
}
