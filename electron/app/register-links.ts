import type { App } from 'electron'
import { linkScheme } from '../read-deep-link.ts'

/**
 * Tells the system that links into Tally are ours. An installed Tally with its usual data folder alone does: with `--data-dir` nothing is written outside
 * of that folder, and an unpackaged one would register the bare runtime. What stands behind `--` is no switch, whoever wrote the link.
 */
export function registerLinks(app: Pick<App, 'isPackaged' | 'setAsDefaultProtocolClient'>, chosenDataDir: string | null, execPath: string): boolean {
  if (!app.isPackaged || chosenDataDir !== null) return false
  return app.setAsDefaultProtocolClient(linkScheme, execPath, ['--'])
}
