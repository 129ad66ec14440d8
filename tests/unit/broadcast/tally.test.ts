import { expect, test } from 'vitest'
import type { RoomId } from '#shared/ids'
import { roomStates, streamKeyStates } from '#shared/states'
import type { SessionFacts } from '../../../electron/broadcast/facts.ts'
import type { ServiceFacts } from '../../../electron/broadcast/service-facts.ts'
import { tally } from '../../../electron/broadcast/tally.ts'
import { someFacts } from './some-facts.ts'

const light = (change: Partial<ServiceFacts>) => tally(someFacts({ service: change }), 1_000, null).state

test('every pair of answers has one light', () => {
  const table = Object.fromEntries(
    [...roomStates, null].map((roomState) => [String(roomState), streamKeyStates.map((keyState) => light({ roomState, keyState })).join(' ')]),
  )
  // INACTIVE, ACTIVE_PREP, ACTIVE, ACTIVE_LIVE, INACTIVE_LIVE, ACTIVE_LIVE_PREP
  expect(table).toEqual({
    SCHEDULED: 'off preview preview unknown trouble trouble',
    LIVE: 'unknown unknown unknown live trouble trouble',
    LIVE_INACTIVE: 'trouble trouble trouble trouble trouble trouble',
    ENDED: 'off preview preview unknown trouble trouble',
    ARCHIVED: 'off preview preview unknown trouble trouble',
    CANCELLED: 'off preview preview unknown trouble trouble',
    null: 'off preview preview unknown trouble trouble',
  })
})

test('on air for another room than the one that is looked at is on air as well', () => {
  const elsewhere = { roomState: 'SCHEDULED', keyRoomId: '2' as RoomId } as const
  expect(light({ ...elsewhere, keyState: 'ACTIVE_LIVE', keyRoomState: 'LIVE' })).toBe('live')
  expect(light({ ...elsewhere, keyState: 'INACTIVE_LIVE', keyRoomState: 'LIVE_INACTIVE' })).toBe('trouble')
})

test('a word that this version does not know is not guessed at', () => {
  expect(light({ keyState: 'unknown', roomState: 'LIVE' })).toBe('unknown')
  expect(light({ keyState: 'ACTIVE_LIVE', roomState: 'unknown' })).toBe('unknown')
})

test('an old answer says what was known last, never what is', () => {
  const old = { fresh: false, roomState: 'LIVE', keyState: 'ACTIVE_LIVE' } as const
  expect(tally(someFacts({ service: old }), 123, null)).toEqual({ state: 'unknown', lastKnown: { state: 'live', atMs: 123 } })
  expect(tally(someFacts({ service: { ...old, answered: false } }), null, null)).toEqual({ state: 'unknown', lastKnown: null })
})

test('without an answer it is off only where no connection is wanted', () => {
  const unasked = { fresh: false, answered: false, roomState: null, keyState: null } as const
  const light = (connection: SessionFacts['connection'], before: Parameters<typeof tally>[2] = null) =>
    tally(someFacts({ connection, service: unasked }), null, before)
  expect(light('none')).toEqual({ state: 'off', lastKnown: null })
  expect(light('connecting')).toEqual({ state: 'unknown', lastKnown: null })
  expect(light('failed')).toEqual({ state: 'unknown', lastKnown: null })
  const before = { state: 'live', atMs: 99 } as const
  expect(light('failed', before)).toEqual({ state: 'unknown', lastKnown: before })
  expect(light('none', before)).toEqual({ state: 'off', lastKnown: null })
})
