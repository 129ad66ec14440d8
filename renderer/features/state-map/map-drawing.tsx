import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { meaningIn, nameIn } from './map-words.ts'
import { isKnown, type MapPlan, type Place } from './maps.ts'
import { Mark, Tip } from './mark.tsx'
import type { EdgeLook, MapReading } from './read-map.ts'
import { gridColumnOf, gridRowOf, type Route, routeEdge } from './route-edge.ts'
import { Spelling } from './spelling.tsx'

type MapDrawingProps = {
  readonly plan: MapPlan
  readonly reading: MapReading
  readonly current: string | null
}

/** The map as a picture; everything it shows stands below it as text too. */
export function MapDrawing({ plan, reading, current }: MapDrawingProps) {
  const { t } = useTranslation()
  const here = current === null ? undefined : plan.places[current]
  const name = t(`stateMap.drawing.${plan.name}`)
  return (
    <div className="map-grid" role="img" aria-label={name}>
      {plan.name === 'key' && (
        <>
          <span className="map-head">{t('stateMap.private')}</span>
          <span className="map-head">{t('stateMap.live')}</span>
        </>
      )}
      {reading.edges.map((edge) => {
        const route = routeEdge(plan, edge)
        return route && <Arrow key={`${edge.from} ${edge.to} ${edge.cause}`} route={route} look={edge.look} />
      })}
      {reading.nodes.map(({ state, look }) => (
        <div
          key={state}
          className="map-node"
          data-testid="state-node"
          data-node={`${plan.name}:${state}`}
          data-state={look}
          data-known={isKnown(plan, state)}
          title={meaningIn(t, plan, state)}
          style={cellOf(plan.places[state])}
        >
          <Mark look={look} />
          <strong>{nameIn(t, plan, state)}</strong>
          {isKnown(plan, state) && <Spelling of={state} />}
        </div>
      ))}
      {here && <span className="map-here" style={{ '--column': here.column, '--row': here.row } as CSSProperties} />}
    </div>
  )
}

/** A state without a place, one that the table does not know, stands across below the others. */
const cellOf = (place: Place | undefined): CSSProperties =>
  place === undefined ? { gridColumn: '2 / 5', gridRow: 8 } : { gridColumn: gridColumnOf(place), gridRow: gridRowOf(place) }

function Arrow({ route, look }: { readonly route: Route; readonly look: EdgeLook }) {
  const style = { gridColumn: route.gridColumn, gridRow: route.gridRow, '--span': route.span } as CSSProperties
  return (
    <span className="map-edge" data-look={look} data-kind={route.kind} data-side={route.side} data-lane={route.lane} style={style}>
      <Tip />
    </span>
  )
}
