import type Electron from 'electron'
import type { Chromium } from '../chromium.ts'
import type { StandInApp } from './app.ts'
import type { Desk } from './desk.ts'
import { LoudEmitter, loud, NotImitated, onlyKnown, preventable } from './loud.ts'
import { pathOfImage } from './native-image.ts'
import { mainArea } from './screen.ts'
import { partsOf, sessionOf } from './session.ts'
import { type ContentsOptions, StandInContents } from './web-contents.ts'
import { createGeometry } from './window-geometry.ts'

type Imitated = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'webContents'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isDestroyed'
  | 'isMinimized'
  | 'restore'
  | 'minimize'
  | 'isMaximized'
  | 'maximize'
  | 'unmaximize'
  | 'getBounds'
  | 'setBounds'
  | 'getNormalBounds'
  | 'setBackgroundColor'
  | 'close'
  | 'destroy'
  | 'getTitle'
  | 'isFocused'
  | 'blur'
  | 'minimize'
  | 'flashFrame'
  | 'setOverlayIcon'
  | 'setContentProtection'
  | 'isContentProtected'
  | 'setMenuBarVisibility'
>

const windowOptions = [
  ...['x', 'y', 'width', 'height', 'minWidth', 'minHeight'],
  ...['show', 'title', 'webPreferences', 'skipTaskbar', 'focusable', 'backgroundColor'],
]
const preferences = [
  'preload',
  'nodeIntegration',
  'nodeIntegrationInSubFrames',
  'contextIsolation',
  'sandbox',
  'webSecurity',
  'spellcheck',
  'session',
  'partition',
  'backgroundThrottling',
]
const events = [
  ...['close', 'closed', 'ready-to-show', 'show', 'hide', 'focus', 'blur'],
  ...['move', 'resize', 'maximize', 'unmaximize', 'minimize', 'restore', 'session-end'],
]

export type WindowDeps = {
  readonly app: StandInApp
  readonly chromium: () => Chromium
  readonly onMessage: ContentsOptions['onMessage']
  readonly desk: Desk
}

/** The class `BrowserWindow` of one app. */
export function createWindowClass({ app, chromium, onMessage, desk }: WindowDeps) {
  const open = new Map<StandInWindow, Electron.BrowserWindow>()
  let lastId = 0

  class StandInWindow extends LoudEmitter implements Imitated {
    readonly id: number
    private readonly contents: StandInContents
    private visible: boolean
    private readonly title: string
    private readonly geometry: ReturnType<typeof createGeometry>
    private focused = false
    private protectedContents = false

    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      super('BrowserWindow', events)
      if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
      onlyKnown('BrowserWindow', options, windowOptions)
      const { webPreferences = {} } = options
      onlyKnown('webPreferences', webPreferences, preferences)
      refuseOpenDoors(webPreferences, app.isSandboxed())
      lastId += 1
      this.id = lastId
      this.visible = options.show !== false
      this.title = options.title ?? ''
      this.geometry = createGeometry(options, mainArea, (event) => this.emit(event))
      this.contents = new StandInContents({
        chromium: chromium(),
        parts: webPreferences.session ? partsOf(webPreferences.session) : sessionOf(webPreferences.partition ?? null),
        preload: webPreferences.preload ?? null,
        // What was left out is as Electron has it (WebPreferences Object).
        preferences: {
          nodeIntegration: false,
          contextIsolation: true,
          webSecurity: true,
          ...webPreferences,
          sandbox: webPreferences.sandbox ?? app.isSandboxed(),
        },
        inSubFrames: webPreferences.nodeIntegrationInSubFrames === true,
        size: { width: options.width ?? 800, height: options.height ?? 600 },
        onMessage,
        onGone: () => this.destroy(),
      })
      // Once, when there is something to be seen (Electron, BrowserWindow, “Event: 'ready-to-show'”).
      this.contents.once('did-finish-load', () => this.emit('ready-to-show'))
      const told = loud('BrowserWindow', this) as unknown as Electron.BrowserWindow
      open.set(this, told)
      app.emit('web-contents-created', {}, this.contents.told)
      app.emit('browser-window-created', {}, told)
      // biome-ignore lint/correctness/noConstructorReturn: what is held is what throws at whatever is not imitated
      return told as unknown as StandInWindow
    }

    get webContents(): Electron.WebContents {
      return this.contents.told
    }

    loadURL = (url: string) => this.contents.loadURL(url)
    isVisible = () => this.visible
    isDestroyed = () => this.contents.isDestroyed()
    isMinimized = () => this.geometry.isMinimized()
    restore = () => this.geometry.restore()
    isMaximized = () => this.geometry.isMaximized()
    maximize = () => this.geometry.maximize()
    unmaximize = () => this.geometry.unmaximize()
    getBounds = () => this.geometry.getBounds()
    setBounds = (bounds: Partial<Electron.Rectangle>) => this.geometry.setBounds(bounds)
    getNormalBounds = () => this.geometry.getNormalBounds()
    setBackgroundColor = () => {}
    isFocused = () => this.focused
    isContentProtected = () => this.protectedContents
    getTitle = () => this.title

    /** “Shows and gives focus to the window” (Electron, BrowserWindow, `show`). */
    show = (): void => {
      this.visible = true
      this.emit('show')
      this.focus()
    }

    hide = (): void => {
      this.blur()
      this.visible = false
      this.emit('hide')
    }

    focus = (): void => {
      if (this.focused || !this.visible || this.isMinimized()) return
      this.focused = true
      this.emit('focus')
    }

    blur = (): void => {
      if (!this.focused) return
      this.focused = false
      this.emit('blur')
    }

    minimize = (): void => {
      this.blur()
      this.geometry.minimize()
    }

    flashFrame = (flag: boolean): void => {
      desk.flashing = flag
    }

    /** “Sets a 16 x 16 pixel overlay onto the current taskbar icon”, on Windows alone (Electron, BrowserWindow, `setOverlayIcon`). */
    setOverlayIcon = (image: Electron.NativeImage | null, description: string): void => {
      if (process.platform !== 'win32') throw new NotImitated('setOverlayIcon on this system')
      desk.overlay = image === null ? null : { image: pathOfImage(image), description }
    }

    /** On macOS and Windows alone (Electron, BrowserWindow, `setContentProtection`). */
    setContentProtection = (enable: boolean): void => {
      if (process.platform === 'linux') throw new NotImitated('setContentProtection on this system')
      this.protectedContents = enable
    }

    /** There is no menu bar to be seen; on Windows and Linux alone (Electron, BrowserWindow, `setMenuBarVisibility`). */
    setMenuBarVisibility = (_visible: boolean): void => {
      if (process.platform === 'darwin') throw new NotImitated('setMenuBarVisibility on this system')
    }

    close = (): void => {
      if (this.isDestroyed()) return
      const event = preventable({})
      this.emit('close', event)
      if (!event.defaultPrevented) this.destroy()
    }

    /** Asks nobody: `closed` is emitted, `close` is not (Electron, BrowserWindow, `destroy`). */
    destroy = (): void => {
      if (this.isDestroyed()) return
      open.delete(this)
      this.contents.destroy()
      this.emit('closed')
      if (open.size === 0) app.lastWindowClosed()
    }

    static getAllWindows(): Electron.BrowserWindow[] {
      return [...open.values()]
    }

    static fromWebContents(contents: Electron.WebContents): Electron.BrowserWindow | null {
      return [...open.values()].find(({ webContents }) => webContents === contents) ?? null
    }
  }

  app.windows = {
    closeAll: () => {
      for (const window of [...open.values()]) window.close()
      return open.size === 0
    },
    destroyAll: () => {
      for (const window of [...open.values()]) window.destroy()
    },
  }
  return StandInWindow satisfies Pick<typeof Electron.BrowserWindow, 'getAllWindows' | 'fromWebContents'>
}

/** Pages are as closed here as they are with the options that are safe; there are no others to imitate. */
function refuseOpenDoors(chosen: Electron.WebPreferences, allSandboxed: boolean): void {
  if (chosen.nodeIntegration === true) throw new NotImitated('window with Node')
  if (chosen.contextIsolation === false) throw new NotImitated('window without context isolation')
  if (chosen.webSecurity === false) throw new NotImitated('window without web security')
  if (chosen.sandbox === false && !allSandboxed) throw new NotImitated('window without a sandbox')
}
