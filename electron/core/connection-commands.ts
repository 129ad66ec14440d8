import type { CommandInput } from '#shared/contract'
import type { AppUserId } from '#shared/ids'
import { ok, type Result } from '#shared/result'
import type { Session } from '../broadcast/session.ts'
import type { Commands } from './commands.ts'
import type { Connection } from './connection.ts'
import type { Program } from './program.ts'
import { localConnectionId, type SavedAs, type SavedConnections } from './saved-connections.ts'

export type ConnectionCommandDeps = {
  readonly session: Session
  readonly program: Program
  readonly saved: SavedConnections
  readonly connection: Connection
}

type ConnectionCommands = Pick<Commands, Extract<keyof Commands, `connection.${string}`>>

/** What can be asked about the saved connections and the open one. */
export function createConnectionCommands({ session, program, saved, connection }: ConnectionCommandDeps): ConnectionCommands {
  const isCurrent = (connectionId: string | null) => connectionId !== null && connection.view().currentId === connectionId

  /** A change of the open connection counts at once only where its client can take it; otherwise nothing may be sent meanwhile. */
  function mayChange(input: CommandInput<'connection.save'>): Result<null> {
    if (!isCurrent(input.connectionId) || !saved.changesAccess(input)) return ok(null)
    return session.check('selectConnection')
  }

  const told = ({ connectionId, report }: SavedAs, touched: boolean) => ok({ connectionId, report, inUse: isCurrent(connectionId) && !touched })

  return {
    'connection.select': async ({ connectionId }) => {
      const possible = session.check('selectConnection')
      if (!possible.ok) return possible
      // The local service needs ffmpeg too: one that was missing may be there by now.
      const [connected] = await Promise.all([connection.connect(connectionId), program.discover()])
      return connected
    },
    'connection.test': (input) => saved.test(input),
    'connection.save': async (input) => {
      const possible = mayChange(input)
      if (!possible.ok) return possible
      const touched = saved.changesAccess(input)
      const result = await saved.save(input)
      connection.reconsider()
      return result.ok ? told(result.value, touched) : result
    },
    'connection.saveForSession': async () => {
      const result = await saved.saveForSession()
      connection.reconsider()
      return result.ok ? told(result.value, true) : result
    },
    'connection.renewToken': async ({ connectionId, accessToken }) => {
      const sitter = isCurrent(connectionId) ? connection.member() : null
      const replaced = await saved.replaceToken(connectionId, accessToken, (sitter?.appUserId ?? null) as AppUserId | null)
      return replaced.ok ? connection.renew(connectionId, replaced.value) : replaced
    },
    'connection.forget': async ({ connectionId }) => {
      const wasCurrent = isCurrent(connectionId)
      const possible = wasCurrent ? session.check('selectConnection') : ok(null)
      if (!possible.ok) return possible
      const forgotten = await saved.forget(connectionId)
      return forgotten.ok && wasCurrent ? connection.connect(localConnectionId) : forgotten
    },
  }
}
