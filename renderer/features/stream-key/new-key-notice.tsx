import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { requestStreamKey } from './stream-key-requests.ts'

/** After an end by force: another encoder needs the key that replaced the old one. */
export function NewKeyNotice() {
  const { t } = useTranslation()
  const { session, timeline } = useSnapshot()
  const { report, room, streamKey } = session
  const forcedHere = report?.forced === true && report.endedAtMs !== null && report.roomId === room?.id
  // Said only once it is true: the service may keep the key.
  const reissued = timeline.some(({ code, atMs }) => code === 'key-reissued' && atMs >= (report?.liveStartedAtMs ?? 0))
  if (!forcedHere || !reissued || streamKey === null) return null
  return (
    <div className="new-key" data-testid="new-key">
      <p className="told">
        <Icon name="info" />
        <span>{t('streamKey.replaced')}</span>
      </p>
      <Button small testId="new-key-show" onPress={requestStreamKey}>
        {t('streamKey.show')}
      </Button>
    </div>
  )
}
