import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionReport, ConnectionView } from '#shared/contract'
import { useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { ConnectionList } from './connection-list.tsx'
import { ConnectionReportView } from './connection-report.tsx'
import { ForgetConnection } from './forget-connection.tsx'
import type { ConnectionsView } from './open-connections.ts'
import { RenewToken } from './renew-token.tsx'

type Saved = { readonly connectionId: string; readonly name: string; readonly report: ConnectionReport }

/** The saved connections: the list of them, the form of one, and what comes of that. */
export function ConnectionsDialog(props: {
  readonly view: ConnectionsView
  readonly show: (view: ConnectionsView) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { connection } = useSnapshot()
  const [saved, setSaved] = useState<Saved | null>(null)
  const [forgetting, setForgetting] = useState<ConnectionView | null>(null)
  const { view, show, onClose } = props
  const id = 'connectionId' in view ? view.connectionId : null
  const about = connection.list.find((candidate) => candidate.id === id && !candidate.builtIn) ?? null
  const toList = () => show({ at: 'list' })

  if (forgetting !== null)
    return (
      <ForgetConnection
        forgotten={forgetting}
        onKeep={() => setForgetting(null)}
        onForgotten={() => {
          setForgetting(null)
          toList()
        }}
      />
    )
  if (saved !== null)
    return (
      <Dialog title={t('connections.saved.title', { name: saved.name })} testId="connection-saved" onClose={onClose}>
        <p>{t('connections.saved.look')}</p>
        <ConnectionReportView report={saved.report} />
        <div className="form-end">
          <Button
            look="quiet"
            onPress={() => {
              setSaved(null)
              show({ at: 'edit', connectionId: saved.connectionId })
            }}
          >
            {t('connections.saved.edit')}
          </Button>
          <Button look="primary" testId="connection-saved-done" onPress={onClose}>
            {t('connections.saved.done')}
          </Button>
        </div>
      </Dialog>
    )
  if (view.at === 'renew' && about !== null)
    return (
      <Dialog title={t('connections.renew.title', { name: about.name })} onClose={onClose}>
        <RenewToken renewed={about} onDone={onClose} />
      </Dialog>
    )
  if (view.at === 'add' || (view.at === 'edit' && about !== null))
    return (
      <Dialog title={about === null ? t('connections.form.addTitle') : t('connections.form.editTitle', { name: about.name })} onClose={onClose}>
        <ConnectionForm
          key={about?.id ?? ''}
          edited={about}
          onCancel={toList}
          onForget={() => setForgetting(about)}
          onSaved={(outcome) => (outcome === null ? onClose() : setSaved(outcome))}
        />
      </Dialog>
    )
  return (
    <Dialog title={t('connections.title')} testId="connections" onClose={onClose}>
      <ConnectionList show={show} onClose={onClose} />
    </Dialog>
  )
}
