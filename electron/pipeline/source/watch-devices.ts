import { systemTimers, type Timers } from '../../timers.ts'
import { type LinuxPlaces, linuxPlaces } from './linux-places.ts'
import type { QueryDeps } from './run-query.ts'
import { watchByListing } from './watch-by-listing.ts'
import { watchDeviceFiles } from './watch-device-files.ts'
import { watchSoundServer } from './watch-sound-server.ts'

export type DeviceWatchDeps = QueryDeps & {
  readonly platform: NodeJS.Platform
  readonly timers?: Timers
  /** Default: where every Linux has them. */
  readonly places?: LinuxPlaces
  /** Cameras and microphones as they are now; asked every 5 s on systems that tell of no changes (all but Linux). */
  readonly list: () => Promise<unknown>
}

const quietMs = 300

/**
 * Calls back, once things have been quiet for 300 ms, when a camera, a microphone or an output for sound was plugged or unplugged: that is the time to list
 * again. Windows and screens are not watched. It costs nothing while nothing happens on Linux, and a listing every 5 s elsewhere, so watch only while somebody looks.
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
  const watchers: readonly (Disposable | AsyncDisposable)[] =
    deps.platform === 'linux'
      ? [watchDeviceFiles(places, changed), watchSoundServer({ ...deps, timers }, changed)]
      : [watchByListing(deps.list, timers, changed)]
  return {
    [Symbol.asyncDispose]: async () => {
      disposed = true
      cancel()
      await Promise.all(watchers.map((watcher) => (Symbol.asyncDispose in watcher ? watcher[Symbol.asyncDispose]() : watcher[Symbol.dispose]())))
    },
  }
}
