import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import type { Chromium } from '../chromium.ts'
import { StandInApp } from './app.ts'
import { createWindowClass } from './browser-window.ts'
import type { Desk } from './desk.ts'
import { createGlobalShortcutModule } from './global-shortcut.ts'
import { loud } from './loud.ts'
import { createMenuModule } from './menu.ts'
import { showMessageBox } from './message-box.ts'
import { nativeImageModule } from './native-image.ts'
import { StandInTheme } from './native-theme.ts'
import { createNotificationClass } from './notification.ts'
import { createPowerMonitor, createPowerSaveBlocker } from './power.ts'
import { createScreenModule } from './screen.ts'
import { createProtocolModule, sessionModule } from './session.ts'
import { createSystemPreferences } from './system-preferences.ts'
import { createTrayClass } from './tray.ts'
import { utilityProcessModule } from './utility-process.ts'

/** What there is of Electron; an export that Electron does not have does not compile. */
type ElectronModule = { readonly [K in keyof typeof Electron]?: unknown }

export type StandIn = {
  readonly desk: Desk
  readonly electron: ElectronModule
  readonly app: StandInApp
}

/** @param chromium asked when a window opens, which is after the app is ready. @param desk what there is around the app’s windows */
export function createStandIn(chromium: () => Chromium, desk: Desk): StandIn {
  const app = new StandInApp(desk)
  const ipcMain = new EventEmitter()
  const onMessage = (event: Electron.IpcMainEvent, channel: string, args: readonly unknown[]) => void ipcMain.emit(channel, event, ...args)

  const shell = {
    // Nothing of a test opens anything outside of it.
    openExternal: async (url) => void desk.opened.push(url),
    openPath: async (path) => {
      desk.opened.push(path)
      return ''
    },
  } satisfies Pick<Electron.Shell, 'openExternal' | 'openPath'>

  const dialog = {
    showErrorBox: (title, content) => void process.stderr.write(`dialog: ${title}: ${content}\n`),
    showMessageBox,
  } satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showMessageBox'>

  const desktopCapturer = {
    /** One screen, as after a choice in the system's picker. */
    getSources: async ({ types }) =>
      types.includes('screen') ? [{ id: 'screen:0:0', name: 'Entire screen', display_id: '0', appIcon: null, thumbnail: null } as never] : [],
  } satisfies Pick<Electron.DesktopCapturer, 'getSources'>

  const electron = {
    app: loud('app', app),
    BrowserWindow: createWindowClass({ app, chromium, onMessage, desk }),
    desktopCapturer: loud('desktopCapturer', desktopCapturer),
    dialog: loud('dialog', dialog),
    globalShortcut: loud('globalShortcut', createGlobalShortcutModule(desk, app.isReady)),
    ipcMain: loud('ipcMain', ipcMain),
    Menu: loud('Menu', createMenuModule(desk)),
    nativeImage: loud('nativeImage', nativeImageModule),
    nativeTheme: loud('nativeTheme', new StandInTheme()),
    Notification: createNotificationClass(desk),
    powerMonitor: loud('powerMonitor', createPowerMonitor()),
    powerSaveBlocker: loud('powerSaveBlocker', createPowerSaveBlocker()),
    protocol: loud('protocol', createProtocolModule(app.isReady)),
    screen: createScreenModule(app.isReady),
    session: loud('session', sessionModule),
    shell: loud('shell', shell),
    systemPreferences: loud('systemPreferences', createSystemPreferences(desk)),
    Tray: createTrayClass(desk),
    utilityProcess: loud('utilityProcess', utilityProcessModule),
  } satisfies ElectronModule
  return { electron, app, desk }
}
