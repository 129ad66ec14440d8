import { BrowserWindow, type WebContents, type WebPreferences } from 'electron'
import { pageOrigin } from './page-origin.ts'

export type WindowRequest = {
  readonly preload: string
  readonly size: { readonly width: number; readonly height: number } | null
  /** Told of the window's contents before anything is loaded into it. */
  readonly watch: (contents: WebContents) => void
}

const hardened = (preload: string): WebPreferences => ({
  preload,
  // 2, 3, 4, 6 of Electron's security checklist.
  nodeIntegration: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  spellcheck: false,
})

/** Opens the one window and shows it once its first frame is painted. */
export async function openWindow(request: WindowRequest): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: request.size?.width ?? 1280,
    height: request.size?.height ?? 800,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Tally',
    webPreferences: hardened(request.preload),
  })
  window.once('ready-to-show', () => window.show())
  request.watch(window.webContents)
  await window.loadURL(`${pageOrigin}/`)
  return window
}
