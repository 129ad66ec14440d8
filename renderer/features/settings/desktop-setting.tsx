import { useTranslation } from 'react-i18next'
import type { DesktopView } from '#shared/contract'
import { useCommand, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { SwitchField } from '../../ui/switch-field.tsx'
import './desktop-setting.css'
import { HotkeyField } from './hotkey-field.tsx'
import { SettingGroup } from './setting-row.tsx'
import type { ChangeSetting } from './use-setting.ts'

type DesktopSettingProps = { readonly change: ChangeSetting; readonly disabled: boolean }

/** What the desktop app does beside its window: messages, hiding, keys for everywhere, and what the system lets it use. */
export function DesktopSetting({ change, disabled }: DesktopSettingProps) {
  const { t } = useTranslation()
  const { desktop, platform } = useSnapshot().app
  if (desktop === null) return null
  const { notices, hidden, hotkeys, hotkeysDoubtful, privacy } = desktop
  const hiding = hidden === 'unsupported' ? 'unsupported' : platform === 'darwin' ? 'mac' : 'hint'
  return (
    <SettingGroup title={t('settings.desktop.title')}>
      <SwitchField
        label={t('settings.desktop.notices')}
        hint={t(notices === 'unsupported' ? 'settings.desktop.noticesUnsupported' : 'settings.desktop.noticesHint')}
        value={notices === 'on'}
        testId="settings-notices"
        onChange={(on) => void change(t('settings.desktop.notices'), { notices: on })}
        disabled={disabled || notices === 'unsupported'}
      />
      <SwitchField
        label={t('settings.desktop.hide')}
        hint={t(`settings.desktop.hiding.${hiding}`)}
        value={hidden === 'on'}
        testId="settings-hide-window"
        onChange={(on) => void change(t('settings.desktop.hide'), { hideWindow: on })}
        disabled={disabled || hidden === 'unsupported'}
      />
      <div className="hotkeys">
        <strong>{t('settings.desktop.hotkeys')}</strong>
        <p className="field-hint">{t('settings.desktop.hotkeysHint')}</p>
        {hotkeysDoubtful && <p className="field-hint hotkeys-doubtful">{t('settings.desktop.wayland')}</p>}
        <ul>
          {hotkeys.map((hotkey) => (
            <HotkeyField
              key={hotkey.act}
              hotkey={hotkey}
              disabled={disabled}
              onChoose={(act, keys) => void change(t(`settings.desktop.act.${act}`), { hotkeys: { [act]: keys } })}
            />
          ))}
        </ul>
      </div>
      {privacy.length > 0 && <Privacy privacy={privacy} disabled={disabled} />}
    </SettingGroup>
  )
}

function Privacy({ privacy, disabled }: { readonly privacy: DesktopView['privacy']; readonly disabled: boolean }) {
  const { t } = useTranslation()
  const { run } = useCommand()
  return (
    <div className="hotkeys">
      <strong>{t('settings.desktop.privacy')}</strong>
      <p className="field-hint">{t('settings.desktop.privacyHint')}</p>
      <ul>
        {privacy.map(({ kind, state }) => (
          <li key={kind} className="hotkey" data-testid="privacy-row" data-value={kind} data-state={state}>
            <span className="hotkey-words">
              <strong>{t(`settings.desktop.privacyOf.${kind}`)}</strong>
              <span className="field-hint" data-wrong={state === 'refused'}>
                {t(`settings.desktop.privacyState.${state}`)}
              </span>
            </span>
            <Button small testId="privacy-open" disabled={disabled} onPress={() => void run('desktop.openPrivacy', { kind })}>
              {t('settings.desktop.openPrivacy')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
