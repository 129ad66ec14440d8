import { join } from 'node:path'
import { app, type BrowserWindow, globalShortcut, Menu, Notification, nativeImage, screen, shell, Tray } from 'electron'
import { systemClock } from '../clock.ts'
import type { Core } from '../core/port.ts'
import type { Logger } from '../logging/port.ts'
import { systemTimers } from '../timers.ts'
import { applicationMenu } from './application-menu.ts'
import { createActs } from './do-acts.ts'
import { hideFromCapture } from './hide-window.ts'
import { keepHotkeys } from './keep-hotkeys.ts'
import type { HostedDesktop } from './open-desktop-host.ts'
import { keepTaskbar } from './taskbar.ts'
import { tellNotices } from './tell-notices.ts'
import { keepTray } from './tray.ts'
import { trayImages } from './tray-images.ts'
import { wordsIn } from './words/words.ts'

export type DressDeps = {
  readonly core: Core
  readonly window: BrowserWindow
  /** Brings the window in front of the person. */
  readonly reveal: () => void
  readonly hosted: HostedDesktop
  readonly language: () => 'en' | 'ko'
  readonly resourcesDir: string
  readonly logsDir: string
  readonly logger: Logger
}

const { platform } = process
const appUserModelId = 'cloud.flipflop.tally'

/** Everything of the app outside of its page: tray, menus, taskbar, messages, keys. Disposing takes all of it away again. */
export function dressDesktop({ core, window, reveal, hosted, language, resourcesDir, logsDir, logger }: DressDeps): Disposable {
  const { monotonicMs } = systemClock
  const { after } = systemTimers
  const imageOf = trayImages(join(resourcesDir, 'tray'), platform, (path) => nativeImage.createFromPath(path))
  const words = () => wordsIn(language())
  const acts = createActs({ core, logger, showWindow: reveal, quit: () => app.quit() })
  const createMessage = (options: Electron.NotificationConstructorOptions) => new Notification(options)

  // Without it Windows shows no messages; the same as in electron-builder.yml (Electron, tutorial “Notifications”).
  if (platform === 'win32') app.setAppUserModelId(appUserModelId)
  // Elsewhere it would stand in the window, and Alt, which the page's shortcuts begin with, would open it.
  if (platform !== 'darwin') window.setMenuBarVisibility(false)
  const licencesDir = app.isPackaged ? join(process.resourcesPath, 'licences') : join(resourcesDir, 'licences')
  const menuActs = { about: () => app.showAboutPanel(), quit: acts.quit, ...opening({ showLogs: logsDir, showLicences: licencesDir }, logger) }
  const drawMenu = () => Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(words(), platform, menuActs)))
  window.on('focus', hosted.look)
  const lookAtWindow = hosted.watchWindow(window, screen)

  const parts: readonly Disposable[] = [
    { [Symbol.dispose]: onLanguage(core, language, drawMenu) },
    hideFromCapture(core, window, lookAtWindow),
    keepTray({
      core,
      createTray: (icon) => new Tray(icon),
      buildMenu: (template) => Menu.buildFromTemplate(template),
      ...{ imageOf, words, acts, platform, after, logger },
      nowMs: systemClock.wallMs,
    }),
    keepTaskbar({ core, window, dock: app.dock, imageOf, words, platform }),
    tellNotices({
      core,
      createMessage,
      isLookedAt: () => !window.isDestroyed() && window.isVisible() && window.isFocused(),
      words,
      acts,
      monotonicMs,
      after,
    }),
    keepHotkeys({
      ...{ core, acts, monotonicMs, after },
      shortcuts: globalShortcut,
      report: (hotkeys) => hosted.report({ hotkeys }),
      askAgain: () => {
        const { endAgain, endAgainBody } = words().notice
        if (Notification.isSupported()) createMessage({ title: endAgain, body: endAgainBody, silent: true }).show()
      },
    }),
  ]
  return {
    [Symbol.dispose]: () => {
      for (const part of parts) part[Symbol.dispose]()
      acts.dispose()
    },
  }
}

/** Calls at once, and whenever the language of the page is another. */
function onLanguage(core: Pick<Core, 'watch'>, language: () => 'en' | 'ko', act: () => void): () => void {
  let spoken: 'en' | 'ko' | null = null
  return core.watch('snapshot', () => {
    if (spoken === language()) return
    spoken = language()
    act()
  })
}

/** For each folder an act that opens it in the file manager. */
function opening<K extends string>(folders: Readonly<Record<K, string>>, logger: Pick<Logger, 'warn'>): Readonly<Record<K, () => void>> {
  const open = (path: string) => () =>
    // Answers with what went wrong, if anything (Electron, shell, `openPath`).
    void shell.openPath(path).then((why) => why === '' || logger.warn('a folder could not be opened', { why }))
  return Object.fromEntries(Object.entries<string>(folders).map(([name, path]) => [name, open(path)])) as Record<K, () => void>
}
