import type { BrowserWindow, PowerMonitor } from 'electron'

/**
 * Calls back when the system itself ends the app: signals, log-out, shutdown. Nobody can be asked then. Listeners of Node take the place of Electron's own for
 * the same signals, which would ask like any wish to quit.
 */
export function hearSystemEnd(window: BrowserWindow, powerMonitor: PowerMonitor, end: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  // Windows: “Once this event fires, there is no way to prevent the session from ending” (Electron, BrowserWindow, “Event: 'session-end'”).
  window.on('session-end', end)
  // Linux and macOS: prevented, it waits for us to go, as long as the system likes (Electron, powerMonitor, “Event: 'shutdown'”).
  powerMonitor.on('shutdown', (...[event]: { readonly preventDefault: () => void }[]) => {
    event?.preventDefault()
    end()
  })
}
