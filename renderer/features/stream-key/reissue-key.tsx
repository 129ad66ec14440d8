import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { HoldButton } from '../../ui/hold-button.tsx'
import { reissueHoldMs } from '../session/hold-times.ts'
import { useReissueRequests } from './stream-key-requests.ts'

/** Exchanges the stream key. It says what that breaks before it can be held. */
export function ReissueKey() {
  const { t } = useTranslation()
  const { reissueKey } = useSnapshot().session.actions
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [asking, setAsking] = useState(false)
  useReissueRequests(() => setAsking(true))
  const closed = busy || !reachable || !reissueKey.allowed
  const reason = reissueKey.allowed ? undefined : t(`reason.${reissueKey.reason}`)
  return (
    <>
      <Button small look="quiet" icon="refresh" testId="stream-key-reissue" onPress={() => setAsking(true)} disabled={closed} reason={reason}>
        {t('streamKey.reissue.open')}
      </Button>
      {asking && (
        <Dialog asks title={t('streamKey.reissue.title')} testId="confirm-dialog" onClose={() => setAsking(false)}>
          <div className="form">
            <ul className="points">
              {(['old', 'here', 'others'] as const).map((point) => (
                <li key={point}>{t(`streamKey.reissue.${point}`)}</li>
              ))}
            </ul>
            <div className="form-end">
              <Button look="quiet" testId="confirm-no" onPress={() => setAsking(false)}>
                {t('streamKey.reissue.keep')}
              </Button>
              <HoldButton
                testId="confirm-yes"
                name={t('streamKey.reissue.do')}
                icon="refresh"
                look="normal"
                holdMs={reissueHoldMs}
                disabled={closed}
                reason={reason}
                onHeld={() => {
                  setAsking(false)
                  return run('streamKey.reissue', null)
                }}
              />
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}
