import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

/** The stream key is on air for a room that is not the chosen one: which, and the way there. */
export function LiveElsewhere() {
  const { t } = useTranslation()
  const { session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const { liveElsewhere, resume } = session
  // The offer to resume leads to the same room.
  if (liveElsewhere === null || resume?.roomId === liveElsewhere.roomId) return null
  const { roomId, title } = liveElsewhere
  const { selectRoom } = session.actions
  return (
    <section className="notice" data-testid="live-elsewhere" data-value={roomId} aria-labelledby="elsewhere-title">
      <h2 id="elsewhere-title" className="notice-title">
        <Icon name="warn" />
        {t('hands.elsewhere')}
      </h2>
      <p>{t('hands.elsewhereRoom', { title: title || t('rooms.untitled') })}</p>
      <div className="notice-end">
        <Button
          small
          look="primary"
          testId="live-elsewhere-jump"
          onPress={() => void run('room.select', { roomId })}
          disabled={busy || !reachable || !selectRoom.allowed}
          reason={selectRoom.allowed ? undefined : t(`reason.${selectRoom.reason}`)}
          data={{ 'data-value': roomId }}
        >
          {t('hands.jump')}
        </Button>
      </div>
    </section>
  )
}
