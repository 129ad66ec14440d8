import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { watchComputer } from '../../../electron/core/watch-computer.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { startLive } from '../../fakes/start-core.ts'

test('another network while a connection is sought: tried at once, and soon again', async () => {
  let addresses = '10.0.0.2'
  const on = await startLive({ networkAddresses: () => addresses })
  on.pipeline.network = failure('ingest-unreachable')
  on.pipeline.lose()
  await on.wait(20_000)
  addresses = ''
  await on.wait(4_000)
  const before = on.pipeline.attempts.length
  addresses = '192.168.7.2'
  await on.until('noticed', ({ timeline }) => timeline.at(-1)?.code === 'network-changed', 2_100)
  expect(on.pipeline.attempts.length, 'no network is no news').toBe(before + 1)
  const changedMs = on.pipeline.attempts.at(-1)?.atMs ?? 0
  on.pipeline.network = null
  await on.until('back', ({ session }) => session.witnesses.sender === 'publishing')
  expect((on.pipeline.attempts.at(-1)?.atMs ?? 0) - changedMs).toBeLessThan(700)
})

test('every 2 s somebody looks at the network, and says that it is another, or gone', async () => {
  const clock = createManualClock()
  let addresses = '10.0.0.2'
  let sending = false
  const seen: string[] = []
  const watch = watchComputer({
    clock,
    timers: clock,
    networkAddresses: () => addresses,
    isSending: () => sending,
    onAddresses: (isThere) => seen.push(isThere ? 'another' : 'none'),
    onNetwork: () => seen.push('send elsewhere'),
    onWake: () => {},
  })
  const change = async (next: string) => {
    addresses = next
    await clock.advance(2_000)
    return seen.splice(0)
  }
  expect(await change('10.0.0.2')).toEqual([])
  expect(await change('')).toEqual(['none'])
  expect(await change('10.0.0.3')).toEqual(['another'])
  sending = true
  expect(await change('10.0.0.3')).toEqual([])
  expect(await change('10.0.0.4')).toEqual(['another', 'send elsewhere'])
  expect(await change('10.0.0.4')).toEqual([])
  watch[Symbol.dispose]()
  expect(clock.pending()).toBe(0)
})

test('after a sleep nothing that was known before counts, and everything is asked for at once', async () => {
  const on = await startLive()
  on.pipeline.network = failure('ingest-unreachable')
  on.pipeline.lose()
  await on.wait(20_000)
  expect(on.session().tally.state).toBe('trouble')
  on.cloud.down = true
  // The computer's own clock of monotonic time slept with it.
  on.clock.jumpWall(3 * 3_600_000)
  const before = on.pipeline.attempts.length
  await on.until('noticed', ({ timeline }) => timeline.some(({ code }) => code === 'woke-up'), 1_100)
  expect(on.session().tally).toMatchObject({ state: 'unknown', lastKnown: { state: 'trouble' } })
  expect(on.pipeline.attempts.length).toBeGreaterThan(before)
  await on.wait(500)
  expect(on.session().tally.state, 'an answer that fails brings nothing back').toBe('unknown')
  on.cloud.down = false
  on.pipeline.network = null
  await on.until('live again', ({ session }) => session.tally.state === 'live' && session.witnesses.sender === 'publishing', 15_000)
})

test('an answer that comes between waking up and noticing it counts', async () => {
  const on = await startLive()
  on.clock.jumpWall(3 * 3_600_000)
  await on.call('room.refresh', null)
  expect(
    on.snapshot().timeline.some(({ code }) => code === 'woke-up'),
    'not noticed yet',
  ).toBe(false)
  on.cloud.down = true
  await on.until('noticed', ({ timeline }) => timeline.some(({ code }) => code === 'woke-up'), 1_100)
  expect(on.session().tally.state).toBe('live')
})

test('a stalled connection is cut when the network is another', async () => {
  let addresses = '10.0.0.2'
  const on = await startLive({ networkAddresses: () => addresses })
  await on.wait(2_000)
  on.pipeline.emit({ type: 'sender', state: 'stalled' })
  addresses = '10.0.0.3'
  await on.until('cut', ({ session }) => session.witnesses.sender === 'reconnecting', 2_100)
  await on.until('back', ({ session }) => session.tally.state === 'live' && session.witnesses.sender === 'publishing')
})

test('a connection that carries is left alone, whatever the addresses say', async () => {
  let addresses = '10.0.0.2'
  const on = await startLive({ networkAddresses: () => addresses })
  await on.wait(4_000)
  addresses = '10.0.0.2 10.8.0.1'
  await on.wait(4_000)
  expect(on.pipeline.attempts).toHaveLength(1)
  expect(on.codes()).toContain('network-changed')
})

test('the system’s own word of a wake-up and that of the clocks are about the same sleep, whichever comes first', async () => {
  const clock = createManualClock()
  let wakes = 0
  let tellOfWake = () => {}
  const watch = watchComputer({
    clock,
    timers: clock,
    networkAddresses: () => '10.0.0.2',
    isSending: () => false,
    onAddresses: () => {},
    onNetwork: () => {},
    onWake: () => {
      wakes += 1
    },
    onSystemWake: (listener) => {
      tellOfWake = listener
      return () => {
        tellOfWake = () => {}
      }
    },
  })
  const hour = 3_600_000
  clock.jumpWall(hour)
  tellOfWake()
  await clock.advance(2_000)
  expect(wakes, 'the system was first').toBe(1)
  clock.jumpWall(hour)
  await clock.advance(1_000)
  tellOfWake()
  expect(wakes, 'the clocks were first').toBe(2)
  clock.jumpWall(hour)
  tellOfWake()
  expect(wakes, 'a further sleep soon after').toBe(3)
  watch[Symbol.dispose]()
  tellOfWake()
  expect([wakes, clock.pending()]).toEqual([3, 0])
})
