import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { HoldButton } from '../../ui/hold-button.tsx'
import { useForceEndRequests } from './ask-force-end.ts'
import { forceEndHoldMs } from './hold-times.ts'

/** The way out when a normal end does not come to its end. It says what it costs before it can be held. */
export function ForceEnd() {
  const { t } = useTranslation()
  const { forceEnd } = useSnapshot().session.actions
  const { run } = useCommand()
  const reachable = useReachable()
  const [asking, setAsking] = useState(false)
  useForceEndRequests(() => setAsking(true))
  const closed = !reachable || !forceEnd.allowed
  const reason = forceEnd.allowed ? undefined : t(`reason.${forceEnd.reason}`)
  return (
    <>
      <Button small look="quiet" icon="force" testId="force-end" onPress={() => setAsking(true)} disabled={closed} reason={reason}>
        {t('action.forceEnd')}
      </Button>
      {asking && (
        <Dialog asks title={t('layout.forceEnd.title')} testId="confirm-dialog" onClose={() => setAsking(false)}>
          <div className="form">
            <ul className="points">
              {(['now', 'key', 'recording', 'instead'] as const).map((point) => (
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
