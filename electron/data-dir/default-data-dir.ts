import { posix, win32 } from 'node:path'

/** The facts that decide where an operating system wants such data. */
export type DataDirFacts = {
  readonly platform: NodeJS.Platform
  readonly homeDir: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Where the data lies unless `--data-dir` says otherwise. On Linux after the XDG Base Directory Specification,
 * which has relative paths in `XDG_DATA_HOME` ignored.
 */
export function defaultDataDir({ platform, homeDir, env }: DataDirFacts): string {
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(homeDir, 'AppData', 'Roaming'), 'Tally')
  if (platform === 'darwin') return posix.join(homeDir, 'Library', 'Application Support', 'Tally')
  const base = env.XDG_DATA_HOME
  return posix.join(base && posix.isAbsolute(base) ? base : posix.join(homeDir, '.local', 'share'), 'tally')
}
