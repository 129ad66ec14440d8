import { expect, test } from 'vitest'
import { roomStates, roomTransitions, streamKeyStates, streamKeyTransitions } from '#shared/states'

const written = (edges: readonly { readonly from: string; readonly to: string; readonly cause: string }[]) =>
  edges.map(({ from, cause, to }) => `${from} ${cause} ${to}`).toSorted()

test('a stream key moves as the documents draw it, and by force from anywhere', () => {
  const drawn = [
    'INACTIVE ingest-started ACTIVE_PREP',
    'ACTIVE_PREP ingest-stopped INACTIVE',
    'ACTIVE_PREP converted ACTIVE',
    'ACTIVE ingest-stopped INACTIVE',
    'ACTIVE go-live ACTIVE_LIVE',
    'ACTIVE_LIVE ingest-stopped INACTIVE_LIVE',
    'INACTIVE_LIVE ingest-started ACTIVE_LIVE_PREP',
    'ACTIVE_LIVE_PREP ingest-stopped INACTIVE_LIVE',
    'ACTIVE_LIVE_PREP converted ACTIVE_LIVE',
    'INACTIVE_LIVE end INACTIVE',
  ]
  expect(written(streamKeyTransitions)).toEqual([...drawn, ...streamKeyStates.map((state) => `${state} force-terminate INACTIVE`)].toSorted())
})

test('a room moves as the documents draw it, and what is over stays over', () => {
  expect(written(roomTransitions)).toEqual(
    [
      'SCHEDULED go-live LIVE',
      'SCHEDULED cancel CANCELLED',
      'LIVE ingest-stopped LIVE_INACTIVE',
      'LIVE_INACTIVE converted LIVE',
      'LIVE_INACTIVE end ENDED',
      'LIVE force-terminate ENDED',
      'LIVE_INACTIVE force-terminate ENDED',
      'ENDED archived ARCHIVED',
    ].toSorted(),
  )
  const left = new Set(roomTransitions.map(({ from }) => from))
  expect(roomStates.filter((state) => !left.has(state))).toEqual(['ARCHIVED', 'CANCELLED'])
})
