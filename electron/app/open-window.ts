import { BrowserWindow, type WebContents, type WebPreferences } from 'electron'
import { pageOrigin } from './page-origin.ts'
import { type OpeningPlace, smallestWindow } from './window-place.ts'

export type WindowRequest = {
  readonly preload: string
  readonly place: OpeningPlace
  /** Seen until the page has drawn itself. */
  readonly background: string
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

/** Makes the one window, which shows itself once its first frame is painted. Nothing is loaded yet. */
export function makeWindow({ preload, place, background, watch }: WindowRequest): BrowserWindow {
  const window = new BrowserWindow({
    width: place.width,
    height: place.height,
    ...(place.position ?? {}),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Tally',
    backgroundColor: background,
    webPreferences: hardened(preload),
  })
  window.once('ready-to-show', () => {
    if (place.maximized) window.maximize()
    window.show()
  })
  watch(window.webContents)
  return window
}

export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(`${pageOrigin}/`)

/** Brings the window in front of the person, from wherever it is. */
export function revealWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
