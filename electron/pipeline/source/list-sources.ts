import type { Failure } from '#shared/failure'
import type { CaptureInput, SoundInput } from './capture-input.ts'
import { type LinuxPlaces, linuxPlaces } from './linux-places.ts'
import { listAlsa } from './list-alsa.ts'
import { listAvfoundation } from './list-avfoundation.ts'
import { listDshow } from './list-dshow.ts'
import { listMonitors } from './list-monitors.ts'
import { listPulse } from './list-pulse.ts'
import { judgeScreens, listScreens, listXScreens, type ScreenListerDeps } from './list-screens.ts'
import { listTitledWindows } from './list-titled-windows.ts'
import { listV4l2 } from './list-v4l2.ts'
import { listXWindows } from './list-x-windows.ts'
import { type Listed, numberEqual } from './listed.ts'

export type SourceLists = {
  /** Screens, then windows. */
  readonly pictures: readonly Listed<CaptureInput>[]
  readonly cameras: readonly Listed<CaptureInput>[]
  /** With `system`, where the sound of this computer can be had. */
  readonly microphones: readonly Listed<SoundInput>[]
  /** Why there are no screens: `no-display`, `wayland-without-x`, `ffmpeg-missing`. */
  readonly failure: Failure | null
}

export type SourceListerDeps = ScreenListerDeps & {
  /** Default: where every Linux has them. */
  readonly places?: LinuxPlaces
}

/**
 * Everything that can be captured now. No device is opened; every question has 5 s and is asked beside the others, and one that fails leaves the
 * rest. Ids: `screen:…`, `window:…`, `camera:…`, `mic:…`, `system`.
 */
export const listSources = async (deps: SourceListerDeps): Promise<SourceLists> => {
  const lists = await listOn(deps)
  return { ...lists, pictures: numberEqual(lists.pictures), cameras: numberEqual(lists.cameras), microphones: numberEqual(lists.microphones) }
}

const listOn = (deps: SourceListerDeps): Promise<SourceLists> => {
  switch (deps.platform) {
    case 'linux':
      return listLinux(deps)
    case 'win32':
      return listWindows(deps)
    case 'darwin':
      return listMac(deps)
    default:
      return listScreens(deps).then(({ screens, failure }) => ({ pictures: screens, cameras: [], microphones: [], failure }))
  }
}

const listLinux = async (deps: SourceListerDeps): Promise<SourceLists> => {
  const places = deps.places ?? linuxPlaces
  const [{ screens, failure }, windows, cameras, microphones] = await Promise.all([
    listXScreens(deps.env),
    listXWindows(deps.env),
    listV4l2(places),
    listPulse(deps).then((pulse) => pulse ?? listAlsa(places)),
  ])
  if (!windows.ok && failure === null) deps.logger.warn('windows cannot be listed', { why: windows.failure.detail })
  return { pictures: [...screens, ...(windows.ok ? windows.value : [])], cameras, microphones, failure }
}

const listWindows = async (deps: SourceListerDeps): Promise<SourceLists> => {
  const [monitors, windows, devices] = await Promise.all([
    listMonitors(deps),
    listTitledWindows(deps),
    deps.ffmpegPath === null ? null : listDshow(deps.ffmpegPath, deps),
  ])
  if (windows === null) deps.logger.warn('windows cannot be listed')
  if (devices === null) deps.logger.warn('cameras and microphones cannot be listed')
  return { pictures: [...monitors, ...(windows ?? [])], cameras: devices?.cameras ?? [], microphones: devices?.microphones ?? [], failure: null }
}

const listMac = async (deps: SourceListerDeps): Promise<SourceLists> => {
  const devices = deps.ffmpegPath === null ? null : await listAvfoundation(deps.ffmpegPath, deps)
  if (devices === null) deps.logger.warn('screens, cameras and microphones cannot be listed')
  const { screens, failure } = judgeScreens(deps.ffmpegPath, devices)
  return { pictures: screens, cameras: devices?.cameras ?? [], microphones: devices?.microphones ?? [], failure }
}
