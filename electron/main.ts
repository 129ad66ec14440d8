import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, powerMonitor, protocol, session, utilityProcess } from 'electron'
import { failure } from '#shared/failure'
import { err } from '#shared/result'
import { launchKeytarUtility } from './app/launch-keytar.ts'
import { openDesktop } from './app/open-desktop.ts'
import { openDesktopHost } from './app/open-desktop-host.ts'
import { openUpdates } from './app/open-updates.ts'
import { quitInOrder } from './app/quit-in-order.ts'
import { registerPageScheme } from './app/serve-page-files.ts'
import { systemLanguage } from './app/system-language.ts'
import { isOnlyStart, takeStarts } from './app/take-starts.ts'
import { systemProxy } from './cloud/system-proxy.ts'
import { defaultDataDir } from './data-dir/default-data-dir.ts'
import { openDataDir } from './data-dir/open-data-dir.ts'
import { keepOpenedParts } from './opened-parts.ts'
import { type Options, ownArguments, parseOptions } from './options.ts'
import { startSentence } from './sentences.ts'
import { closeDeadlineMs, prepareHost } from './start-host.ts'

/** The desktop app: the core in Electron's main process, one hardened window. `app/open-desktop.ts` joins what the desktop adds. */
const builtDir = dirname(fileURLToPath(import.meta.url))
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
  const language = systemLanguage(app.getPreferredSystemLanguages())
  const hosted = openDesktopHost()
  const host = prepareHost({
    host: 'desktop',
    ...hosted.hostParts,
    options,
    dataDir: dataDir.value,
    opened,
    builtDir,
    launchKeytar: () => launchKeytarUtility(utilityProcess, join(builtDir, 'keytar-child.js')),
    newPageUrl: () => err(failure('not-allowed', { params: { reason: 'not-connected' } })),
    proxyFor: systemProxy(process.env, (url) => session.defaultSession.resolveProxy(url)),
    ...updates.hostParts(process.resourcesPath, opened),
    systemLanguage: language,
    onSystemWake: (listener) => {
      powerMonitor.on('resume', listener)
      return () => powerMonitor.off('resume', listener)
    },
  })
  const core = await host.startCore()
  await openDesktop({ core, host, options, dataDir: dataDir.value, opened, builtDir, systemLanguage: language, quit, starts, hosted })
  return null
}

const parsed = parseOptions(app.isPackaged ? ownArguments(process.argv.slice(1)) : process.argv.slice(2), process.cwd())
registerPageScheme(protocol)
app.enableSandbox()
const updates = openUpdates(app)
const quit = quitInOrder(app, opened.close, updates.atQuit)
const starts = takeStarts(app)
const isKept = 'options' in parsed && keepWindowDataIn(parsed.options.dataDir)
// A folder that cannot be written is said by `openDataDir`.
if (isKept && !isOnlyStart(app, parsed.options.link)) app.exit(0)
else run()

function run(): void {
  // Not awaited at the top level: Electron would wait for this module before it is ready.
  void app
    .whenReady()
    .then(() => ('problem' in parsed ? parsed.problem : start(parsed.options)))
    .catch((error: unknown) => startSentence(failure('bug', { detail: String(error) })))
    .then((problem) => (problem === null ? undefined : giveUp(problem)))
}

/** The page's own storage lies in the data folder like everything else. False for a folder that cannot be made. */
function keepWindowDataIn(chosen: string | null): boolean {
  const path = join(chosen ?? defaultDataDir({ platform: process.platform, homeDir: homedir(), env: process.env }), 'window')
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    app.setPath('userData', path)
    app.setPath('sessionData', path)
    return true
  } catch {
    return false
  }
}
