import type { RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { VideoRoom } from '#shared/wire/room'
import type { Session } from '../broadcast/session.ts'
import type { SettingsStore } from '../settings/port.ts'
import type { Commands } from './commands.ts'
import type { Connection } from './connection.ts'
import type { Rooms } from './rooms.ts'
import { withoutUndefined } from './without-undefined.ts'

type RoomCommandName = Extract<keyof Commands, `room.${string}`>

export type RoomCommandDeps = {
  readonly session: Session
  readonly rooms: Rooms
  readonly connection: Connection
  readonly settings: SettingsStore
}

/** What each call about video rooms does, and how a room is chosen. */
export function createRoomCommands({ session, rooms, connection, settings }: RoomCommandDeps) {
  /** Follows a room, remembers it, and asks for its state at once. */
  async function selectRoom(room: VideoRoom): Promise<void> {
    session.follow(room.id)
    rooms.forgetGone()
    const { currentId } = connection.view()
    if (currentId !== null) await settings.update({ lastRoomIds: { ...settings.current().lastRoomIds, [currentId]: room.id } })
    await session.refresh()
  }

  /** What was done to the followed room is seen at once, not with the next poll. */
  async function showOnce<T>(roomId: string, result: Result<T>): Promise<Result<T>> {
    if (session.followed() === roomId) await session.refresh()
    return result
  }

  const commands: Pick<Commands, RoomCommandName> = {
    'room.list': async (search) => {
      const listed = await rooms.list(search)
      return listed.ok ? ok({ ...listed.value, items: [...listed.value.items] }) : listed
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
    'room.create': async (input) => {
      const isForNow = input.scheduledAt === undefined
      if (isForNow) {
        session.cancelResume()
        const possible = session.check('selectRoom')
        if (!possible.ok) return possible
      }
      const room = await rooms.create(input)
      if (!room.ok) return room
      // The broadcast may have begun in the meantime: then the new room waits in the list.
      if (isForNow && session.check('selectRoom').ok) await selectRoom(room.value)
      return ok({ roomId: room.value.id })
    },
    'room.update': async ({ roomId, ...change }) => {
      const changed = await rooms.change(roomId as RoomId, withoutUndefined(change))
      return showOnce(roomId, changed.ok ? ok({ room: changed.value }) : changed)
    },
    'room.cancel': async ({ roomId }) => {
      const cancelled = await rooms.cancel(roomId as RoomId)
      return showOnce(roomId, cancelled.ok ? ok({ room: cancelled.value }) : cancelled)
    },
    'room.delete': async ({ roomId }) => {
      const removed = await rooms.remove(roomId as RoomId)
      // Another room is never chosen in its place: that is for the person to say.
      if (removed.ok && session.followed() === roomId) session.follow(null)
      return removed
    },
    'room.refresh': async () => {
      const [listed] = await Promise.all([rooms.refresh(), session.refresh()])
      return listed.ok ? ok(null) : err(listed.failure)
    },
  }
  return { commands, selectRoom } as const
}
