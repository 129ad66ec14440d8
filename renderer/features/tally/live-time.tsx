import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionState, SessionView } from '#shared/contract'
import { formatDuration } from '../../ui/format.ts'

const onAir: readonly SessionState[] = ['live', 'interrupted', 'ending', 'ending-stuck', 'force-ending']

type LiveTimeProps = {
  readonly session: SessionView
  /** The core answers. */
  readonly connected: boolean
  /** Somebody knows whether it is on air. */
  readonly known: boolean
}

/** How long the broadcast has been on air by the service's own start; nothing while it is not. */
export function LiveTime({ session, connected, known }: LiveTimeProps) {
  const { t } = useTranslation()
  const startedAtMs = connected && onAir.includes(session.state) ? session.liveStartedAtMs : null
  const seconds = useSecondsSince(startedAtMs)
  return (
    <div className="live-time" data-testid="live-time" data-value={seconds ?? ''} role="timer">
      <strong>{seconds === null ? '––:––:––' : formatDuration(seconds)}</strong>
      <span>{words()}</span>
    </div>
  )

  function words(): string {
    if (startedAtMs !== null) return t('tallyBar.liveTime')
    return known ? t('tallyBar.notLive') : t('tally.unknown')
  }
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
