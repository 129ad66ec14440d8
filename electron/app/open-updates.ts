import type { App } from 'electron'
import { systemClock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import type { OpenedParts } from '../opened-parts.ts'
import type { HostParts } from '../start-host.ts'
import { systemTimers } from '../timers.ts'
import { loadElectronUpdater, updatesAreConfigured, updatesAreSigned } from './electron-updater.ts'
import { keepUpdated, type Updates } from './updates.ts'

/** Newer versions, for an installed Tally whose makers said where they are. */
export function openUpdates(app: Pick<App, 'isPackaged' | 'quit'>): {
  readonly hostParts: (resourcesPath: string, opened: OpenedParts) => Pick<HostParts, 'updates'>
  /** What installs a newer version once everything has ended; null where there is none. */
  readonly atQuit: () => (() => void) | null
} {
  let updates: Updates | null = null
  const open = (opened: OpenedParts) => (logger: Logger) => {
    updates = keepUpdated({
      load: () => loadElectronUpdater(logger),
      installs: updatesAreSigned(process.platform),
      quit: () => app.quit(),
      clock: systemClock,
      timers: systemTimers,
      logger,
    })
    opened.add(updates)
    return updates
  }
  return {
    hostParts: (resourcesPath, opened) => (app.isPackaged && updatesAreConfigured(resourcesPath) ? { updates: open(opened) } : {}),
    atQuit: () => updates?.atQuit() ?? null,
  }
}
