import { useTranslation } from 'react-i18next'
import { usePageState, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { requestRoomForm } from '../rooms/open-room-form.ts'
import { adviseNext } from '../session/next-step.ts'
import { LiveTime } from './live-time.tsx'
import { type ShownTally, showTally } from './shown-tally.ts'
import { tallyWords } from './tally-words.ts'
import { useVerdict } from './use-verdict.ts'

/** The band that answers three questions: am I on air, is it well, what do I do now. */
export function TallyBar() {
  const { t } = useTranslation()
  const tally = showTally(usePageState())
  const environment = useSnapshot().connection.environment ?? ''
  return (
    <section className="tally-bar" data-state={tally.state} data-environment={environment} aria-label={t('tallyBar.tally')}>
      <Lamp tally={tally} environment={environment} />
      <div className="tally-words">
        <Verdict />
        <Next />
      </div>
      <NewBroadcast />
      <LiveTime known={tally.state !== 'unknown'} />
    </section>
  )
}

function Lamp({ tally, environment }: { readonly tally: ShownTally; readonly environment: string }) {
  const { t, i18n } = useTranslation()
  const { connection, session } = useSnapshot()
  const rehearsal = environment === 'rehearsal'
  const { state, lastKnown } = tally
  return (
    <div className="lamp" data-testid="tally" data-state={state} data-environment={environment}>
      <strong>{tallyWords(t, state, session.state, rehearsal)}</strong>
      <span>{below()}</span>
    </div>
  )

  /** A rehearsal that "runs" already says so in its name; everywhere else the world it belongs to stands below. */
  function below(): string {
    if (state === 'unknown' && lastKnown !== null)
      return t('tallyBar.lastKnown', { state: t(`tally.${lastKnown.state}`), time: formatTime(lastKnown.atMs, i18n.language) })
    if (state === 'unknown') return t(connection.state === 'connected' ? 'tallyBar.neverKnown' : `header.connectionState.${connection.state}`)
    if (rehearsal && state === 'live') return t('tallyBar.onlyHere')
    return environment === '' ? '' : t(`environment.${environment as 'rehearsal'}`)
  }
}

function Verdict() {
  const { level, code, words } = useVerdict()
  return (
    <p className="verdict" data-testid="verdict" data-level={level} data-code={code}>
      <Icon name={level !== 'good' ? 'warn' : code === 'connecting' ? 'refresh' : 'check'} />
      {words}
    </p>
  )
}

/** After a broadcast its room is used up: the way to the next one. */
function NewBroadcast() {
  const { t } = useTranslation()
  const advice = adviseNext(useSnapshot())
  const reachable = useReachable()
  if (advice.kind !== 'step' || (advice.step !== 'watch' && advice.step !== 'choose-room')) return null
  return (
    <Button small testId="new-broadcast" icon="plus" onPress={requestRoomForm} disabled={!reachable}>
      {t('tallyBar.newBroadcast')}
    </Button>
  )
}

function Next() {
  const { t } = useTranslation()
  const { connection } = usePageState()
  const advice = adviseNext(useSnapshot())
  const words = advice.kind === 'step' ? t(`next.${advice.step}`) : t(`reason.${advice.reason}`)
  return (
    <p className="next-step" data-testid="next-step" data-value={advice.kind === 'step' ? advice.step : advice.reason}>
      {connection === 'open' ? words : t('page.coreLostMeans')}
    </p>
  )
}
