import { expect, test } from 'vitest'
import type { PagePlace } from '#shared/contract'
import { ok } from '#shared/result'
import type { ConnectionState } from '../../../renderer/bridge.ts'
import { readPlace, type WindowFacts } from '../../../renderer/features/own-window/read-place.ts'
import { tellPlace } from '../../../renderer/features/own-window/tell-place.ts'

const facts = (more: Partial<WindowFacts> = {}): WindowFacts => ({
  screenX: 100.4,
  screenY: -20,
  outerWidth: 1280,
  outerHeight: 800,
  document: { title: 'Off – Tally', visibilityState: 'visible' },
  ...more,
})

test('a page that can be seen knows where its window is', () => {
  expect(readPlace(facts())).toEqual({ title: 'Off – Tally', x: 100, y: -20, width: 1280, height: 800 })
})

test('a page that nobody sees is nowhere', () => {
  expect(readPlace(facts({ document: { title: 'Off – Tally', visibilityState: 'hidden' } }))).toBe(null)
  expect(readPlace(facts({ outerWidth: 0 }))).toBe(null)
})

const start = () => {
  const told: (PagePlace | null)[] = []
  const world = { place: readPlace(facts()), connection: 'open' as ConnectionState }
  let look = () => {}
  let changed = () => {}
  let answer = () => {}
  tellPlace({
    bridge: {
      call: (_command, input) => {
        told.push((input as { readonly place: PagePlace | null }).place)
        return new Promise((resolve) => {
          answer = () => resolve(ok(null as never))
        })
      },
      connectionState: () => world.connection,
      onConnectionState: (observer) => {
        changed = observer
        return () => {}
      },
    },
    read: () => world.place,
    watch: (run) => {
      look = run
    },
  })
  const become = (connection: ConnectionState) => {
    world.connection = connection
    changed()
  }
  const answered = async () => {
    answer()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { told, world, become, look: () => look(), answer: answered }
}

test('a place is told when it changes, and the newest once the last was taken', async () => {
  const { told, world, look, answer } = start()
  const first = readPlace(facts())
  const second = readPlace(facts({ screenX: 200 }))
  const third = readPlace(facts({ screenX: 300 }))
  world.place = second
  look()
  world.place = third
  look()
  expect(told).toEqual([first])
  await answer()
  look()
  expect(told).toEqual([first, third])
  await answer()
  look()
  expect(told).toEqual([first, third])
})

test('a clock in the title is no news', async () => {
  const { told, world, look, answer } = start()
  await answer()
  world.place = readPlace(facts({ document: { title: 'LIVE 00:00:01 – Tally', visibilityState: 'visible' } }))
  look()
  await answer()
  world.place = readPlace(facts({ document: { title: 'LIVE 00:00:02 – Tally', visibilityState: 'visible' } }))
  look()
  expect(told.map((place) => place?.title)).toEqual(['Off – Tally', 'LIVE 00:00:01 – Tally'])
})

test('a new connection is told anew, and one that is lost nothing', async () => {
  const { told, world, become, look, answer } = start()
  await answer()
  become('lost')
  world.place = null
  look()
  expect(told).toHaveLength(1)
  world.place = readPlace(facts())
  become('open')
  expect(told).toHaveLength(2)
})
