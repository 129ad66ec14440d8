import { expect, it } from 'vitest'
import { followOnline } from '../../../electron/cloud/online.ts'

type Met = 'answer' | 'nobody' | 'neither'

function online(isHere = false) {
  const told: boolean[] = []
  let nowMs = 0
  const follow = followOnline({ isHere, clock: { wallMs: () => 0, monotonicMs: () => nowMs }, onChange: (is) => told.push(is) })
  return {
    ...follow,
    told,
    /** One request after the other. */
    met: (what: Met) => follow.met(what, nowMs++),
    /** Requests that were sent in one moment and end a little later. */
    metTogether: (...whats: readonly Met[]) => {
      const sentMs = nowMs
      for (const what of whats) {
        nowMs += 1
        follow.met(what, sentMs)
      }
    },
  }
}

it('is offline after three requests in a row that reached nobody, and back with the first answer', () => {
  const { met, told } = online()
  for (const what of ['nobody', 'nobody', 'answer', 'nobody', 'neither', 'nobody'] as const) met(what)
  expect(told).toEqual([])
  met('nobody')
  met('nobody')
  met('neither')
  expect(told).toEqual([false])
  met('answer')
  expect(told).toEqual([false, true])
})

it('takes what several requests met that were under way together for one accident', () => {
  const { metTogether, told } = online()
  metTogether('nobody', 'nobody', 'nobody')
  metTogether('nobody', 'nobody')
  expect(told).toEqual([])
  metTogether('nobody', 'nobody')
  expect(told).toEqual([false])
  metTogether('nobody', 'answer')
  expect(told).toEqual([false, true])
})

it('is offline without a network, and hopes again at once with another one', () => {
  const { network, isOnline, told } = online()
  network(false)
  expect(isOnline()).toBe(false)
  network(true)
  network(true)
  expect([isOnline(), told]).toEqual([true, [false, true]])
})

it('needs no network for a service on this computer', () => {
  const { network, isOnline, met } = online(true)
  network(false)
  expect(isOnline()).toBe(true)
  for (let count = 0; count < 3; count += 1) met('nobody')
  expect(isOnline()).toBe(false)
})
