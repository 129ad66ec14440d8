import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppUpdater, CancellationToken } from 'electron-updater'
import type { UpdateProblem } from '#shared/contract'
import type { Logger } from '../logging/port.ts'
import type { Updater } from './updates.ts'

/** Whether the makers of this package said where newer ones are: electron-builder wrote it beside the archive. */
export const updatesAreConfigured = (resourcesPath: string): boolean => existsSync(join(resourcesPath, 'app-update.yml'))

/** Windows and macOS refuse what is not signed by the same makers. The packages for Linux carry no signature. */
export const updatesAreSigned = (platform: NodeJS.Platform): boolean => platform === 'win32' || platform === 'darwin'

/** electron-updater, which fetches a package, compares its SHA-512 and its signature, and starts its installer. */
export async function loadElectronUpdater(logger: Logger): Promise<Updater> {
  const { autoUpdater, CancellationToken } = await import('electron-updater')
  return adaptUpdater(autoUpdater, () => new CancellationToken(), logger)
}

type UsedOfUpdater = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'autoRunAppAfterInstall'
  | 'disableWebInstaller'
  | 'logger'
  | 'checkForUpdates'
  | 'downloadUpdate'
  | 'quitAndInstall'
  | 'on'
  | 'off'
>

export function adaptUpdater(updater: UsedOfUpdater, newToken: () => CancellationToken, logger: Logger): Updater {
  // What happens, and when, is ours to say: never while something is on air.
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message?: unknown) => logger[level](String(message))
  updater.logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  // Whoever asked is told by its promise; without a listener the event would end the program.
  updater.on('error', () => {})
  return {
    check: async () => {
      const found = await updater.checkForUpdates()
      return found?.isUpdateAvailable ? found.updateInfo.version : null
    },
    download: async (onPercent, signal) => {
      const token = newToken()
      const stop = () => token.cancel()
      const progress = ({ percent }: { readonly percent: number }) => onPercent(percent)
      signal.addEventListener('abort', stop, { once: true })
      updater.on('download-progress', progress)
      try {
        await updater.downloadUpdate(token)
      } finally {
        updater.off('download-progress', progress)
        signal.removeEventListener('abort', stop)
      }
    },
    install: (andRestart) => {
      updater.autoRunAppAfterInstall = andRestart
      updater.quitAndInstall(true, andRestart)
    },
    problemOf,
  }
}

const untrusted = ['ERR_UPDATER_INVALID_SIGNATURE', 'ERR_UPDATER_NO_CHECKSUM', 'ERR_CHECKSUM_MISMATCH']

/** By the codes of electron-updater and the network errors of Chromium (`net::ERR_…`). */
function problemOf(error: unknown): UpdateProblem {
  const { code = '', message = '' } = (error ?? {}) as { readonly code?: string; readonly message?: string }
  if (untrusted.includes(code)) return 'untrusted'
  return code.startsWith('HTTP_ERROR_5') || message.startsWith('net::') ? 'unreachable' : 'failed'
}
