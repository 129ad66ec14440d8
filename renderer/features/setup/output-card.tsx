import { useTranslation } from 'react-i18next'
import type { Orientation, ProfileView } from '#shared/contract'
import type { OutputMode } from '#shared/states'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { Choice } from '../../ui/choice.tsx'
import { formatNumber } from '../../ui/format.ts'
import { ProfileMismatch } from './profile-mismatch.tsx'

const orientations: readonly Orientation[] = ['horizontal', 'vertical']
/** The one that most viewers can open first. */
const modes: readonly OutputMode[] = ['CMAF', 'RTMP', 'RTMP_CMAF']

/** The form in which the picture leaves this computer, and in which viewers get it. */
export function OutputCard() {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const turn = session.actions.setOrientation
  const { nextOutputMode } = program
  return (
    <Card title={t('output.title')}>
      <Choice
        label={t('output.shape')}
        testId="orientation"
        value={program.orientation}
        options={orientations.map((value) => ({ value, label: t(`output.${value}`) }))}
        onChoose={(value) => void run('program.setOrientation', { orientation: value as Orientation })}
        disabled={!reachable || !turn.allowed}
        reason={turn.allowed ? undefined : t(`reason.${turn.reason}`)}
      />
      {!turn.allowed && reachable && <p className="muted">{t(`reason.${turn.reason}`)}</p>}
      {program.mismatch && <ProfileMismatch />}
      <Choice
        label={t('output.mode')}
        testId="output-mode"
        value={nextOutputMode}
        options={modes.map((value) => ({ value, label: t(`output.modes.${value}`) }))}
        onChoose={(value) => void run('program.setOutputMode', { outputMode: value as OutputMode })}
        disabled={!reachable}
      />
      <p className="muted">{t(`output.means.${nextOutputMode}`)}</p>
      {nextOutputMode !== program.outputMode && <p className="output-later">{t('output.later', { mode: program.outputMode })}</p>}
      <Facts />
    </Card>
  )
}

/** What the service and the settings say beside it. */
function Facts() {
  const { t, i18n } = useTranslation()
  const { program, session } = useSnapshot()
  const { mode = null, defaultMode = null, profile = null } = session.streamKey ?? {}
  return (
    <dl className="facts">
      <dt>{t('output.quality')}</dt>
      <dd>{t('numbers.kbps', { value: formatNumber(program.videoKbps, i18n.language) })}</dd>
      {profile !== null && (
        <>
          <dt>{t('output.profile')}</dt>
          <dd data-testid="key-profile" data-value={profile.orientation ?? ''}>
            {nameOf(profile)}
          </dd>
        </>
      )}
      {mode !== null && (
        <>
          <dt>{t('output.delivered')}</dt>
          <dd translate="no">{mode}</dd>
        </>
      )}
      {defaultMode !== null && (
        <>
          <dt>{t('output.default')}</dt>
          <dd translate="no">{defaultMode}</dd>
        </>
      )}
    </dl>
  )

  /** With its shape, unless the name tells that already. */
  function nameOf({ name, orientation }: ProfileView): string {
    const shape = orientation === null ? null : t(`output.profileShape.${orientation}`)
    return shape === null || name.toLowerCase().includes(shape.toLowerCase()) ? name : t('output.profileOf', { name, shape })
  }
}
