import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'
import type { LinuxPlaces } from './linux-places.ts'

/**
 * Linux: calls back when a camera or a sound card comes or goes. Where udev keeps its notes, these are watched: they are written once everything about
 * a device is in place. Elsewhere `/dev` itself is. Several calls may come of one device.
 */
export const watchDeviceFiles = ({ udevData, dev }: Pick<LinuxPlaces, 'udevData' | 'dev'>, onChange: () => void): Disposable => {
  const watchers = new Map<string, FSWatcher>()

  const tryWatch = (folder: string, isOurs: (name: string) => boolean): boolean => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || isOurs(name)) onChange()
      })
      watcher.on('error', () => watcher.close())
      watchers.set(folder, watcher)
      return true
    } catch {
      return false // there is no such folder here
    }
  }

  const watchSound = () => tryWatch(join(dev, 'snd'), () => true)
  const inDev = (name: string) => {
    if (name === 'snd') watchSound() // comes with the first sound card
    return /^(video\d+|snd)$/.test(name)
  }
  if (!tryWatch(udevData, isVideoOrSound)) {
    tryWatch(dev, inDev)
    watchSound()
  }

  return {
    [Symbol.dispose]: () => {
      for (const watcher of watchers.values()) watcher.close()
      watchers.clear()
    },
  }
}

/** udev names its notes by the device's number: 81 is video, 116 is sound. */
const isVideoOrSound = (name: string): boolean => /^(c81:|c116:|\+sound:)/.test(name)
