import { join } from 'node:path'

/** Where everything lies that the program keeps; nothing is written outside of it. */
export type DataDirLayout = {
  readonly root: string
  readonly settingsFile: string
  /** Where the desktop's window was last. */
  readonly windowFile: string
  readonly logsDir: string
  /** The local FlipFlop Cloud: keys, rooms, recordings. */
  readonly sandboxDir: string
  /** Recordings that a person saved from the service. */
  readonly recordingsDir: string
  /** The register of child processes. */
  readonly runDir: string
  readonly lockFile: string
}

export const dataDirLayout = (root: string): DataDirLayout => ({
  root,
  settingsFile: join(root, 'settings.json'),
  windowFile: join(root, 'window.json'),
  logsDir: join(root, 'logs'),
  sandboxDir: join(root, 'sandbox'),
  recordingsDir: join(root, 'recordings'),
  runDir: join(root, 'run'),
  lockFile: join(root, 'lock'),
})
