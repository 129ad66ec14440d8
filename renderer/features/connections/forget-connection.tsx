import { useTranslation } from 'react-i18next'
import type { ConnectionView } from '#shared/contract'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Asks before a connection and its secrets are gone. */
export function ForgetConnection(props: { readonly forgotten: ConnectionView; readonly onKeep: () => void; readonly onForgotten: () => void }) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const { name, id } = props.forgotten
  const forget = async () => {
    const done = await run('connection.forget', { connectionId: id })
    return done.ok ? props.onForgotten() : props.onKeep()
  }
  return (
    <Dialog asks title={t('connections.forget.title', { name })} testId="confirm-dialog" onClose={props.onKeep}>
      <ul className="points">
        {(['secret', 'service'] as const).map((point) => (
          <li key={point}>{t(`connections.forget.${point}`)}</li>
        ))}
      </ul>
      <div className="form-end">
        <Button look="quiet" testId="confirm-no" onPress={props.onKeep}>
          {t('connections.forget.keep')}
        </Button>
        <Button testId="confirm-yes" disabled={busy || !reachable} onPress={() => void forget()}>
          {t('connections.forget.do')}
        </Button>
      </div>
    </Dialog>
  )
}
