import { mkdirSync } from 'node:fs'
import { homedir, release } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, desktopCapturer, dialog, ipcMain, protocol, session, shell, utilityProcess } from 'electron'
import { failure } from '#shared/failure'
import { err } from '#shared/result'
import { openCaptureDoors } from './app/capture-session.ts'
import { openCaptureWindow } from './app/capture-window.ts'
import { closeDoors } from './app/close-doors.ts'
import { desktopOffers } from './app/desktop-offers.ts'
import { loadElectronUpdater, updatesAreConfigured, updatesAreSigned } from './app/electron-updater.ts'
import { launchKeytarUtility } from './app/launch-keytar.ts'
import { offerDesktopSources } from './app/offer-desktop-sources.ts'
import { openWindow } from './app/open-window.ts'
import { isOurPage } from './app/page-origin.ts'
import { reloadAfterCrash } from './app/reload-after-crash.ts'
import { registerPageScheme, servePageFiles } from './app/serve-page-files.ts'
import { keepUpdated, type Updates } from './app/updates.ts'
import { systemClock } from './clock.ts'
import { systemProxy } from './cloud/system-proxy.ts'
import type { Core } from './core/port.ts'
import { defaultDataDir } from './data-dir/default-data-dir.ts'
import { openDataDir } from './data-dir/open-data-dir.ts'
import type { Logger } from './logging/port.ts'
import { keepOpenedParts } from './opened-parts.ts'
import { type Options, ownArguments, parseOptions } from './options.ts'
import { startSentence } from './sentences.ts'
import { closeDeadlineMs, type Host, prepareHost } from './start-host.ts'
import { systemTimers } from './timers.ts'
import { serveOverIpc } from './transport/electron-ipc.ts'

/** The desktop app: the core in Electron's main process, one hardened window. */
const builtDir = dirname(fileURLToPath(import.meta.url))
/** How long a newer version may take to begin its installation. */
const installDeadlineMs = 30_000
const opened = keepOpenedParts(closeDeadlineMs, (error) => process.stderr.write(`${String(error)}\n`))

/** Nobody sees the terminal of an app that was opened by its icon. */
async function giveUp(sentence: string): Promise<void> {
  process.stderr.write(`${sentence}\n`)
  await opened.close()
  dialog.showErrorBox('Tally', sentence)
  app.exit(1)
}

/** Null when it runs, else one sentence on why it does not. */
async function start(options: Options): Promise<string | null> {
  const dataDir = await openDataDir(options.dataDir)
  if (!dataDir.ok) return startSentence(dataDir.failure)
  opened.add(dataDir.value)
  const host = prepareHost({
    host: 'desktop',
    options,
    dataDir: dataDir.value,
    opened,
    builtDir,
    launchKeytar: () => launchKeytarUtility(utilityProcess, join(builtDir, 'keytar-child.js')),
    newPageUrl: () => err(failure('not-allowed', { params: { reason: 'not-connected' } })),
    proxyFor: systemProxy(process.env, (url) => session.defaultSession.resolveProxy(url)),
    ...(app.isPackaged && updatesAreConfigured(process.resourcesPath) ? { updates: openUpdates } : {}),
  })
  closeDoors(app, session.defaultSession, shell)
  const rendererDir = join(builtDir, '../renderer')
  const preload = join(builtDir, '../preload/preload.cjs')
  servePageFiles(session.defaultSession, rendererDir, host.gateway, host.look)
  const core = await host.startCore()
  opened.add(serveOverIpc(ipcMain, core, isOurPage, host.logger))
  const ownSources = offerOwnSources(core, rendererDir, preload, host)
  opened.add(ownSources)
  app.on('window-all-closed', () => app.quit())
  await openWindow({
    preload,
    size: options.window,
    watch: (contents) => {
      reloadAfterCrash(contents, host.logger, systemClock.monotonicMs, systemTimers.after)
      // A hidden window would keep the app from seeing that its last one has closed.
      contents.once('destroyed', () => ownSources[Symbol.dispose]())
    },
  })
  return null
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

let updates: Updates | null = null

function openUpdates(logger: Logger): Updates {
  updates = keepUpdated({
    load: () => loadElectronUpdater(logger),
    installs: updatesAreSigned(process.platform),
    quit: () => app.quit(),
    clock: systemClock,
    timers: systemTimers,
    logger,
  })
  opened.add(updates)
  return updates
}

/** The first wish to quit ends everything in order; then the app goes, or a newer version takes its place. */
function quitInOrder(): void {
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    const install = updates?.atQuit() ?? null
    void opened.close().finally(() => {
      closed = true
      if (install === null) return app.quit()
      install()
      // An installer that never begins must not keep the program.
      setTimeout(() => app.exit(), installDeadlineMs)
    })
  })
}

const parsed = parseOptions(app.isPackaged ? ownArguments(process.argv.slice(1)) : process.argv.slice(2), process.cwd())
registerPageScheme(protocol)
app.enableSandbox()
quitInOrder()
if ('options' in parsed) keepWindowDataIn(parsed.options.dataDir)
// Not awaited at the top level: Electron would wait for this module before it is ready.
void app
  .whenReady()
  .then(() => ('problem' in parsed ? parsed.problem : start(parsed.options)))
  .catch((error: unknown) => startSentence(failure('bug', { detail: String(error) })))
  .then((problem) => (problem === null ? undefined : giveUp(problem)))

/** The page's own storage lies in the data folder like everything else. A folder that cannot be made is said by `openDataDir`. */
function keepWindowDataIn(chosen: string | null): void {
  const path = join(chosen ?? defaultDataDir({ platform: process.platform, homeDir: homedir(), env: process.env }), 'window')
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    app.setPath('userData', path)
    app.setPath('sessionData', path)
  } catch {}
}
