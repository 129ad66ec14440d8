import { expect, it } from 'vitest'
import type { CloudEvent } from '../../../electron/cloud/event-stream.ts'
import type { CloudApi } from '../../../electron/cloud/port.ts'
import { watchMember } from '../../../electron/cloud/watcher.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import type { AppUserId, RoomId } from '../../../shared/ids.ts'
import { ok } from '../../../shared/result.ts'
import { roomSchema } from '../../../shared/wire/room.ts'
import { streamKeySchema } from '../../../shared/wire/stream-key.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { roomJson, streamKeyJson } from './wire-samples.ts'

const key: CloudEvent = { about: 'stream-key', id: '41' }

/** A watcher that hears events; every question takes 30 ms, its answer is how things stand when it ends. */
function watch({ isOpen = true } = {}) {
  const time = createManualClock()
  const startMs = time.monotonicMs()
  const service = { state: 'INACTIVE' }
  const askedAt: number[] = []
  const listeners = new Set<(event: CloudEvent) => void>()
  const api: Pick<CloudApi, 'getStreamKey' | 'getRoom' | 'getVideoPost' | 'clockOffsetMs'> = {
    getStreamKey: async () => {
      askedAt.push(time.monotonicMs() - startMs)
      await time.wait(30)
      return ok(streamKeySchema.parse({ ...streamKeyJson, streamKeyState: service.state }))
    },
    getRoom: async () => ok(roomSchema.parse(roomJson)),
    getVideoPost: () => Promise.reject(new Error('not asked for')),
    clockOffsetMs: () => 0,
  }
  const events = {
    isOpen: () => isOpen,
    observe: (listener: (event: CloudEvent) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const watcher = watchMember({ api, member: 'creator1' as AppUserId, clock: time, timers: time, random: () => 0.5, logger: silentLogger, events })
  const seen: unknown[] = []
  watcher.observe(({ streamKey }) => seen.push(streamKey?.streamKeyState))
  const hear = (event: CloudEvent) => {
    for (const listener of listeners) listener(event)
  }
  return { time, service, askedAt, watcher, seen, hear, listeners }
}

it('asks at once after an event, once for a burst, and believes only the answer', async () => {
  const { time, service, askedAt, seen, hear } = watch()
  await time.advance(1_000)
  service.state = 'ACTIVE_PREP'
  for (const event of [key, key, { about: 'gap' } as const, key]) hear(event)
  expect(seen).toEqual(['INACTIVE'])
  await time.advance(200)
  expect([askedAt, seen]).toEqual([
    [0, 1_040],
    ['INACTIVE', 'ACTIVE_PREP'],
  ])
})

it('asks again where an event comes while a question is under way, so that no older answer stays', async () => {
  const { time, service, askedAt, seen, hear } = watch()
  await time.advance(1_000)
  hear(key)
  await time.advance(50)
  hear(key)
  service.state = 'ACTIVE'
  await time.advance(500)
  expect(askedAt).toEqual([0, 1_040, 1_290])
  expect(seen.at(-1)).toBe('ACTIVE')
})

it('does not let a storm of events become a storm of questions', async () => {
  const { time, askedAt, hear } = watch()
  await time.advance(1_000)
  for (let count = 0; count < 200; count += 1) {
    hear(key)
    await time.advance(10)
  }
  expect(askedAt.length).toBeLessThanOrEqual(10)
})

it('leaves an event alone that is about a room nobody follows', async () => {
  const { time, askedAt, watcher, hear } = watch()
  watcher.follow('900' as RoomId)
  await time.advance(1_000)
  const before = askedAt.length
  hear({ about: 'room', id: '901' })
  await time.advance(1_000)
  expect(askedAt.length - before).toBe(0)
  hear({ about: 'room', id: '900' })
  await time.advance(100)
  expect(askedAt.length - before).toBe(1)
})

it('asks every five seconds at rest all the same, and never more than once a second for itself', async () => {
  const { time, askedAt, watcher, hear } = watch()
  await time.advance(15_000)
  expect(askedAt).toEqual([0, 5_000, 10_000, 15_000])
  hear(key)
  await time.advance(5_000)
  expect(askedAt.slice(4), 'the rest begins anew with every answer').toEqual([15_250])
  watcher.setPace('quick')
  await time.advance(3_000)
  expect(askedAt.slice(5)).toEqual([20_000, 21_000, 22_000, 23_000])
})

it('looks closely by itself while the events are closed', async () => {
  const { time, askedAt, watcher } = watch({ isOpen: false })
  await time.advance(1_000)
  watcher.setPace('quick')
  await time.advance(1_000)
  expect(askedAt).toEqual([0, 1_000, 1_400, 1_800])
})

it('hears no more once it has stopped', async () => {
  const { time, watcher, hear, listeners } = watch()
  await time.advance(1_000)
  hear(key)
  watcher[Symbol.dispose]()
  expect([listeners.size, time.pending()]).toEqual([0, 0])
})
