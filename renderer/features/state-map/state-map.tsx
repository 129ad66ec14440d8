import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '#shared/contract'
import { usePageState, useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { formatTime } from '../../ui/format.ts'
import { showTally } from '../tally/shown-tally.ts'
import { MapDrawing } from './map-drawing.tsx'
import { MapText } from './map-text.tsx'
import { keyMap, type MapPlan, roomMap } from './maps.ts'
import { readMap } from './read-map.ts'

/** The two state machines of the service: where we are, how we came here, what can come next. */
export function StateMap() {
  const { t } = useTranslation()
  const { connection, session, timeline } = useSnapshot()
  return (
    <div className="state-maps">
      {connection.environment === 'rehearsal' && <p className="muted">{t('stateMap.rehearsal')}</p>}
      <OneMap plan={keyMap} current={session.streamKey?.state ?? null} timeline={timeline} />
      <OneMap plan={roomMap} current={session.room?.state ?? null} timeline={timeline} />
    </div>
  )
}

function OneMap({
  plan,
  current,
  timeline,
}: {
  readonly plan: MapPlan
  readonly current: string | null
  readonly timeline: readonly TimelineEntry[]
}) {
  const { t, i18n } = useTranslation()
  const page = usePageState()
  const { answeredAtMs } = useSnapshot().session
  const fresh = showTally(page).state !== 'unknown'
  const reading = readMap(plan, current, timeline)
  return (
    <Card title={t(plan.name === 'key' ? 'states.streamKey' : 'states.room')}>
      <div className="state-map" data-testid="state-map" data-value={plan.name} data-known={fresh}>
        {!fresh && current !== null && (
          <p className="map-stale">
            {answeredAtMs === null ? t('stateMap.lastKnown') : t('stateMap.lastKnownAt', { time: formatTime(answeredAtMs, i18n.language) })}
          </p>
        )}
        <MapDrawing plan={plan} reading={reading} current={current} />
        <MapText plan={plan} reading={reading} current={current} fresh={fresh} />
      </div>
    </Card>
  )
}
