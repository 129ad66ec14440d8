import { useTranslation } from 'react-i18next'
import type { OpenSourceView, PrivacyKind } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { nameOfSource } from './source-names.ts'

/** Which devices are open right now and how they are, with one click to let go of them. */
export function DevicesCard() {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  // What is sent needs its devices, exactly as it needs its connection.
  const release = session.actions.selectConnection
  const refresh = (
    <Button
      small
      iconOnly
      look="quiet"
      icon="refresh"
      testId="sources-refresh"
      onPress={() => void run('program.refreshSources', null)}
      disabled={busy || !reachable}
    >
      {t('devices.refresh')}
    </Button>
  )
  if (program.open.length === 0) {
    return (
      <Card title={t('devices.title')} action={refresh}>
        <p className="muted">{t('devices.none')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('devices.title')} action={refresh}>
      <ul className="devices">
        {program.open.map((source) => (
          <Device key={source.id} source={source} />
        ))}
      </ul>
      <div className="row-end">
        <Button
          small
          testId="device-release"
          onPress={() => void run('program.closePreview', null)}
          disabled={busy || !reachable || !release.allowed}
          reason={release.allowed ? undefined : t('devices.whileSending')}
        >
          {t('devices.release')}
        </Button>
      </div>
    </Card>
  )
}

/** Nothing here helps against these: what to do is in the settings of the system. */
const isRefusedBySystem = (code: FailureCode): boolean => code.startsWith('macos-') || code.startsWith('windows-')

/** Which of the system's settings it is. Windows has the same words for cameras and microphones. */
const privacyOf = (code: FailureCode, id: string): PrivacyKind =>
  code === 'macos-screen-denied' ? 'screen' : id.startsWith('mic:') ? 'microphone' : 'camera'

const icons: Readonly<Record<OpenSourceView['state'], IconName>> = { opening: 'pending', running: 'done', stalled: 'warn', lost: 'problem' }

function Device({ source }: { readonly source: OpenSourceView }) {
  const { t } = useTranslation()
  const { program, app } = useSnapshot()
  const { run } = useCommand()
  const { id, state, width, height, failure } = source
  const size = width === null || height === null ? '' : `${width} × ${height}`
  const name = nameOfSource(id, program, t)
  return (
    <li className="device" data-testid="device-row" data-value={id} data-state={state}>
      <Icon name={icons[state]} />
      <span className="device-words">
        <span className="row-text" title={name}>
          {name}
        </span>
        <span className="device-state">{[t(`devices.state.${state}`), size].filter((part) => part !== '').join(' · ')}</span>
        {failure !== null && (
          <span className="device-why">
            {t(`failure.${failure.code}.what`)} {isRefusedBySystem(failure.code) && t(`failure.${failure.code}.todo`)}
          </span>
        )}
      </span>
      {failure !== null && isRefusedBySystem(failure.code) && app.desktop !== null && (
        <Button small testId="device-privacy" onPress={() => void run('desktop.openPrivacy', { kind: privacyOf(failure.code, id) })}>
          {t('devices.openPrivacy')}
        </Button>
      )}
    </li>
  )
}
