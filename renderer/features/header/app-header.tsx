import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../i18n/setup.ts'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ConnectionForm } from './connection-form.tsx'

const languageNames = { en: 'English', ko: '한국어' } as const
const themes = ['system', 'dark', 'light'] as const

export function AppHeader() {
  const { t } = useTranslation()
  return (
    <header className="app-header">
      <h1 className="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <path className="brand-strokes" d="M7 7v18M13 7v18M19 7v18M25 7v18" />
          <path className="brand-across" d="M3 22 29 10" />
        </svg>
        {t('brand')}
      </h1>
      <ConnectionPicker />
      <Preferences />
    </header>
  )
}

function ConnectionPicker() {
  const { t } = useTranslation()
  const { connection, session } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const [form, setForm] = useState<'closed' | 'add' | 'edit'>('closed')
  const select = session.actions.selectConnection
  const current = connection.list.find(({ id, builtIn }) => id === connection.currentId && !builtIn) ?? null
  const blocked = { disabled: !reachable || !select.allowed, reason: select.allowed ? undefined : t(`reason.${select.reason}`) }
  const options = connection.list.map(({ id, name, builtIn }) => ({ value: id, label: builtIn ? t('header.thisComputer') : name }))
  return (
    <div className="connection-picker">
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
      <span className="connection-state" data-state={reachable ? connection.state : 'unknown'} role="status">
        {reachable ? t(`header.connectionState.${connection.state}`) : t('tally.unknown')}
      </span>
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

function Preferences() {
  const { t, i18n } = useTranslation()
  const { app } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  return (
    <div className="preferences">
      <Choice
        label={t('header.language')}
        hideLabel
        testId="language"
        value={i18n.language}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChoose={(language) => void run('settings.set', { language: language as (typeof languages)[number] })}
        disabled={!reachable}
      />
      <Choice
        label={t('header.theme')}
        hideLabel
        testId="theme"
        value={app.theme}
        options={themes.map((value) => ({ value, label: t(`header.themes.${value}`) }))}
        onChoose={(theme) => void run('settings.set', { theme: theme as (typeof themes)[number] })}
        disabled={!reachable}
      />
    </div>
  )
}
