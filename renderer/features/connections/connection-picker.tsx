import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ConnectionMark } from './connection-mark.tsx'
import { standingOf } from './connection-standing.ts'
import { ConnectionsDialog } from './connections-dialog.tsx'
import { EnvironmentBadge } from './environment-badge.tsx'
import { type ConnectionsView, requestConnections, useConnectionsRequests } from './open-connections.ts'

/** Which FlipFlop Cloud this is about, how that connection is, and the way to the others. */
export function ConnectionPicker() {
  const { t } = useTranslation()
  const { connection, session } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const [view, setView] = useState<ConnectionsView | null>(null)
  useConnectionsRequests(setView)
  const select = session.actions.selectConnection
  const current = connection.list.find(({ id }) => id === connection.currentId)
  const options = connection.list.map(({ id, name, builtIn }) => ({ value: id, label: builtIn ? t('header.thisComputer') : name }))
  const standing = standingOf(connection)
  const state = reachable ? t(`header.connectionState.${standing}`) : t('tally.unknown')
  return (
    <div className="connection-picker">
      <span className="connection-state" data-testid="connection-state" data-state={reachable ? standing : 'unknown'} title={state}>
        <span>{state}</span>
      </span>
      {connection.environment !== null && connection.environment !== 'rehearsal' && <EnvironmentBadge environment={connection.environment} />}
      {current !== undefined && !current.builtIn && <ConnectionMark color={current.color} />}
      <Choice
        label={t('header.connection')}
        hideLabel
        testId="connection-select"
        value={connection.currentId ?? ''}
        options={connection.currentId === null ? [{ value: '', label: t('header.noConnection'), disabled: true }, ...options] : options}
        onChoose={(connectionId) => void run('connection.select', { connectionId })}
        disabled={!reachable || !select.allowed}
        reason={select.allowed ? undefined : t(`reason.${select.reason}`)}
        data={{ 'data-environment': connection.environment ?? '', 'data-state': connection.state }}
      />
      <Button small look="quiet" icon="link" testId="connections-open" disabled={!reachable} onPress={() => requestConnections({ at: 'list' })}>
        {t('connections.open')}
      </Button>
      <Button small look="quiet" icon="plus" iconOnly testId="connection-add" disabled={!reachable} onPress={() => requestConnections({ at: 'add' })}>
        {t('connections.add')}
      </Button>
      {view !== null && <ConnectionsDialog view={view} show={setView} onClose={() => setView(null)} />}
    </div>
  )
}
