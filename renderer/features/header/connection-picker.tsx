import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { useConnectionFormRequests } from './open-connection-form.ts'

/** Which FlipFlop Cloud this is about, how that connection is, and the way to another one. */
export function ConnectionPicker() {
  const { t } = useTranslation()
  const { connection, session } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const [form, setForm] = useState<'closed' | 'add' | 'edit'>('closed')
  useConnectionFormRequests(setForm)
  const select = session.actions.selectConnection
  const current = connection.list.find(({ id, builtIn }) => id === connection.currentId && !builtIn) ?? null
  const blocked = { disabled: !reachable || !select.allowed, reason: select.allowed ? undefined : t(`reason.${select.reason}`) }
  const options = connection.list.map(({ id, name, builtIn }) => ({ value: id, label: builtIn ? t('header.thisComputer') : name }))
  const standing = connection.state === 'connected' && connection.failure !== null ? 'silent' : connection.state
  const state = reachable ? t(`header.connectionState.${standing}`) : t('tally.unknown')
  return (
    <div className="connection-picker">
      <span className="connection-state" data-state={reachable ? standing : 'unknown'} title={state}>
        <span>{state}</span>
      </span>
      <Choice
        label={t('header.connection')}
        hideLabel
        testId="connection-select"
        value={connection.currentId ?? ''}
        options={connection.currentId === null ? [{ value: '', label: t('header.noConnection'), disabled: true }, ...options] : options}
        onChoose={(connectionId) => void run('connection.select', { connectionId })}
        {...blocked}
        data={{ 'data-environment': connection.environment ?? '', 'data-state': connection.state }}
      />
      {current !== null && (
        <Button small look="quiet" testId="connection-edit" onPress={() => setForm('edit')} {...blocked}>
          {t('header.editConnection')}
        </Button>
      )}
      <Button small look="quiet" icon="plus" testId="connection-add" onPress={() => setForm('add')} {...blocked}>
        {t('header.addConnection')}
      </Button>
      {form !== 'closed' && <ConnectionForm edited={form === 'edit' ? current : null} onClose={() => setForm('closed')} />}
    </div>
  )
}
