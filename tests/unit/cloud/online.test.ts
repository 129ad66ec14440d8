import { expect, it } from 'vitest'
import { followOnline } from '../../../electron/cloud/online.ts'

function online(isHere = false) {
  const told: boolean[] = []
  return { ...followOnline({ isHere, onChange: (is) => told.push(is) }), told }
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
