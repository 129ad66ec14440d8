import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, ipcMain, protocol, session, utilityProcess } from 'electron'
import { failure } from '#shared/failure'
import { err } from '#shared/result'
import { closeDoors } from './app/close-doors.ts'
import { launchKeytarUtility } from './app/launch-keytar.ts'
import { openWindow } from './app/open-window.ts'
import { isOurPage } from './app/page-origin.ts'
import { registerPageScheme, servePageFiles } from './app/serve-page-files.ts'
import { openDataDir } from './data-dir/open-data-dir.ts'
import { parseOptions } from './options.ts'
import { startSentence } from './sentences.ts'
import { prepareHost } from './start-host.ts'
import { serveOverIpc } from './transport/electron-ipc.ts'

/** The desktop app: the core in Electron's main process, one hardened window. */
const builtDir = dirname(fileURLToPath(import.meta.url))

const giveUp = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
  app.exit(1)
}

async function start(): Promise<void> {
  const parsed = parseOptions(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd())
  if ('problem' in parsed) return giveUp(parsed.problem)
  const { options } = parsed
  const dataDir = await openDataDir(options.dataDir)
  if (!dataDir.ok) return giveUp(startSentence(dataDir.failure))
  const host = prepareHost({
    host: 'desktop',
    options,
    dataDir: dataDir.value,
    builtDir,
    launchKeytar: () => launchKeytarUtility(utilityProcess, join(builtDir, 'keytar-child.js')),
    newPageUrl: () => err(failure('not-allowed', { params: { reason: 'not-connected' } })),
  })
  closeDoors(app, session.defaultSession)
  servePageFiles(session.defaultSession, join(builtDir, '../renderer'), host.gateway)
  const core = await host.startCore()
  const pages = serveOverIpc(ipcMain, core, isOurPage, host.logger)

  let ended = false
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    pages[Symbol.dispose]()
    void host[Symbol.asyncDispose]().finally(() => {
      ended = true
      app.quit()
    })
  })
  app.on('window-all-closed', () => app.quit())
  await openWindow({ preload: join(builtDir, '../preload/preload.cjs'), size: options.window, language: options.language })
}

registerPageScheme(protocol)
app.enableSandbox()
// Not awaited at the top level: Electron would wait for this module before it is ready.
void app.whenReady().then(start)
