import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { isScreen, labelOf } from './source-names.ts'

/** Which devices are open right now, with one click to let go of them. */
export function DevicesCard() {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const open = program.preview === 'on' || program.preview === 'starting'
  const source = program.sources.find(({ id }) => id === program.sourceId) ?? { id: program.sourceId, label: program.sourceId }
  // What is sent needs its devices, exactly as it needs its connection.
  const release = session.actions.selectConnection
  if (!open || !isScreen(source)) {
    return (
      <Card title={t('devices.title')}>
        <p className="muted">{t('devices.none')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('devices.title')}>
      <div className="row" data-testid="device-row" data-value={source.id}>
        <span className="row-text">{labelOf(source, program.sources, t)}</span>
        <Button
          small
          look="quiet"
          testId="device-release"
          label={t('devices.releaseThis', { name: labelOf(source, program.sources, t) })}
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
