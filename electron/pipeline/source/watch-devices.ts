import { systemTimers, type Timers } from '../../timers.ts'
import { type LinuxPlaces, linuxPlaces } from './linux-places.ts'
import type { QueryDeps } from './run-query.ts'
import { watchDeviceFiles } from './watch-device-files.ts'
import { watchSoundServer } from './watch-sound-server.ts'

export type DeviceWatchDeps = QueryDeps & {
  readonly timers?: Timers
  /** Default: where every Linux has them. */
  readonly places?: LinuxPlaces
}

const quietMs = 300

/**
 * Calls back, once things have been quiet for 300 ms, when a camera, a microphone or an output for sound was plugged or unplugged: that is the time to list
 * again. Windows and screens are not watched. For Linux; it costs nothing while nothing happens. Other systems tell only a browser's page of such changes.
 */
export const watchDevices = (deps: DeviceWatchDeps, onChange: () => void): AsyncDisposable => {
  const { timers = systemTimers, places = linuxPlaces } = deps
  let disposed = false
  let cancel = () => {}
  const changed = () => {
    if (disposed) return
    cancel()
    cancel = timers.after(quietMs, onChange)
  }
  const files = watchDeviceFiles(places, changed)
  const sound = watchSoundServer({ ...deps, timers }, changed)
  return {
    [Symbol.asyncDispose]: async () => {
      disposed = true
      cancel()
      files[Symbol.dispose]()
      await sound[Symbol.asyncDispose]()
    },
  }
}
