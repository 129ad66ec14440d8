import {
  type RoomCause,
  type RoomState,
  roomStates,
  roomTransitions,
  type StreamKeyCause,
  type StreamKeyState,
  streamKeyStates,
  streamKeyTransitions,
} from '#shared/states'

export type Cause = StreamKeyCause | RoomCause
export type Edge = { readonly from: string; readonly to: string; readonly cause: Cause }

/** Where a state stands in the drawing: two columns, three rows. */
export type Place = { readonly column: 0 | 1; readonly row: 0 | 1 | 2 }

/** A state machine of the service with a place for every state. States and edges are those of the shared tables. */
export type MapPlan = {
  readonly name: 'key' | 'room'
  readonly states: readonly string[]
  readonly transitions: readonly Edge[]
  readonly places: Readonly<Record<string, Place>>
  /** Where a broadcast begins: what came before it belongs to an earlier one. */
  readonly start: string
  readonly timelineCode: 'key-state' | 'room-state'
  readonly words: 'streamKeyState' | 'roomState'
}

/** Left private, right on air; downwards from nothing arriving to a stream that can be watched. */
const keyPlaces: Readonly<Record<StreamKeyState, Place>> = {
  INACTIVE: { column: 0, row: 0 },
  ACTIVE_PREP: { column: 0, row: 1 },
  ACTIVE: { column: 0, row: 2 },
  INACTIVE_LIVE: { column: 1, row: 0 },
  ACTIVE_LIVE_PREP: { column: 1, row: 1 },
  ACTIVE_LIVE: { column: 1, row: 2 },
}

/** Downwards from before to after. */
const roomPlaces: Readonly<Record<RoomState, Place>> = {
  SCHEDULED: { column: 0, row: 0 },
  CANCELLED: { column: 1, row: 0 },
  LIVE: { column: 0, row: 1 },
  LIVE_INACTIVE: { column: 1, row: 1 },
  ARCHIVED: { column: 0, row: 2 },
  ENDED: { column: 1, row: 2 },
}

export const keyMap: MapPlan = {
  name: 'key',
  states: streamKeyStates,
  transitions: streamKeyTransitions,
  places: keyPlaces,
  start: 'INACTIVE' satisfies StreamKeyState,
  timelineCode: 'key-state',
  words: 'streamKeyState',
}

export const roomMap: MapPlan = {
  name: 'room',
  states: roomStates,
  transitions: roomTransitions,
  places: roomPlaces,
  start: 'SCHEDULED' satisfies RoomState,
  timelineCode: 'room-state',
  words: 'roomState',
}

/** False of a state that a newer service may have. */
export const isKnown = (plan: MapPlan, state: string): boolean => plan.states.includes(state)
