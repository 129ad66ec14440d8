import { useEffect, useState } from 'react'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { type GuideProgress, guideProgress } from './guide-progress.ts'

/** Where the guide stands. Marks the current step on the document, so that its control can be pointed at, and keeps the invitation once earned. */
export function useGuide(): GuideProgress {
  const snapshot = useSnapshot()
  const reachable = useReachable()
  const { run } = useCommand()
  const progress = guideProgress(snapshot, useOpenedAgainMs(snapshot.app.guide))
  const pointedAt = reachable && progress.kind === 'rehearsal' && progress.gate.kind === 'act' ? progress.step : null
  const earned = reachable && progress.kind === 'invitation' && snapshot.app.guide === 'rehearsal'

  useEffect(() => {
    if (pointedAt === null) return
    const { dataset } = document.documentElement
    dataset.guideStep = pointedAt
    return () => {
      delete dataset.guideStep
    }
  }, [pointedAt])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each invitation, not for each `run`
  useEffect(() => {
    if (earned) void run('settings.set', { guide: 'invitation' })
  }, [earned])
  return progress
}

/** When the guide was opened again while this page watched, else 0. */
function useOpenedAgainMs(guide: string): number {
  const [seen, setSeen] = useState({ guide, atMs: 0 })
  if (seen.guide === guide) return seen.atMs
  const next = { guide, atMs: guide === 'rehearsal' ? Date.now() : seen.atMs }
  setSeen(next)
  return next.atMs
}
