import type { PageOffer } from '#shared/contract'
import { type DesktopSourceId, desktopSources } from '#shared/desktop-sources'

export type DesktopOffer = PageOffer & { readonly id: DesktopSourceId }

type System = { readonly platform: NodeJS.Platform; readonly env: NodeJS.ProcessEnv /** As `os.release()` gives it. */; readonly release: string }

/** Until the capture itself says how large it is. */
const likelySize = { width: 1280, height: 720, of: 'screen' } as const

/** Named in the person’s language by the page; this is what logs say. */
const pickedScreen: DesktopOffer = { id: desktopSources.pickedScreen, label: 'Screen by the system’s picker', picture: likelySize, sound: false }
const systemSound: DesktopOffer = { id: desktopSources.systemSound, label: 'System sound', picture: null, sound: true }

/** The first Darwin of a macOS with a picker of its own, macOS 15. */
const darwinWithPicker = 24

/** Whether a session of Linux is one of Wayland. */
export const isWayland = (env: NodeJS.ProcessEnv): boolean => Boolean(env.WAYLAND_DISPLAY) || env.XDG_SESSION_TYPE === 'wayland'

/**
 * What ffmpeg's grabbers cannot capture on this system and Chromium can: a screen of Wayland through its portal, a screen by the picker of macOS 15 and later, the sound
 * of Windows (“`loopback` … is currently only supported on Windows”, Electron, session, `setDisplayMediaRequestHandler`).
 */
export function desktopOffers({ platform, env, release }: System): readonly DesktopOffer[] {
  switch (platform) {
    case 'linux':
      return isWayland(env) ? [pickedScreen] : []
    case 'darwin':
      return Number.parseInt(release, 10) >= darwinWithPicker ? [pickedScreen] : []
    case 'win32':
      return [systemSound]
    default:
      return []
  }
}
