import { readFile } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import {
  app,
  type BrowserWindow,
  desktopCapturer,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  screen,
  session,
  shell,
} from 'electron'
import { systemClock } from '../clock.ts'
import type { Core } from '../core/port.ts'
import type { DataDir } from '../data-dir/open-data-dir.ts'
import type { OpenedParts } from '../opened-parts.ts'
import type { Options } from '../options.ts'
import { showLink } from '../show-link.ts'
import type { Host } from '../start-host.ts'
import { systemTimers } from '../timers.ts'
import { serveOverIpc } from '../transport/electron-ipc.ts'
import { openCaptureDoors } from './capture-session.ts'
import { openCaptureWindow } from './capture-window.ts'
import { closeDoors } from './close-doors.ts'
import { desktopOffers } from './desktop-offers.ts'
import { dressDesktop } from './dress-desktop.ts'
import { followTheme, wearTheme } from './follow-theme.ts'
import { guardQuit } from './guard-quit.ts'
import { hearSystemEnd } from './hear-system-end.ts'
import { keepAwake } from './keep-awake.ts'
import { keepWindowPlace } from './keep-window-place.ts'
import { offerDesktopSources } from './offer-desktop-sources.ts'
import type { HostedDesktop } from './open-desktop-host.ts'
import { loadPage, makeWindow, revealWindow } from './open-window.ts'
import { isOurPage } from './page-origin.ts'
import type { Quit } from './quit-in-order.ts'
import { registerLinks } from './register-links.ts'
import { reloadAfterCrash } from './reload-after-crash.ts'
import { servePageFiles } from './serve-page-files.ts'
import type { Starts } from './take-starts.ts'
import { openingPlace, parseWindowPlace } from './window-place.ts'
import { wordsIn } from './words/words.ts'

export type DesktopParts = {
  readonly core: Core
  readonly host: Host
  readonly options: Options
  readonly dataDir: DataDir
  readonly opened: OpenedParts
  /** The folder of the built entries (`out/main`). */
  readonly builtDir: string
  readonly systemLanguage: 'en' | 'ko'
  readonly quit: Quit
  readonly starts: Starts
  readonly hosted: HostedDesktop
}

/** Everything that the desktop app adds to the core: its window, and what it tells the system and hears of it. */
export async function openDesktop(parts: DesktopParts): Promise<void> {
  const { core, host, options, dataDir, opened, builtDir, quit } = parts
  const { logger } = host
  const rendererDir = join(builtDir, '../renderer')
  const preload = join(builtDir, '../preload/preload.cjs')
  closeDoors(app, session.defaultSession, shell)
  servePageFiles(session.defaultSession, rendererDir, host.gateway, host.look)
  opened.add(serveOverIpc(ipcMain, core, isOurPage, logger))
  const ownSources = offerOwnSources(core, rendererDir, preload, host)
  opened.add(ownSources)

  const window = makeWindow({
    preload,
    place: openingPlace(options.window, await lastPlace(dataDir.windowFile), workAreas()),
    background: wearTheme(host.look()?.theme ?? 'dark', nativeTheme),
    watch: (contents) => {
      reloadAfterCrash(contents, logger, systemClock.monotonicMs, systemTimers.after)
      // A hidden window would keep the app from seeing that its last one has closed.
      contents.once('destroyed', () => ownSources[Symbol.dispose]())
    },
  })
  const reveal = () => revealWindow(window)
  app.on('window-all-closed', () => app.quit())
  const language = () => host.look()?.language ?? parts.systemLanguage
  const { leaveNow } = guardQuit({ core, window, dialog, quit, words: () => wordsIn(language()).quit, reveal, wishToQuit: () => app.quit() })
  hearSystemEnd(window, powerMonitor, leaveNow)
  opened.add(keepWindowPlace(window, dataDir.windowFile, systemTimers.after, logger))
  opened.add(keepAwake(core, powerSaveBlocker))
  opened.add(followTheme(core, nativeTheme, (color) => paint(window, color)))
  registerLinks(app, options.dataDir, process.execPath)
  parts.starts.answer((link) => {
    reveal()
    showLink(core, link, logger)
  })
  opened.add(
    dressDesktop({
      core,
      window,
      reveal,
      hosted: parts.hosted,
      language,
      resourcesDir: join(builtDir, '../../resources'),
      logsDir: dataDir.logsDir,
      logger,
    }),
  )
  await loadPage(window)
}

/** What only Chromium can capture, in windows and a session of their own. */
function offerOwnSources(core: Core, rendererDir: string, preload: string, { gateway, look }: Host): Disposable {
  const { platform, env } = process
  const captures = session.fromPartition('capture')
  openCaptureDoors(captures, desktopCapturer, platform)
  servePageFiles(captures, rendererDir, gateway, look, 'self')
  return offerDesktopSources({
    core,
    offers: desktopOffers({ platform, env, release: release() }),
    openCapture: (offer) => openCaptureWindow(preload, captures, offer),
    after: systemTimers.after,
  })
}

const lastPlace = async (path: string) => parseWindowPlace(await readFile(path, 'utf8').catch(() => ''))

/** What the screens leave to windows, the main screen's first. */
function workAreas() {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}

function paint(window: BrowserWindow, color: string): void {
  if (!window.isDestroyed()) window.setBackgroundColor(color)
}
