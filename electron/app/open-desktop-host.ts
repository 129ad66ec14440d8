import { globalShortcut, Notification, shell, systemPreferences } from 'electron'
import type { HostParts } from '../start-host.ts'
import { systemTimers } from '../timers.ts'
import { createDesktopHost, type ReportedDesktop } from './desktop-host.ts'
import { isWayland } from './desktop-offers.ts'
import { canHideWindows } from './hide-window.ts'
import { createOwnWindow } from './own-window.ts'
import { createPrivacy } from './privacy.ts'
import { restHotkeys } from './rest-hotkeys.ts'

/** What the core is told of the desktop, from before there is a window. */
export type HostedDesktop = Pick<ReportedDesktop, 'report' | 'look'> & {
  readonly hostParts: Required<Pick<HostParts, 'desktop' | 'hostWindow'>>
  readonly watchWindow: ReturnType<typeof createOwnWindow>['watch']
}

export function openDesktopHost(): HostedDesktop {
  const { platform, env } = process
  const { after } = systemTimers
  const facts = {
    canNotify: Notification.isSupported(),
    canHide: canHideWindows(platform),
    hotkeysDoubtful: platform === 'linux' && isWayland(env),
  }
  const desktop = createDesktopHost(createPrivacy({ platform, systemPreferences, shell, after }), facts, restHotkeys(globalShortcut, after))
  const { hostWindow, watch } = createOwnWindow(platform)
  return { hostParts: { desktop, hostWindow }, report: desktop.report, look: desktop.look, watchWindow: watch }
}
