import { expect, test } from 'vitest'
import { silentLogger } from '../../../../electron/logging/port.ts'
import { watchDevices } from '../../../../electron/pipeline/source/watch-devices.ts'
import { createManualClock } from '../../../fakes/manual-clock.ts'

const keeper = { adopt: () => () => {}, [Symbol.dispose]: () => {} }

test('where the system tells of no changes, lists are compared every five seconds, and no more once nobody watches', async () => {
  const timers = createManualClock()
  let devices: readonly string[] = ['camera:1']
  let listed = 0
  let changes = 0
  const list = async () => {
    listed += 1
    if (devices.length === 0) throw new Error('ffmpeg is busy')
    return devices
  }
  const watching = watchDevices({ platform: 'win32', env: {}, keeper, logger: silentLogger, timers, list }, () => {
    changes += 1
  })
  await timers.advance(12_000)
  expect([listed, changes]).toEqual([3, 0])

  devices = ['camera:1', 'camera:2']
  await timers.advance(3_200)
  expect([listed, changes]).toEqual([4, 0])
  await timers.advance(200)
  expect(changes).toBe(1)

  // a list that cannot be had is no change
  devices = []
  await timers.advance(10_000)
  expect([listed, changes]).toEqual([6, 1])

  await watching[Symbol.asyncDispose]()
  devices = ['camera:3']
  await timers.advance(20_000)
  expect([listed, changes, timers.pending()]).toEqual([6, 1, 0])
})
