import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '#shared/contract'
import { roomStates, streamKeyStates } from '#shared/states'
import { keyMap, type MapPlan, roomMap } from '../../../renderer/features/state-map/maps.ts'
import { availabilityOf, drawnEdges, forceRule, type MapReading, readMap } from '../../../renderer/features/state-map/read-map.ts'
import { routeEdge } from '../../../renderer/features/state-map/route-edge.ts'
import { en } from '../../../renderer/i18n/en.ts'
import { ko } from '../../../renderer/i18n/ko.ts'
import { allowed, aSnapshot, because } from './a-snapshot.ts'

const plans = [keyMap, roomMap] as const

/** A timeline of changes, one a second: `INACTIVE>ACTIVE_PREP`. */
const changes = (code: 'key-state' | 'room-state', ...steps: readonly string[]): readonly TimelineEntry[] =>
  steps.map((step, index) => {
    const [from = '', to = ''] = step.split('>')
    return { id: index, atMs: index * 1_000, kind: 'state', code, params: { from, to } }
  })

const statesThatAre = (look: string, { nodes }: MapReading) => nodes.filter((node) => node.look === look).map(({ state }) => state)
const edgesThatAre = (look: string, { edges }: MapReading) => edges.filter((edge) => edge.look === look).map(({ from, to }) => `${from}>${to}`)
const placesTaken = (plan: MapPlan) => plan.states.map((state) => plan.places[state]).map((place) => place && `${place.column} ${place.row}`)

describe.each(plans.map((plan) => [plan.name, plan] as const))('the map of the %s', (_name, plan) => {
  it('has one place for every state of the table, and no place twice', () => {
    expect(Object.keys(plan.places).sort()).toEqual([...plan.states].sort())
    expect(new Set(placesTaken(plan)).size).toBe(plan.states.length)
  })

  it('finds a way for every edge that it draws, and leads no two along the same', () => {
    const routes = drawnEdges(plan).map((edge) => routeEdge(plan, edge))
    expect(routes.filter((route) => route === null)).toEqual([])
    expect(new Set(routes.map((route) => `${route?.gridColumn} ${route?.gridRow} ${route?.lane}`)).size).toBe(routes.length)
  })

  it('leaves out no edge of the table: each is drawn, or is part of the rule of force', () => {
    const byForce = forceRule(plan)?.from ?? []
    expect(drawnEdges(plan).length + byForce.length).toBe(plan.transitions.length)
  })

  it.each([
    ['English', en],
    ['Korean', ko],
  ] as const)('has a sentence for every state and cause in %s', (_language, { stateMap }) => {
    expect(Object.keys(stateMap.means[plan.name]).sort()).toEqual([...plan.states].sort())
    expect(Object.values(stateMap.means[plan.name]).filter((sentence) => !sentence.endsWith('.'))).toEqual([])
    expect(plan.transitions.filter(({ cause }) => !stateMap.cause[cause])).toEqual([])
  })
})

it('follows the tables themselves', () => {
  expect(plans.map(({ states }) => states)).toEqual([streamKeyStates, roomStates])
})

describe('reading a map', () => {
  it('tells where a broadcast stands, how it came there and what can come next', () => {
    const timeline = changes('key-state', 'INACTIVE>ACTIVE_PREP', 'ACTIVE_PREP>ACTIVE', 'ACTIVE>ACTIVE_LIVE')
    const reading = readMap(keyMap, 'ACTIVE_LIVE', timeline)
    expect(['current', 'past', 'possible', 'other'].map((look) => statesThatAre(look, reading))).toEqual([
      ['ACTIVE_LIVE'],
      ['INACTIVE', 'ACTIVE_PREP', 'ACTIVE'],
      ['INACTIVE_LIVE'],
      ['ACTIVE_LIVE_PREP'],
    ])
    expect(edgesThatAre('past', reading)).toEqual(['INACTIVE>ACTIVE_PREP', 'ACTIVE_PREP>ACTIVE', 'ACTIVE>ACTIVE_LIVE'])
    expect(edgesThatAre('possible', reading)).toEqual(['ACTIVE_LIVE>INACTIVE_LIVE'])
    expect(reading.next).toEqual([{ from: 'ACTIVE_LIVE', to: 'INACTIVE_LIVE', cause: 'ingest-stopped' }])
  })

  it('calls possible what was already there once and can come again', () => {
    const timeline = changes('room-state', 'SCHEDULED>LIVE', 'LIVE>LIVE_INACTIVE')
    expect(statesThatAre('possible', readMap(roomMap, 'LIVE_INACTIVE', timeline))).toEqual(['LIVE', 'ENDED'])
  })

  it('does not mix the two machines', () => {
    const timeline = [...changes('key-state', 'ACTIVE>ACTIVE_LIVE'), ...changes('room-state', 'SCHEDULED>LIVE')]
    expect(readMap(keyMap, 'ACTIVE_LIVE', timeline).path).toEqual([{ from: 'ACTIVE', to: 'ACTIVE_LIVE', atMs: 0 }])
  })

  it('leaves out what belongs to an earlier broadcast', () => {
    const first = ['INACTIVE>ACTIVE_PREP', 'ACTIVE_PREP>ACTIVE', 'ACTIVE>INACTIVE'] as const
    const again = readMap(keyMap, 'ACTIVE_PREP', changes('key-state', ...first, 'INACTIVE>ACTIVE_PREP'))
    expect(again.path.map(({ from }) => from)).toEqual(['INACTIVE'])
    const over = readMap(keyMap, 'INACTIVE', changes('key-state', ...first, ...first))
    expect(over.path.map(({ from }) => from)).toEqual(['INACTIVE', 'ACTIVE_PREP', 'ACTIVE'])
  })

  it('leaves out what was told of another room', () => {
    const reading = readMap(roomMap, 'SCHEDULED', changes('room-state', 'LIVE_INACTIVE>ENDED', 'ENDED>ARCHIVED'))
    expect([reading.path, statesThatAre('past', reading)]).toEqual([[], []])
  })

  it('shows a state that the table does not know as the current one, after all others', () => {
    const reading = readMap(keyMap, 'ACTIVE_SOMEHOW', changes('key-state', 'INACTIVE>ACTIVE_SOMEHOW'))
    expect(reading.nodes.at(-1)).toEqual({ state: 'ACTIVE_SOMEHOW', look: 'current' })
    expect([reading.next, statesThatAre('past', reading)]).toEqual([[], ['INACTIVE']])
  })

  it('claims nothing while nothing is known', () => {
    const reading = readMap(roomMap, null, changes('room-state', 'SCHEDULED>LIVE'))
    expect([...new Set([...reading.nodes, ...reading.edges].map(({ look }) => look))]).toEqual(['other'])
  })
})

describe('force', () => {
  it('is one rule: everywhere for the key, from what is on air for the room', () => {
    expect(plans.map(forceRule)).toEqual([
      { to: 'INACTIVE', from: streamKeyStates, everywhere: true },
      { to: 'ENDED', from: ['LIVE', 'LIVE_INACTIVE'], everywhere: false },
    ])
  })

  it('draws no edge and makes no state possible', () => {
    expect(statesThatAre('possible', readMap(roomMap, 'LIVE', []))).toEqual(['LIVE_INACTIVE'])
  })
})

describe('whether a person can bring a cause about', () => {
  const { actions } = aSnapshot({
    session: { actions: { streamStart: because('already-sending'), reconnectNow: allowed, goLive: because('no-room') } },
  }).session

  it('is what the core says of the action; one of several is enough', () => {
    expect(availabilityOf('go-live', actions)).toEqual(because('no-room'))
    expect(availabilityOf('ingest-started', actions)).toMatchObject({ allowed: true })
  })

  it('is no question for what the service does by itself', () => {
    expect((['converted', 'archived', 'cancel'] as const).map((cause) => availabilityOf(cause, actions))).toEqual([null, null, null])
  })
})
