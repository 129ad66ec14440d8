import type { CommandInput, CommandName, CommandOutput } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { DesktopHost } from './desktop-host.ts'

type DesktopCommand = Extract<CommandName, `desktop.${string}`>

export type DesktopCommandDeps = {
  /** Null for the web host. */
  readonly desktop: Pick<DesktopHost, 'openPrivacy' | 'restHotkeys'> | null
  readonly showFile: (path: string) => Promise<Result<null>>
  readonly logFile: string
}

const notHere = (command: DesktopCommand): Result<never> => err(failure('malformed-request', { params: { command, fields: 'host' } }))

/** What a page may ask of the computer that Tally runs on. */
export const createDesktopCommands = ({
  desktop,
  showFile,
  logFile,
}: DesktopCommandDeps): { readonly [N in DesktopCommand]: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>>> } => ({
  'desktop.openPrivacy': async ({ kind }) => (desktop === null ? notHere('desktop.openPrivacy') : desktop.openPrivacy(kind)),
  'desktop.restHotkeys': async ({ rest }) => {
    if (desktop === null) return notHere('desktop.restHotkeys')
    desktop.restHotkeys(rest)
    return ok(null)
  },
  'desktop.showLogs': () => showFile(logFile),
})
