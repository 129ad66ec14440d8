import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failure } from '#shared/failure'
import { addWindowTexts, languages } from '../../i18n/setup.ts'
import { useCommand, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { latePart } from '../../ui/late-part.tsx'
import { ConnectionPicker } from '../connections/connection-picker.tsx'
import { PhaseSteps } from '../layout/phase-steps.tsx'
import { useSettingsRequests } from '../settings/open-settings.ts'
import { openShortcutSheet } from '../shortcuts/sheet-store.ts'

const SettingsDialog = latePart(async () => {
  const [part] = await Promise.all([import('../settings/settings-dialog.tsx'), addWindowTexts()])
  return part.SettingsDialog
})

const languageNames = { en: 'English', ko: '한국어' } as const
const themes = ['dark', 'light', 'contrast', 'system'] as const

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
      <PhaseSteps />
      <ConnectionPicker />
      <Preferences />
    </header>
  )
}

function Preferences() {
  const { t, i18n } = useTranslation()
  const { app } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const { refuse } = useRefusal()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  useSettingsRequests(() => setOpen(true))
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
      <Button small look="quiet" icon="keyboard" iconOnly testId="shortcuts-open" onPress={openShortcutSheet}>
        {t('header.shortcuts')}
      </Button>
      <Button small look="quiet" icon="settings" iconOnly testId="settings-open" onPress={() => setOpen(true)}>
        {t('header.settings')}
      </Button>
      {open && (
        <SettingsDialog
          onClose={close}
          onMissing={() => {
            close()
            refuse(failure('core-not-answering'))
          }}
        />
      )}
    </div>
  )
}
