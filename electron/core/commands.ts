import type { CommandInput, CommandName, CommandOutput, ReasonCode } from '#shared/contract'
import { failure } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { VideoRoom } from '#shared/wire/room'
import type { Session } from '../broadcast/session.ts'
import type { Timeline } from '../broadcast/timeline.ts'
import type { SettingsStore } from '../settings/port.ts'
import type { Connection } from './connection.ts'
import type { Program } from './program.ts'
import type { Rooms } from './rooms.ts'
import { localConnectionId, type SavedConnections } from './saved-connections.ts'
import { withoutUndefined } from './without-undefined.ts'

export type CommandDeps = {
  readonly session: Session
  readonly program: Program
  readonly rooms: Rooms
  readonly saved: SavedConnections
  readonly connection: Connection
  readonly settings: SettingsStore
  readonly timeline: Timeline
  readonly newPageUrl: () => Promise<Result<{ url: string }>> | Result<{ url: string }>
}

export type Commands = { readonly [N in CommandName]: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>>> }

const refused = (reason: ReasonCode): Result<never> => err(failure('not-allowed', { params: { reason } }))

/** What each call of the contract does. */
export function createCommands(deps: CommandDeps): Commands {
  const { session, program, rooms, saved, connection, settings, timeline } = deps

  /** Follows a room, remembers it, and asks for its state at once. */
  async function selectRoom(room: VideoRoom): Promise<void> {
    session.follow(room.id)
    const { currentId } = connection.view()
    if (currentId !== null) await settings.update({ lastRoomIds: { ...settings.current().lastRoomIds, [currentId]: room.id } })
    await session.refresh()
  }

  async function resume(): Promise<Result<null>> {
    const offer = session.view().resume
    if (!offer) return refused('not-interrupted')
    const room = await rooms.find(offer.roomId as RoomId)
    if (!room.ok) return room
    const possible = session.check('selectRoom')
    if (!possible.ok) return possible
    await selectRoom(room.value)
    return session.resume()
  }

  return {
    'connection.select': async ({ connectionId }) => {
      const possible = session.check('selectConnection')
      if (!possible.ok) return possible
      // The local service needs ffmpeg too: one that was missing may be there by now.
      const [connected] = await Promise.all([connection.connect(connectionId), program.discover()])
      return connected
    },
    'connection.save': (input) => saved.save(input),
    'connection.forget': async ({ connectionId }) => {
      const isCurrent = connection.view().currentId === connectionId
      const possible = isCurrent ? session.check('selectConnection') : ok(null)
      if (!possible.ok) return possible
      const forgotten = await saved.forget(connectionId)
      return forgotten.ok && isCurrent ? connection.connect(localConnectionId) : forgotten
    },

    'room.select': async ({ roomId }) => {
      session.cancelResume()
      const possible = session.check('selectRoom')
      if (!possible.ok) return possible
      const room = await rooms.find(roomId as RoomId)
      if (!room.ok) return room
      const still = session.check('selectRoom')
      if (!still.ok) return still
      await selectRoom(room.value)
      return ok(null)
    },
    'room.create': async ({ title }) => {
      session.cancelResume()
      const possible = session.check('selectRoom')
      if (!possible.ok) return possible
      const room = await rooms.create(title)
      if (!room.ok) return room
      // The broadcast may have begun in the meantime: then the new room waits in the list.
      if (session.check('selectRoom').ok) await selectRoom(room.value)
      return ok({ roomId: room.value.id })
    },
    'room.refresh': async () => {
      const [listed] = await Promise.all([rooms.refresh(), session.refresh()])
      return listed.ok ? ok(null) : listed
    },

    'program.refreshSources': () => program.refreshSources(),
    'program.setSource': async ({ sourceId }) => {
      const possible = session.check('selectSource')
      if (!possible.ok) return possible
      if (sourceId === 'none') session.cancelResume()
      const closable = sourceId === 'none' ? session.check('selectConnection') : ok(null)
      return closable.ok ? program.setSource(sourceId) : closable
    },
    'program.setSound': ({ sound }) => program.setSound(sound),
    'program.setOrientation': async ({ orientation }) => {
      const possible = session.check('setOrientation')
      return possible.ok ? program.setOrientation(orientation) : possible
    },
    'program.setOutputMode': ({ outputMode }) => program.setOutputMode(outputMode),
    'program.openPreview': () => program.openPreview(),
    'program.closePreview': async () => {
      session.cancelResume()
      // What is sent needs the program, exactly as it needs its connection.
      const possible = session.check('selectConnection')
      if (!possible.ok) return possible
      await program.closePreview()
      return ok(null)
    },

    'session.streamStart': async () => session.streamStart(),
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

    'settings.set': async (change) => {
      const written = await settings.update(withoutUndefined(change))
      if (change.ffmpegPath !== undefined) await program.discover()
      if (change.videoKbps !== undefined) await program.applyVideoKbps()
      return written.ok ? ok(null) : written
    },
    'app.newPageUrl': async () => deps.newPageUrl(),
  }
}
