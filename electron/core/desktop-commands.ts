import type { CommandInput, CommandName, CommandOutput } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, type Result } from '#shared/result'
import type { DesktopHost } from './desktop-host.ts'

type DesktopCommand = Extract<CommandName, `desktop.${string}`>

export type DesktopCommandDeps = {
  /** Null for the web host. */
  readonly desktop: Pick<DesktopHost, 'openPrivacy'> | null
  readonly showFile: (path: string) => Promise<Result<null>>
  readonly logFile: string
}

/** What a page may ask of the computer that Tally runs on. */
export const createDesktopCommands = ({
  desktop,
  showFile,
  logFile,
}: DesktopCommandDeps): { readonly [N in DesktopCommand]: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>>> } => ({
  'desktop.openPrivacy': async ({ kind }) =>
    desktop === null ? err(failure('malformed-request', { params: { command: 'desktop.openPrivacy', fields: 'host' } })) : desktop.openPrivacy(kind),
  'desktop.showLogs': () => showFile(logFile),
})
