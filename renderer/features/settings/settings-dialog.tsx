import { useTranslation } from 'react-i18next'
import type { CommandInput, Theme } from '#shared/contract'
import { languages } from '../../i18n/setup.ts'
import { useCommand, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatSeconds } from '../../ui/format.ts'
import { SwitchField } from '../../ui/switch-field.tsx'
import { openShortcutSheet } from '../shortcuts/sheet-store.ts'
import { chosenOf, SegmentedSetting } from './chosen-setting.tsx'
import { DesktopSetting } from './desktop-setting.tsx'
import { EncodingSetting } from './encoding-setting.tsx'
import { FfmpegSetting } from './ffmpeg-setting.tsx'
import { QualitySetting } from './quality-setting.tsx'
import { SettingGroup, SettingRow } from './setting-row.tsx'
import { UpdateSetting } from './update-setting.tsx'
import { type ChangeSetting, type SettingOutcome, useSetting } from './use-setting.ts'

/** The settings, each with what it does and when it counts. Every change counts at once: there is nothing to save. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { change, outcome, disabled } = useSetting()
  return (
    <Dialog title={t('settings.title')} testId="settings" wide onClose={onClose}>
      <div className="settings">
        <p className="field-hint">{t(disabled ? 'page.coreLost' : 'settings.atOnce')}</p>
        <LookGroup change={change} disabled={disabled} />
        <BroadcastGroup change={change} disabled={disabled} onClose={onClose} />
        <SettingGroup title={t('settings.encoding.name')}>
          <EncodingSetting disabled={disabled} />
          <QualitySetting change={change} disabled={disabled} />
        </SettingGroup>
        <SettingGroup title={t('ffmpeg.name')}>
          <FfmpegSetting />
        </SettingGroup>
        <DesktopSetting change={change} disabled={disabled} />
        <AboutGroup change={change} disabled={disabled} onClose={onClose} />
      </div>
      <Outcome outcome={outcome} />
    </Dialog>
  )
}

type GroupProps = { readonly change: ChangeSetting; readonly disabled: boolean }

const languageNames = { en: 'English', ko: '한국어' } as const
const countdowns = [0, 3, 5, 10] as const satisfies readonly CommandInput<'settings.set'>['countdownSeconds'][]
const themes: readonly Theme[] = ['system', 'dark', 'light', 'contrast']

function LookGroup({ change, disabled }: GroupProps) {
  const { t } = useTranslation()
  const { app } = useSnapshot()
  const language = t('header.language')
  const theme = t('header.theme')
  return (
    <SettingGroup title={t('settings.look')}>
      <SegmentedSetting
        label={language}
        hint={t('settings.languageHint')}
        testId="settings-language"
        value={app.language ?? 'system'}
        options={[{ value: 'system', label: t('header.themes.system') }, ...languages.map((value) => ({ value, label: languageNames[value] }))]}
        onChoose={(value) => void change(language, { language: value === 'system' ? null : value })}
        disabled={disabled}
      />
      <SegmentedSetting
        label={theme}
        hint={t('settings.themeHint')}
        testId="settings-theme"
        value={app.theme}
        options={themes.map((value) => ({ value, label: t(`header.themes.${value}`) }))}
        onChoose={(value) => void change(theme, { theme: value })}
        disabled={disabled}
      />
    </SettingGroup>
  )
}

function BroadcastGroup({ change, disabled, onClose }: GroupProps & { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { app } = useSnapshot()
  const countdown = t('settings.countdown')
  const showSheet = () => {
    onClose()
    openShortcutSheet()
  }
  const seconds = (value: number) => (value === 0 ? t('settings.off') : formatSeconds(value, i18n.language))
  return (
    <SettingGroup title={t('settings.broadcast')}>
      <SegmentedSetting
        label={countdown}
        hint={t('settings.countdownHint')}
        testId="settings-countdown"
        value={String(app.countdownSeconds)}
        options={countdowns.map((value) => ({ value: String(value), label: seconds(value) }))}
        onChoose={(value) => void change(countdown, { countdownSeconds: chosenOf(countdowns, value) })}
        disabled={disabled}
      />
      <SwitchField
        label={t('shortcuts.switch')}
        hint={t('settings.shortcutsHint')}
        value={app.shortcuts}
        testId="settings-shortcuts"
        onChange={(shortcuts) => void change(t('shortcuts.title'), { shortcuts })}
        disabled={disabled}
      />
      <div className="form-end">
        <Button small icon="keyboard" testId="settings-shortcut-sheet" onPress={showSheet}>
          {t('settings.allShortcuts')}
        </Button>
      </div>
    </SettingGroup>
  )
}

function AboutGroup({ change, disabled, onClose }: GroupProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { app, connection } = useSnapshot()
  const { run } = useCommand()
  const open = app.guide === 'rehearsal'
  const showGuide = async () => {
    if (await change(t('settings.guide'), { guide: 'rehearsal' })) onClose()
  }
  return (
    <SettingGroup title={t('settings.about')}>
      <SettingRow name={t('settings.guide')} hint={t(connection.environment === 'rehearsal' ? 'settings.guideHint' : 'settings.guideElsewhere')}>
        <Button
          small
          testId="settings-guide"
          disabled={disabled || open}
          reason={open ? t('settings.guideOpen') : undefined}
          onPress={() => void showGuide()}
        >
          {t('settings.guideAgain')}
        </Button>
      </SettingRow>
      <UpdateSetting disabled={disabled} />
      <SettingRow name={t('settings.logs')} hint={t('settings.logsHint')}>
        <Button small testId="settings-logs" disabled={disabled} onPress={() => void run('desktop.showLogs', null)}>
          {t('settings.logsShow')}
        </Button>
      </SettingRow>
      <dl className="facts">
        <dt>{t('settings.version')}</dt>
        <dd>
          {t('brand')} {app.version}, {t(`settings.hosts.${app.host}`)}
        </dd>
        <dt>{t('settings.secrets')}</dt>
        <dd>{t(`settings.secretsIn.${app.credentials}`)}</dd>
      </dl>
    </SettingGroup>
  )
}

/** How the last change went, heard as well as seen. */
function Outcome({ outcome }: { readonly outcome: SettingOutcome }) {
  const { t } = useTranslation()
  return (
    <div className="settings-outcome" data-state={outcome.kind}>
      <p role="status" data-testid="settings-status">
        {outcome.kind === 'saved' ? t('settings.saved', { name: outcome.name }) : ''}
      </p>
      {outcome.kind === 'refused' && (
        <p className="form-refusal" role="alert">
          {t(`failure.${outcome.failure.code}.what`, outcome.failure.params ?? {})} {t(`failure.${outcome.failure.code}.todo`)}
        </p>
      )}
    </div>
  )
}
