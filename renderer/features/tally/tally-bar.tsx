import { useTranslation } from 'react-i18next'
import { usePageState, useSnapshot } from '../../page-context.tsx'
import { formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { adviseNext } from '../session/next-step.ts'
import { LiveTime } from './live-time.tsx'
import { type ShownTally, showTally } from './shown-tally.ts'

/** The band that answers three questions: am I on air, is it well, what do I do now. */
export function TallyBar() {
  const { t } = useTranslation()
  const page = usePageState()
  const snapshot = useSnapshot()
  const tally = showTally(page)
  const environment = snapshot.connection.environment ?? ''
  return (
    <section className="tally-bar" data-state={tally.state} data-environment={environment} aria-label={t('tallyBar.tally')}>
      <Lamp tally={tally} environment={environment} />
      <div className="tally-words">
        <Verdict />
        <Next />
      </div>
      <LiveTime session={snapshot.session} connected={page.connection === 'open'} known={tally.state !== 'unknown'} />
    </section>
  )
}

function Lamp({ tally, environment }: { readonly tally: ShownTally; readonly environment: string }) {
  const { t, i18n } = useTranslation()
  const snapshot = useSnapshot()
  const rehearsal = environment === 'rehearsal'
  const { state, lastKnown } = tally
  const words = t(`${rehearsal ? 'rehearsalTally' : 'tally'}.${state}`)
  const { state: connection } = snapshot.connection
  // A rehearsal that "runs" already says so in its name; everywhere else the world it belongs to stands below.
  const world = environment === '' ? '' : t(`environment.${environment as 'rehearsal'}`)
  const below =
    state === 'unknown'
      ? lastKnown === null
        ? t(connection === 'connected' ? 'tallyBar.neverKnown' : `header.connectionState.${connection}`)
        : t('tallyBar.lastKnown', { state: t(`tally.${lastKnown.state}`), time: formatTime(lastKnown.atMs, i18n.language) })
      : rehearsal && state === 'live'
        ? t('tallyBar.onlyHere')
        : world
  return (
    <div className="lamp" data-testid="tally" data-state={state} data-environment={environment} role="status">
      <strong>{words}</strong>
      <span>{below}</span>
    </div>
  )
}

function Verdict() {
  const { t } = useTranslation()
  const { connection } = usePageState()
  const { verdict } = useSnapshot().session
  const lost = connection !== 'open'
  const level = lost ? 'bad' : verdict.level
  return (
    <p className="verdict" data-testid="verdict" data-level={level} data-code={lost ? 'core-lost' : verdict.code} role="status">
      <Icon name={level !== 'good' ? 'warn' : verdict.code === 'connecting' ? 'refresh' : 'check'} />
      {lost ? t('page.coreLost') : t(`verdict.${verdict.code}`, verdict.params ?? {})}
    </p>
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
