import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { UpdateView } from '#shared/contract'
import { useCommand, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoment, formatPercent } from '../../ui/format.ts'
import { SettingRow } from './setting-row.tsx'

/** Newer versions, where this program is one that replaces itself. */
export function UpdateSetting({ disabled }: { readonly disabled: boolean }) {
  const { t, i18n } = useTranslation()
  const { app, session } = useSnapshot()
  const { run, busy } = useCommand()
  const { update } = app
  if (update.state === 'off') return null
  const onAir = session.witnesses.sender !== 'off' || session.resume !== null
  const reason = onAir ? t('settings.update.onAir') : undefined
  return (
    <div data-testid="settings-update" data-value={update.state}>
      <SettingRow name={t('settings.updates')} hint={updateSentence(update, t, i18n.language)}>
        {update.state === 'ready' ? (
          <Button
            small
            testId="settings-update-install"
            disabled={disabled || busy || onAir}
            reason={reason}
            onPress={() => void run('app.installUpdate', null)}
          >
            {t('settings.update.restart')}
          </Button>
        ) : (
          <Button
            small
            testId="settings-update-check"
            disabled={disabled || busy || onAir || update.state === 'checking' || update.state === 'downloading'}
            reason={reason}
            onPress={() => void run('app.checkForUpdate', null)}
          >
            {t('settings.update.check')}
          </Button>
        )}
      </SettingRow>
    </div>
  )
}

export function updateSentence(update: Exclude<UpdateView, { readonly state: 'off' }>, t: TFunction, language: string): string {
  switch (update.state) {
    case 'idle':
      return update.checkedAtMs === null
        ? t('settings.update.idle')
        : t('settings.update.upToDate', { time: formatMoment(update.checkedAtMs, language) })
    case 'checking':
      return t('settings.update.checking')
    case 'available':
      return t(update.installs ? 'settings.update.available' : 'settings.update.byHand', { version: update.version })
    case 'downloading':
      return t('settings.update.downloading', { version: update.version, percent: formatPercent(update.percent / 100, language) })
    case 'ready':
      return t('settings.update.ready', { version: update.version })
    case 'failed':
      return t(`settings.update.problems.${update.problem}`)
  }
}
