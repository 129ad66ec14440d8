import { useTranslation } from 'react-i18next'
import type { ConnectionView } from '#shared/contract'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoment, formatTime } from '../../ui/format.ts'
import { ConnectionMark } from './connection-mark.tsx'
import { standingOf } from './connection-standing.ts'
import { EnvironmentBadge } from './environment-badge.tsx'
import type { ConnectionsView } from './open-connections.ts'
import { worstOf } from './read-report.ts'

type ListProps = { readonly show: (view: ConnectionsView) => void; readonly onClose: () => void }

/** Every connection with what can be done to it, and the way to another. */
export function ConnectionList({ show, onClose }: ListProps) {
  const { t } = useTranslation()
  const { connection } = useSnapshot()
  return (
    <>
      <p className="muted">{t('connections.intro')}</p>
      <ul className="connection-list">
        {connection.list.map((each) => (
          <ConnectionRow key={each.id} row={each} show={show} onClose={onClose} />
        ))}
      </ul>
      <div className="form-end">
        <Button icon="plus" testId="connections-add" onPress={() => show({ at: 'add' })}>
          {t('connections.add')}
        </Button>
      </div>
    </>
  )
}

function ConnectionRow({ row, show, onClose }: ListProps & { readonly row: ConnectionView }) {
  const { t } = useTranslation()
  const { connection, session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const select = session.actions.selectConnection
  const name = row.builtIn ? t('header.thisComputer') : row.name
  const isCurrent = row.id === connection.currentId
  const standing = isCurrent ? standingOf(connection) : null
  const connect = async () => {
    if ((await run('connection.select', { connectionId: row.id })).ok) onClose()
  }
  return (
    <li className="connection-row" data-testid="connection-row" data-value={row.id} data-environment={row.environment} data-state={standing ?? ''}>
      <div className="connection-row-head">
        <ConnectionMark color={row.color} />
        <strong>{name}</strong>
        <EnvironmentBadge environment={row.environment} />
        {standing !== null && (
          <span className="connection-state" data-state={standing}>
            {t(`header.connectionState.${standing}`)}
          </span>
        )}
      </div>
      <Facts row={row} isCurrent={isCurrent} />
      <div className="row-end">
        {row.mode === 'member' && !row.builtIn && (
          <Button small look="quiet" testId="connection-renew" disabled={!reachable} onPress={() => show({ at: 'renew', connectionId: row.id })}>
            {t('connections.newToken')}
          </Button>
        )}
        {!row.builtIn && (
          <Button
            small
            look="quiet"
            testId="connection-edit"
            label={t('connections.editThis', { name })}
            disabled={!reachable}
            onPress={() => show({ at: 'edit', connectionId: row.id })}
          >
            {t('connections.edit')}
          </Button>
        )}
        {(!isCurrent || connection.state !== 'connected') && (
          <Button
            small
            testId="connection-connect"
            label={t('connections.connectThis', { name })}
            disabled={!reachable || busy || !select.allowed}
            reason={select.allowed ? undefined : t(`reason.${select.reason}`)}
            onPress={() => void connect()}
          >
            {t('connections.connect')}
          </Button>
        )}
      </div>
    </li>
  )
}

/** What is known of a connection without asking anybody. */
function Facts({ row, isCurrent }: { readonly row: ConnectionView; readonly isCurrent: boolean }) {
  const { t, i18n } = useTranslation()
  const { token } = useSnapshot().connection
  if (row.builtIn) return <p className="field-hint">{t('connections.noStreamLeaves')}</p>
  const worst = row.report === null ? null : worstOf(row.report)
  const until = isCurrent && token?.expiresAtMs ? formatMoment(token.expiresAtMs, i18n.language) : null
  // No new one yet is not the end of the present one.
  const isOver = until === null || token?.failure?.code.startsWith('member-token-') || (token?.expiresAtMs ?? 0) < Date.now()
  const tokenWords = isOver
    ? t('connections.tokenEnded')
    : t(token?.renewable && token.failure === null ? 'connections.tokenRenewed' : 'connections.tokenUntil', { until })
  return (
    <ul className="connection-facts">
      <li>{row.apiBaseUrl === null ? '' : new URL(row.apiBaseUrl).host}</li>
      <li>{t(`connections.modes.${row.mode}`)}</li>
      <li data-warn={row.kept === 'keychain' ? undefined : ''}>{t(`connections.kept.${row.kept}`)}</li>
      {isCurrent && token !== null && (until !== null || token.failure !== null) && (
        <li data-testid="token-standing" data-warn={token.failure === null ? undefined : ''}>
          {tokenWords}
        </li>
      )}
      {row.report !== null && worst !== null && (
        <li data-warn={worst === 'good' ? undefined : ''}>
          {t(`connections.report.${worst === 'good' ? 'allGood' : worst === 'warn' ? 'someWarn' : 'someBad'}`, {
            time: formatTime(row.report.atMs, i18n.language),
          })}
        </li>
      )}
    </ul>
  )
}
