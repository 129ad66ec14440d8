import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { HoldButton } from '../../ui/hold-button.tsx'
import { endLiveHoldMs } from './hold-times.ts'

/** Stopping the stream while on air: pause, end, or neither. Closes by itself when the broadcast is over. */
export function StopQuestion({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { streamStop, endLive } = useSnapshot().session.actions
  const { run } = useCommand()
  const reachable = useReachable()
  const answer = (command: 'session.streamStop' | 'session.endLive') => {
    onClose()
    return run(command, null)
  }
  return (
    <Dialog asks title={t('stopQuestion.title')} testId="confirm-dialog" onClose={onClose}>
      <div className="form">
        <p>{t('stopQuestion.pause')}</p>
        <p>{t('stopQuestion.end')}</p>
        <div className="form-end">
          <Button look="quiet" testId="confirm-no" onPress={onClose}>
            {t('stopQuestion.keep')}
          </Button>
          <Button testId="confirm-pause" disabled={!reachable || !streamStop.allowed} onPress={() => void answer('session.streamStop')}>
            {t('stopQuestion.pauseNow')}
          </Button>
          <HoldButton
            testId="confirm-yes"
            name={t('action.endLive')}
            icon="stop"
            look="normal"
            holdMs={endLiveHoldMs}
            disabled={!reachable || !endLive.allowed}
            reason={endLive.allowed ? undefined : t(`reason.${endLive.reason}`)}
            onHeld={() => answer('session.endLive')}
          />
        </div>
      </div>
    </Dialog>
  )
}
