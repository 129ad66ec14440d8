import { useEffect, useState } from 'react'
import type { SessionState, SessionView } from '#shared/contract'
import { usePageState } from '../../page-context.tsx'

const onAir: readonly SessionState[] = ['live', 'interrupted', 'ending', 'ending-stuck', 'force-ending']

/** When the broadcast that is on air began; null while none is, or while nobody knows. */
export const liveStart = (session: SessionView): number | null =>
  onAir.includes(session.state) || session.tally.state === 'live' || session.tally.state === 'trouble' ? session.liveStartedAtMs : null

/** Seconds on air; null while not on air or while the core does not answer. */
export function useLiveSeconds(): number | null {
  const { connection, snapshot } = usePageState()
  return useSecondsSince(connection === 'open' && snapshot !== null ? liveStart(snapshot.session) : null)
}

/** Counts on a monotonic clock from where the wall clock stood at first, so that a corrected clock does not make it jump. */
function useSecondsSince(startMs: number | null): number | null {
  const [seconds, setSeconds] = useState<number | null>(null)
  useEffect(() => {
    if (startMs === null) return setSeconds(null)
    const elapsedAtFirstMs = Date.now() - startMs
    const firstMs = performance.now()
    const tick = () => setSeconds(Math.max(0, Math.floor((elapsedAtFirstMs + performance.now() - firstMs) / 1000)))
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [startMs])
  return seconds
}
