import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../ui/format.ts'
import { useLiveSeconds } from './use-live-seconds.ts'

/** How long the broadcast has been on air by the service's own start; nothing while it is not. `known`: somebody knows whether it is. */
export function LiveTime({ known }: { readonly known: boolean }) {
  const { t } = useTranslation()
  const seconds = useLiveSeconds()
  return (
    <div className="live-time" data-testid="live-time" data-value={seconds ?? ''} role="timer" aria-live="off">
      <strong>{seconds === null ? '–' : formatDuration(seconds)}</strong>
      <span>{seconds !== null ? t('tallyBar.liveTime') : t(known ? 'tallyBar.notLive' : 'tally.unknown')}</span>
    </div>
  )
}
