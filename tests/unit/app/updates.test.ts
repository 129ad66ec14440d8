import { expect, test } from 'vitest'
import type { UpdateView } from '#shared/contract'
import { checkEveryMs, firstCheckMs, keepUpdated, type Updater } from '../../../electron/app/updates.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

/** An updater whose downloads end when the test says so. */
function start({
  newest = '2.0.0' as string | null,
  installs = true,
  check,
}: {
  newest?: string | null
  installs?: boolean
  check?: Updater['check']
} = {}) {
  const clock = createManualClock()
  const did: string[] = []
  let finish = (_error?: Error) => {}
  let progress = (_percent: number) => {}
  const updater: Updater = {
    check: async () => {
      did.push('check')
      return check ? check() : newest
    },
    download: (onPercent, signal) =>
      new Promise((resolve, reject) => {
        did.push('download')
        progress = onPercent
        finish = (error) => (error ? reject(error) : resolve())
        signal.addEventListener('abort', () => {
          did.push('cancelled')
          reject(new Error('cancelled'))
        })
      }),
    install: (andRestart) => did.push(andRestart ? 'install and restart' : 'install'),
    problemOf: () => 'untrusted',
  }
  const updates = keepUpdated({
    load: async () => updater,
    installs,
    quit: () => did.push('quit'),
    clock,
    timers: clock,
    logger: silentLogger,
  })
  const seen: UpdateView[] = []
  updates.onChange(() => seen.push(updates.view()))
  return { updates, clock, did, seen, finish: (error?: Error) => finish(error), progress: (percent: number) => progress(percent) }
}

test('looks a minute after the start and every six hours, and says when it found nothing newer', async () => {
  const { updates, clock, did } = start({ newest: null })
  updates.setBusy(false)
  await clock.advance(firstCheckMs - 1)
  expect(did).toEqual([])
  await clock.advance(1)
  expect(did).toEqual(['check'])
  expect(updates.view()).toEqual({ state: 'idle', checkedAtMs: clock.wallMs() })
  await clock.advance(checkEveryMs)
  expect(did).toEqual(['check', 'check'])
  expect(updates.atQuit()).toBe(null)
})

test('fetches a newer version, and installs it when the program ends', async () => {
  const { updates, clock, did, seen, finish, progress } = start()
  updates.setBusy(false)
  updates.check()
  await clock.advance(0)
  progress(41.9)
  finish()
  await clock.advance(0)
  expect(seen).toEqual([
    { state: 'checking' },
    { state: 'downloading', version: '2.0.0', percent: 0 },
    { state: 'downloading', version: '2.0.0', percent: 41 },
    { state: 'ready', version: '2.0.0' },
  ])
  updates.atQuit()?.()
  expect(did).toEqual(['check', 'download', 'install'])
  // What is ready is not fetched again.
  await clock.advance(checkEveryMs)
  expect(did).toHaveLength(3)
})

test('restarts on request', async () => {
  const { updates, clock, did, finish } = start()
  updates.setBusy(false)
  updates.install()
  updates.check()
  await clock.advance(0)
  finish()
  await clock.advance(0)
  updates.install()
  updates.atQuit()?.()
  expect(did).toEqual(['check', 'download', 'quit', 'install and restart'])
})

test('on air nothing is looked for; it is done once the air is free', async () => {
  const { updates, clock, did } = start()
  updates.setBusy(true)
  await clock.advance(firstCheckMs)
  updates.check()
  expect(did).toEqual([])
  updates.setBusy(false)
  await clock.advance(0)
  expect(did).toEqual(['check', 'download'])
})

test('going on air stops a download, which begins again afterwards', async () => {
  const { updates, clock, did, finish } = start()
  updates.setBusy(false)
  updates.check()
  await clock.advance(0)
  updates.setBusy(true)
  await clock.advance(0)
  expect(updates.view()).toEqual({ state: 'available', version: '2.0.0', installs: true })
  expect(did).toEqual(['check', 'download', 'cancelled'])
  updates.setBusy(false)
  await clock.advance(0)
  finish()
  await clock.advance(0)
  expect(did).toEqual(['check', 'download', 'cancelled', 'check', 'download'])
  expect(updates.view().state).toBe('ready')
})

test('what is ready is not installed while a broadcast waits to be resumed', async () => {
  const { updates, clock, finish } = start()
  updates.setBusy(false)
  updates.check()
  await clock.advance(0)
  finish()
  await clock.advance(0)
  updates.setBusy(true)
  expect(updates.atQuit()).toBe(null)
})

test('where no signature can be compared it is only said that there is a newer version', async () => {
  const { updates, clock, did } = start({ installs: false })
  updates.setBusy(false)
  updates.check()
  await clock.advance(0)
  expect(updates.view()).toEqual({ state: 'available', version: '2.0.0', installs: false })
  expect(did).toEqual(['check'])
  expect(updates.atQuit()).toBe(null)
})

test('a failure is said, and the next look is made all the same', async () => {
  const { updates, clock, did, finish } = start()
  updates.setBusy(false)
  updates.check()
  await clock.advance(0)
  finish(new Error('not signed by the application owner'))
  await clock.advance(0)
  expect(updates.view()).toEqual({ state: 'failed', problem: 'untrusted' })
  expect(updates.atQuit()).toBe(null)
  await clock.advance(checkEveryMs)
  expect(did).toEqual(['check', 'download', 'check', 'download'])
})

test('after it is disposed nothing more is looked for', async () => {
  const { updates, clock, did } = start()
  updates.setBusy(false)
  updates.check()
  await clock.advance(0)
  updates[Symbol.dispose]()
  await clock.advance(checkEveryMs * 2)
  expect(did).toEqual(['check', 'download', 'cancelled'])
})
