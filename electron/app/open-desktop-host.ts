import { Notification, shell, systemPreferences } from 'electron'
import type { HostParts } from '../start-host.ts'
import { systemTimers } from '../timers.ts'
import { createDesktopHost, type ReportedDesktop } from './desktop-host.ts'
import { isWayland } from './desktop-offers.ts'
import { canHideWindows } from './hide-window.ts'
import { createOwnWindow } from './own-window.ts'
import { createPrivacy } from './privacy.ts'

/** What the core is told of the desktop, from before there is a window. */
export type HostedDesktop = Pick<ReportedDesktop, 'report' | 'look'> & {
  readonly hostParts: Required<Pick<HostParts, 'desktop' | 'hostWindow'>>
  readonly watchWindow: ReturnType<typeof createOwnWindow>['watch']
}

export function openDesktopHost(): HostedDesktop {
  const { platform, env } = process
  const desktop = createDesktopHost(createPrivacy({ platform, systemPreferences, shell, after: systemTimers.after }), {
    canNotify: Notification.isSupported(),
    canHide: canHideWindows(platform),
    hotkeysDoubtful: platform === 'linux' && isWayland(env),
  })
  const { hostWindow, watch } = createOwnWindow(platform)
  return { hostParts: { desktop, hostWindow }, report: desktop.report, look: desktop.look, watchWindow: watch }
}
