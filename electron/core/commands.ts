import type { CommandInput, CommandName, CommandOutput, ReasonCode } from '#shared/contract'
import { failure } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Session } from '../broadcast/session.ts'
import type { Timeline } from '../broadcast/timeline.ts'
import type { SettingsStore } from '../settings/port.ts'
import type { Connection } from './connection.ts'
import { createConnectionCommands } from './connection-commands.ts'
import { createDesktopCommands, type DesktopCommandDeps } from './desktop-commands.ts'
import type { DesktopHost } from './desktop-host.ts'
import { createUpdateCommands, type UpdateCommandDeps } from './host-updates.ts'
import { createMemberCommands } from './member-commands.ts'
import type { Members } from './members.ts'
import { createPageCommands } from './page-commands.ts'
import type { PageVisit } from './page-visit.ts'
import type { Program } from './program.ts'
import { createProgramCommands } from './program-commands.ts'
import { createRoomCommands } from './room-commands.ts'
import type { Rooms } from './rooms.ts'
import type { SavedConnections } from './saved-connections.ts'
import type { ShowRequests } from './show-requests.ts'
import { createVodCommands, type VodCommandDeps } from './vod-commands.ts'
import { withoutUndefined } from './without-undefined.ts'

export type CommandDeps = Pick<VodCommandDeps, 'downloads' | 'showFile'> &
  UpdateCommandDeps &
  Pick<DesktopCommandDeps, 'logFile'> & {
    readonly desktop: DesktopHost | null
    readonly session: Session
    readonly program: Program
    readonly rooms: Rooms
    readonly members: Members
    readonly saved: SavedConnections
    readonly connection: Connection
    readonly settings: SettingsStore
    readonly timeline: Timeline
    readonly shows: ShowRequests
    readonly newPageUrl: () => Promise<Result<{ url: string }>> | Result<{ url: string }>
  }

export type Commands = { readonly [N in CommandName]: (input: CommandInput<N>, visit: PageVisit | null) => Promise<Result<CommandOutput<N>>> }

const refused = (reason: ReasonCode): Result<never> => err(failure('not-allowed', { params: { reason } }))

/** What each call of the contract does. */
export function createCommands(deps: CommandDeps): Commands {
  const { session, program, rooms, settings, timeline } = deps

  const permit = async (sourceIds: readonly string[]) => deps.desktop?.permit(sourceIds)
  const { commands: roomCommands, selectRoom } = createRoomCommands(deps)

  async function resume(): Promise<Result<null>> {
    const offer = session.view().resume
    if (!offer) return refused('not-interrupted')
    const room = await rooms.find(offer.roomId as RoomId)
    if (!room.ok) return room
    const possible = session.check('selectRoom')
    if (!possible.ok) return possible
    await selectRoom(room.value)
    await permit(program.chosenSources())
    return session.resume()
  }

  return {
    ...createConnectionCommands(deps),
    ...roomCommands,
    ...createMemberCommands(deps),
    ...createProgramCommands({ ...deps, permit }),
    ...createPageCommands(deps.shows),
    ...createDesktopCommands(deps),
    ...createVodCommands(deps),
    ...createUpdateCommands(deps),

    'session.streamStart': async () => {
      await permit(program.chosenSources())
      return session.streamStart()
    },
    'session.streamStop': async () => session.streamStop(),
    'session.reconnectNow': async () => session.reconnectNow(),
    'session.goLive': async () => session.goLive(),
    'session.endLive': async () => session.endLive(),
    'session.forceEnd': async () => session.forceEnd(),
    'session.resume': resume,
    'session.dismissResume': async () => {
      session.offerResume(null)
      return ok(null)
    },
    'session.dismissFailure': async () => {
      session.dismissFailure()
      return ok(null)
    },

    'streamKey.reveal': async () => {
      const { streamKey } = session.observation()
      if (!streamKey) return refused('not-connected')
      timeline.add({ kind: 'action', code: 'key-revealed' })
      return ok({ streamKey: streamKey.streamKey, ingestUrl: streamKey.ingestUrl })
    },
    'streamKey.reissue': () => session.reissueKey(),
    'streamKey.listProfiles': () => session.listProfiles(),
    'streamKey.chooseProfile': ({ profileId }) => session.chooseProfile(profileId),

    'settings.set': async ({ hotkeys, ...change }) => {
      const changed = hotkeys === undefined ? change : { ...change, hotkeys: { ...settings.current().hotkeys, ...withoutUndefined(hotkeys) } }
      const written = await settings.update(withoutUndefined(changed))
      if (change.videoKbps !== undefined || change.language !== undefined) await program.applySettings()
      return written.ok ? ok(null) : written
    },
    'app.newPageUrl': async () => deps.newPageUrl(),
  }
}
