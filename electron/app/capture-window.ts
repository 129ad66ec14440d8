import { BrowserWindow, type Session } from 'electron'
import type { CaptureEnd } from '#shared/desktop-sources'
import type { DesktopOffer } from './desktop-offers.ts'
import type { Capture } from './offer-desktop-sources.ts'
import { pageOrigin } from './page-origin.ts'

/** Opens a hidden window that captures one source and records it over the same contract as any page. */
export function openCaptureWindow(preload: string, session: Session, { id, label }: DesktopOffer): Capture {
  const window = new BrowserWindow({
    show: false,
    focusable: false,
    skipTaskbar: true,
    title: 'Tally',
    webPreferences: {
      preload,
      session,
      // 2, 3, 4, 6 of Electron's security checklist.
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      // It is never seen and must not slow down for that.
      backgroundThrottling: false,
    },
  })
  const { webContents } = window
  const crashed = new Promise<'crashed'>((resolve) => void webContents.once('render-process-gone', () => resolve('crashed')))
  const capture = async (): Promise<CaptureEnd> => {
    await window.loadURL(`${pageOrigin}/capture.html`)
    // With a gesture, without which a page may not ask for a screen.
    return webContents.executeJavaScript(`tallyCapture.capture(${JSON.stringify(id)}, ${JSON.stringify(label)})`, true)
  }
  return {
    gone: Promise.race([crashed, capture().catch((): 'crashed' => 'crashed')]),
    close: () => {
      if (!window.isDestroyed()) window.destroy()
    },
  }
}
