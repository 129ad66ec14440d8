import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '#shared/result'
import { systemClock } from './clock.ts'
import { type ProxyFor, proxyFromEnvironment } from './cloud/environment-proxy.ts'
import { createMediaDownload } from './cloud/media-download.ts'
import { createMediaGateway } from './cloud/media-gateway.ts'
import type { MediaGateway } from './cloud/media-gateway-port.ts'
import { createNetworkFetch } from './cloud/network-fetch.ts'
import { openCloud } from './cloud/open-cloud.ts'
import type { MemberTokens } from './cloud/port.ts'
import { createCore } from './core/create-core.ts'
import type { DesktopHost } from './core/desktop-host.ts'
import type { HostUpdates } from './core/host-updates.ts'
import type { HostWindow } from './core/own-windows.ts'
import type { Core } from './core/port.ts'
import type { LaunchKeytarChild } from './credentials/keytar-process.ts'
import { openCredentials } from './credentials/open-credentials.ts'
import type { DataDir } from './data-dir/open-data-dir.ts'
import { ownLocalCloud } from './local-cloud.ts'
import { type Log, logFile, openLog } from './logging/open-log.ts'
import type { OpenedParts } from './opened-parts.ts'
import type { Options } from './options.ts'
import { unpackedPath } from './pipeline/ffmpeg/locate.ts'
import { createPipelineInWorker } from './pipeline/in-worker.ts'
import { watchDevices } from './pipeline/source/watch-devices.ts'
import { createProcessKeeper } from './processes/keep-processes.ts'
import type { ProcessKeeper } from './processes/port.ts'
import { sweepOrphans } from './processes/sweep.ts'
import { startSandboxInWorker } from './sandbox/in-worker.ts'
import { openSettings } from './settings/settings-store.ts'
import { showFile } from './show-file.ts'
import { showLink } from './show-link.ts'
import type { PageLook } from './transport/page-look.ts'

export type HostParts = {
  readonly host: 'desktop' | 'web'
  readonly options: Options
  readonly dataDir: DataDir
  readonly opened: OpenedParts
  /** The folder of the built entries (`out/main`). */
  readonly builtDir: string
  readonly launchKeytar: (keeper: ProcessKeeper) => LaunchKeytarChild
  readonly newPageUrl: () => Result<{ readonly url: string }>
  /** The system's proxies. Default: those of the environment. */
  readonly proxyFor?: ProxyFor
  /** The language of the system, of a host that knows it better than Node does. */
  readonly systemLanguage?: 'en' | 'ko'
  /** Calls back when the computer wakes up, on a host that is told. */
  readonly onSystemWake?: (listener: () => void) => () => void
  /** Of a host with a window of its own: in which captured screens it can be seen. Default: what pages say, held against the window list. */
  readonly hostWindow?: HostWindow
  /** Of a host that can replace itself by a newer version. */
  readonly updates?: (logger: Log) => HostUpdates
  /** Of the desktop app. */
  readonly desktop?: DesktopHost
}

export type Host = {
  readonly logger: Log
  readonly gateway: MediaGateway
  /** How a page has to look from its first frame; null before the core was started. */
  readonly look: () => PageLook | null
  /** Opens credentials and pipeline, and starts the core. */
  readonly startCore: () => Promise<Core>
}

/** Everything is ended within this time, or left to the guardian. */
export const closeDeadlineMs = 10_000

/** What both hosts wire in the same way: the adapters around the core. The data folder is open and held already; what is opened here is added to `opened`. */
export function prepareHost(parts: HostParts): Host {
  const { dataDir, options, builtDir, opened } = parts
  const logger = openLog({ logsDir: dataDir.logsDir, stderr: process.stderr })
  const gateway = createMediaGateway({ logger })
  opened.add(logger)
  let look = (): PageLook | null => null

  const startCore = async (): Promise<Core> => {
    await sweepOrphans(dataDir.runDir, logger)
    const keeper = createProcessKeeper({ runDir: dataDir.runDir, name: null, logger })
    opened.add(keeper)
    const [settings, credentials] = await Promise.all([
      openSettings({ path: dataDir.settingsFile, logger, clock: systemClock }),
      openCredentials({ wanted: options.credentials, dataDir: dataDir.root, launch: parts.launchKeytar(keeper), env: process.env }),
    ])
    opened.add(credentials.store)
    if (options.language !== null) await settings.update({ language: options.language })
    look = () => {
      const { language, theme } = settings.current()
      return { language, theme, systemLanguage: parts.systemLanguage }
    }
    const pipeline = createPipelineInWorker(join(builtDir, 'pipeline-worker.js'), { runDir: dataDir.runDir, logger })
    opened.add(pipeline)
    const localCloud = ownLocalCloud({
      sandboxDir: dataDir.sandboxDir,
      logger,
      startSandbox: (sandbox) => startSandboxInWorker(join(builtDir, 'sandbox-worker.js'), { ...sandbox, runDir: dataDir.runDir, logger }),
      locateFfmpeg: () => pipeline.locateFfmpeg(settings.current().ffmpegPath),
    })
    opened.add(localCloud)
    const network = createNetworkFetch({ logger, proxyFor: parts.proxyFor ?? proxyFromEnvironment(process.env) })
    opened.add(network)
    const core = await createCore({
      pipeline,
      credentials: credentials.store,
      credentialsNote: credentials.note,
      settings,
      clock: systemClock,
      logger,
      gateway,
      openCloud: (baseUrl, cloudCredentials, onTokens: (tokens: MemberTokens) => void = () => {}) =>
        openCloud({ baseUrl, credentials: cloudCredentials, logger, onTokens, fetch: network.fetch }),
      saveMedia: createMediaDownload({ logger }),
      recordingsDir: dataDir.recordingsDir,
      // ffmpeg reads them, and cannot look into an archive
      slatesDir: unpackedPath(join(builtDir, '../../resources/slates')),
      showFile: (path) => showFile(path, process.platform),
      startLocalCloud: localCloud.start,
      host: parts.host,
      ...(parts.hostWindow === undefined ? {} : { hostWindow: parts.hostWindow }),
      ...(parts.updates === undefined ? {} : { updates: parts.updates(logger) }),
      ...(parts.systemLanguage === undefined ? {} : { systemLocale: parts.systemLanguage }),
      ...(parts.onSystemWake === undefined ? {} : { onSystemWake: parts.onSystemWake }),
      ...(parts.desktop === undefined ? {} : { desktop: parts.desktop }),
      logFile: logFile(dataDir.logsDir),
      version: ownVersion(builtDir),
      platform: process.platform,
      newPageUrl: parts.newPageUrl,
    })
    opened.add(core)
    showLink(core, options.link, logger)
    // Other systems tell the page of changes, which asks then.
    if (process.platform === 'linux') {
      const devices = { env: process.env, keeper, logger }
      opened.add(watchDevices(devices, () => void core.call('program.refreshSources', null)))
    }
    return core
  }

  return { logger, gateway, look: () => look(), startCore }
}

function ownVersion(builtDir: string): string {
  const { version } = JSON.parse(readFileSync(join(builtDir, '../../package.json'), 'utf8')) as { version: string }
  return version
}
