import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Availability } from '#shared/contract'
import { useSnapshot } from '../../page-context.tsx'
import { formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { meaningIn, nameIn } from './map-words.ts'
import { type Cause, isKnown, type MapPlan } from './maps.ts'
import { Mark, Tip } from './mark.tsx'
import { availabilityOf, forceRule, type MapReading, type NodeLook } from './read-map.ts'
import { Spelling } from './spelling.tsx'

/** Steps of the past that are told; earlier ones are an ellipsis. */
const toldSteps = 6

type MapTextProps = {
  readonly plan: MapPlan
  readonly reading: MapReading
  readonly current: string | null
  readonly fresh: boolean
}

/** What the drawing shows, in words: now, before, next, by force; and what every state means. */
export function MapText({ plan, reading, current, fresh }: MapTextProps) {
  const { t, i18n } = useTranslation()
  const sinceMs = reading.path.at(-1)?.atMs
  const now = fresh || current === null ? t('stateMap.now') : t('stateMap.lastKnown')
  return (
    <>
      <dl className="map-text">
        <Part look="current" name={sinceMs === undefined ? now : t('stateMap.nowSince', { now, time: formatTime(sinceMs, i18n.language) })}>
          <Now plan={plan} current={current} />
        </Part>
        {reading.path.length > 0 && (
          <Part look="past" name={t('stateMap.before')}>
            <Before plan={plan} reading={reading} />
          </Part>
        )}
        {current !== null && (
          <Part look="possible" name={t('stateMap.next')}>
            {isKnown(plan, current) ? <Next plan={plan} reading={reading} fresh={fresh} /> : t('stateMap.unknownNext')}
          </Part>
        )}
        <Force plan={plan} fresh={fresh && current !== null} />
      </dl>
      <details className="map-meanings">
        <summary>{t('stateMap.allStates')}</summary>
        <dl>
          {plan.states.map((state) => (
            <div key={state}>
              <dt>
                {nameIn(t, plan, state)} <Spelling of={state} />
              </dt>
              <dd>{meaningIn(t, plan, state)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

const Part = ({ look, name, children }: { readonly look: NodeLook; readonly name: string; readonly children: ReactNode }) => (
  <div className="map-part">
    <dt>
      <Mark look={look} />
      {name}
    </dt>
    <dd>{children}</dd>
  </div>
)

function Now({ plan, current }: { readonly plan: MapPlan; readonly current: string | null }) {
  const { t } = useTranslation()
  if (current === null) return t(`stateMap.nothing.${plan.name}`)
  return (
    <>
      <strong>{nameIn(t, plan, current)}</strong> {isKnown(plan, current) && <Spelling of={current} />}
      <p>{meaningIn(t, plan, current)}</p>
    </>
  )
}

function Before({ plan, reading }: Pick<MapTextProps, 'plan' | 'reading'>) {
  const { t } = useTranslation()
  const told = reading.path.slice(-toldSteps)
  return (
    <ol className="map-path">
      {reading.path.length > told.length && <li>…</li>}
      {told.map(({ from, atMs }) => (
        <li key={`${atMs} ${from}`}>{nameIn(t, plan, from)}</li>
      ))}
    </ol>
  )
}

function Next({ plan, reading, fresh }: Pick<MapTextProps, 'plan' | 'reading' | 'fresh'>) {
  const { t } = useTranslation()
  if (reading.next.length === 0) return t('stateMap.noMore')
  return (
    <ul className="map-next">
      {reading.next.map(({ to, cause }) => (
        <li key={`${to} ${cause}`}>
          <Way plan={plan} cause={cause} to={to} fresh={fresh} />
        </li>
      ))}
    </ul>
  )
}

/** Force-terminate, told once instead of drawn from every state. */
function Force({ plan, fresh }: Pick<MapTextProps, 'plan' | 'fresh'>) {
  const { t, i18n } = useTranslation()
  const rule = forceRule(plan)
  if (rule === null) return null
  const names = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(
    rule.from.map((state) => t('stateMap.quoted', { name: nameIn(t, plan, state) })),
  )
  return (
    <Part look="other" name={rule.everywhere ? t('stateMap.forceEverywhere') : t('stateMap.forceFrom', { states: names })}>
      <Way plan={plan} cause="force-terminate" to={rule.to} fresh={fresh} />
    </Part>
  )
}

function Way({ plan, cause, to, fresh }: { readonly plan: MapPlan; readonly cause: Cause; readonly to: string; readonly fresh: boolean }) {
  const { t } = useTranslation()
  const { actions } = useSnapshot().session
  const availability = fresh ? availabilityOf(cause, actions) : null
  return (
    <>
      <span className="map-way">
        {t(`stateMap.cause.${cause}`)} <Tip />
        <span className="unseen">{t('stateMap.leadsTo')}</span> <strong>{nameIn(t, plan, to)}</strong>
      </span>
      {availability && <Possible availability={availability} />}
    </>
  )
}

function Possible({ availability }: { readonly availability: Availability }) {
  const { t } = useTranslation()
  return (
    <span className="map-possible" data-allowed={availability.allowed}>
      {availability.allowed ? (
        <>
          <Icon name="check" />
          {t('stateMap.possibleNow')}
        </>
      ) : (
        t('stateMap.notNow', { reason: t(`reason.${availability.reason}`) })
      )}
    </span>
  )
}
