import type { BrowserWindow } from 'electron'
import type { Core } from '../core/port.ts'

/**
 * Linux has nothing of the kind. On macOS it hides the window from older ways to capture only: what uses ScreenCaptureKit sees it all the same (Electron,
 * BrowserWindow, `setContentProtection`).
 */
export const canHideWindows = (platform: NodeJS.Platform): boolean => platform === 'darwin' || platform === 'win32'

/** Keeps the window out of every capture of the screen, ours and others', as long as the settings say so. */
export function hideFromCapture(
  core: Pick<Core, 'watch'>,
  window: Pick<BrowserWindow, 'setContentProtection' | 'isDestroyed'>,
  onChange: () => void,
): Disposable {
  let hidden = false
  const stop = core.watch('snapshot', ({ app }) => {
    const wanted = app.desktop?.hidden === 'on'
    if (wanted === hidden || window.isDestroyed()) return
    hidden = wanted
    window.setContentProtection(wanted)
    onChange()
  })
  return { [Symbol.dispose]: stop }
}
