import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { HoldButton } from '../../ui/hold-button.tsx'
import { useForceEndRequests } from './ask-force-end.ts'
import { forceEndHoldMs } from './hold-times.ts'
import { isOnAirRoom } from './is-on-air-room.ts'

const onAirPoints = ['now', 'key', 'recording', 'instead'] as const
/** Before the broadcast there is nothing to lose but a foreign stream. */
const privatePoints = ['cut', 'key'] as const

/** The way out when a normal end does not come to its end. It says what it costs before it can be held. */
export function ForceEnd() {
  const { t } = useTranslation()
  const { actions, room } = useSnapshot().session
  const { forceEnd } = actions
  const { run } = useCommand()
  const reachable = useReachable()
  const [asking, setAsking] = useState(false)
  useForceEndRequests(() => setAsking(true))
  const closed = !reachable || !forceEnd.allowed
  const onAir = isOnAirRoom(room?.state ?? null)
  const reason = forceEnd.allowed ? undefined : t(`reason.${forceEnd.reason}`)
  return (
    <>
      <Button small look="quiet" icon="force" testId="force-end" onPress={() => setAsking(true)} disabled={closed} reason={reason}>
        {t('action.forceEnd')}
      </Button>
      {asking && (
        <Dialog asks title={t(onAir ? 'layout.forceEnd.title' : 'layout.forceEnd.cutTitle')} testId="confirm-dialog" onClose={() => setAsking(false)}>
          <div className="form">
            <ul className="points">
              {(onAir ? onAirPoints : privatePoints).map((point) => (
                <li key={point}>{t(`layout.forceEnd.${point}`)}</li>
              ))}
            </ul>
            <div className="form-end">
              <Button look="quiet" testId="confirm-no" onPress={() => setAsking(false)}>
                {t('layout.forceEnd.keep')}
              </Button>
              <HoldButton
                testId="confirm-yes"
                name={t('action.forceEnd')}
                icon="force"
                look="normal"
                holdMs={forceEndHoldMs}
                disabled={closed}
                reason={reason}
                onHeld={() => {
                  setAsking(false)
                  return run('session.forceEnd', null)
                }}
              />
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}
