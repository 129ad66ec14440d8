import type Electron from 'electron'
import { LoudEmitter } from './loud.ts'

/** “Returns Integer - The blocker ID that is assigned to this power blocker”; “Boolean - Whether the specified powerSaveBlocker has been stopped” (Electron, powerSaveBlocker). */
export function createPowerSaveBlocker() {
  const started = new Set<number>()
  let lastId = -1
  return {
    start: (type) => {
      if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep') throw new Error(`invalid type ${type}`)
      lastId += 1
      started.add(lastId)
      return lastId
    },
    stop: (id) => started.delete(id),
    isStarted: (id) => started.has(id),
  } satisfies Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>
}

/** Tells of nothing by itself: a test emits what the system would. */
export const createPowerMonitor = () => new LoudEmitter('powerMonitor', ['suspend', 'resume', 'shutdown'])
