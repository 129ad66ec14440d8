import { homedir, tmpdir } from 'node:os'
import type Electron from 'electron'
import type { Desk } from './desk.ts'
import { LoudEmitter, loud, NotImitated, preventable } from './loud.ts'
import { type InstanceLock, takeInstanceLock } from './single-instance.ts'

type Imitated = Pick<
  Electron.App,
  | 'isPackaged'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getName'
  | 'getVersion'
  | 'getLocale'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'getPreferredSystemLanguages'
  | 'focus'
  | 'showAboutPanel'
  | 'setAppUserModelId'
  | 'dock'
>

/** What the app needs of its windows. */
export type AppWindows = {
  /** Asks all of them to close; whether none was kept open. */
  readonly closeAll: () => boolean
  readonly destroyAll: () => void
}

const events = [
  'ready',
  'before-quit',
  'will-quit',
  'quit',
  'window-all-closed',
  'web-contents-created',
  'browser-window-created',
  'activate',
  'open-url',
  'second-instance',
]

type PathName = Parameters<Electron.App['getPath']>[0]

export class StandInApp extends LoudEmitter implements Imitated {
  readonly isPackaged = false
  /** What ends the process; set by the launcher. */
  end: (code: number) => Promise<void> = async (code) => process.exit(code)
  windows: AppWindows = { closeAll: () => true, destroyAll: () => {} }
  private ready = false
  private sandboxed = false
  private quitting = false
  private left = false
  private instance: InstanceLock | null = null
  private readonly paths = new Map<PathName, string>([
    ['home', homedir()],
    ['temp', tmpdir()],
  ])

  /** “A `Dock` object (or `undefined` on non-macOS platforms)” (Electron, app, `dock`). */
  readonly dock: Electron.Dock | undefined

  constructor(desk: Desk) {
    super('app', events)
    const dock = {
      setBadge: (text) => {
        desk.badge = text
      },
    } satisfies Pick<Electron.Dock, 'setBadge'>
    this.dock = process.platform === 'darwin' ? (loud('app.dock', dock) as unknown as Electron.Dock) : undefined
  }

  isReady = () => this.ready
  whenReady = (): Promise<void> => (this.ready ? Promise.resolve() : new Promise((resolve) => void super.once('ready', () => resolve())))
  getName = () => 'Tally'
  getVersion = () => '0.0.0'
  getAppPath = () => process.cwd()
  getLocale = () => 'en-US'
  focus = () => {}
  showAboutPanel = () => {}
  /** Of Windows alone (Electron, app, `setAppUserModelId`). */
  setAppUserModelId = (_id: string): void => {
    if (process.platform !== 'win32') throw new NotImitated('setAppUserModelId on this system')
  }

  /** Of a system that is set to English, unless the test says otherwise. */
  getPreferredSystemLanguages = (): string[] => (process.env.TALLY_STAND_IN_LANGUAGES ?? 'en-US').split(',')

  /**
   * “If your process did not obtain the lock … additionalData … will be sent to the first instance” whose `second-instance` “is guaranteed to be emitted after the
   * `ready` event” (Electron, app, `requestSingleInstanceLock` and “Event: 'second-instance'”).
   */
  requestSingleInstanceLock = (additionalData: Record<string | number | symbol, unknown> = {}): boolean => {
    const mine = { argv: process.argv, folder: process.cwd(), data: additionalData }
    this.instance ??= takeInstanceLock(this.getPath('userData'), mine, ({ argv, folder, data }) => {
      void this.whenReady().then(() => this.emit('second-instance', {}, [...argv], folder, data))
    })
    return this.instance.told === null
  }

  /** It was told to go: nothing more is begun. */
  hasLeft = (): boolean => this.left

  /** “This method can only be called before app is ready” (Electron, app, `enableSandbox`). */
  enableSandbox = (): void => {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.sandboxed = true
  }

  isSandboxed = () => this.sandboxed

  setPath = (name: string, path: string): void => void this.paths.set(name as PathName, path)

  getPath = (name: PathName): string => {
    const path = this.paths.get(name)
    if (path === undefined) throw new NotImitated(`app.getPath of ${name}`)
    return path
  }

  becomeReady(): void {
    this.ready = true
    this.emit('ready', {}, {})
  }

  /**
   * “The `before-quit` event will be emitted first. If all windows are successfully closed, the `will-quit` event will be emitted and by default the application
   * will terminate” (Electron, app, `quit`). `window-all-closed` is not emitted then (Electron, app, “Event: 'window-all-closed'”).
   */
  quit = (): void => {
    const before = preventable({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.quitting = true
    if (!this.windows.closeAll()) {
      this.quitting = false
      return
    }
    const will = preventable({})
    this.emit('will-quit', will)
    this.quitting = !will.defaultPrevented
    if (this.quitting) this.leave(0)
  }

  /** “All windows will be closed immediately without asking the user, and the `before-quit` and `will-quit` events will not be emitted” (Electron, app, `exit`). */
  exit = (code = 0): void => {
    this.quitting = true
    this.windows.destroyAll()
    this.leave(code)
  }

  /** “If you do not subscribe to this event and all windows are closed, the default behavior is to quit the app” (Electron, app, “Event: 'window-all-closed'”). */
  lastWindowClosed(): void {
    if (this.quitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  private leave(code: number): void {
    this.left = true
    this.emit('quit', {}, code)
    this.instance?.release()
    void Promise.resolve(this.instance?.told).then(() => this.end(code))
  }
}
