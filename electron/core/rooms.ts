import type { RoomView } from '#shared/contract'
import { failure } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import type { VideoRoom } from '#shared/wire/room'
import { isOverRoom } from '../broadcast/service-facts.ts'
import { roomView } from '../broadcast/session-view.ts'
import type { Clock } from '../clock.ts'
import type { CloudApi } from '../cloud/port.ts'
import { isBroadcastRoom, newestFirst } from './pick-room.ts'

export type RoomsSeat = { readonly api: CloudApi; readonly member: Member; readonly isLocal: boolean }

/** The member's rooms that an encoder can stream into, newest first. */
export type Rooms = {
  /** Lists the rooms of a member; on the local service one is made where none waits or runs. */
  readonly open: (seat: RoomsSeat) => Promise<Result<readonly VideoRoom[]>>
  readonly close: () => void
  readonly views: () => readonly RoomView[]
  readonly refresh: () => Promise<Result<readonly VideoRoom[]>>
  /** Makes a room for now. Never two at once. */
  readonly create: (title: string) => Promise<Result<VideoRoom>>
  /** The room with this id, asked for where it is not in the list. */
  readonly find: (roomId: RoomId) => Promise<Result<VideoRoom>>
  /** A newer look at a room of the list. */
  readonly update: (room: VideoRoom) => void
}

const notConnected = () => err(failure('not-allowed', { params: { reason: 'not-connected' } }))

/** @param titleOf names the rooms that nobody asked for by name */
export function createRooms(clock: Clock, titleOf: (number: number) => string, onChange: () => void): Rooms {
  let seat: RoomsSeat | null = null
  let rooms: readonly VideoRoom[] = []
  let creating = false

  const put = (list: readonly VideoRoom[]) => {
    rooms = list.filter(isBroadcastRoom).toSorted(newestFirst)
    onChange()
  }

  async function refresh(): Promise<Result<readonly VideoRoom[]>> {
    const asked = seat
    if (!asked) return notConnected()
    const listed = await asked.api.listRooms({ member: asked.member.appUserId })
    if (!listed.ok) return listed
    if (seat !== asked) return ok([])
    put(listed.value.items)
    const isUsable = ({ videoRoomState }: VideoRoom) => !isOverRoom(videoRoomState) && videoRoomState !== 'CANCELLED'
    if (!asked.isLocal || rooms.some(isUsable)) return ok(rooms)
    const made = await create(titleOf(rooms.length + 1))
    return made.ok ? ok(rooms) : made
  }

  async function create(title: string): Promise<Result<VideoRoom>> {
    const asked = seat
    if (!asked) return notConnected()
    if (creating) return err(failure('not-allowed', { params: { reason: 'working' } }))
    creating = true
    try {
      const scheduledAt = new Date(clock.wallMs() + (asked.api.clockOffsetMs() ?? 0)).toISOString()
      const made = await asked.api.createRoom({ member: asked.member.appUserId, title, scheduledAt })
      if (made.ok && seat === asked) put([made.value, ...rooms.filter(({ id }) => id !== made.value.id)])
      return made
    } finally {
      creating = false
    }
  }

  return {
    open: (next) => {
      seat = next
      rooms = []
      return refresh()
    },
    close: () => {
      seat = null
      rooms = []
      onChange()
    },
    views: () => rooms.map(roomView),
    refresh,
    create,
    find: async (roomId) => {
      const known = rooms.find(({ id }) => id === roomId)
      if (known) return ok(known)
      const asked = seat
      if (!asked) return notConnected()
      const found = await asked.api.getRoom(roomId)
      if (!found.ok) return found
      const owner = found.value.member?.appUserId
      if (owner !== undefined && owner !== asked.member.appUserId) return err(failure('room-not-found'))
      if (!isBroadcastRoom(found.value)) return err(failure('room-type-unsupported'))
      if (seat === asked) put([found.value, ...rooms])
      return found
    },
    update: (room) => {
      const known = rooms.find(({ id }) => id === room.id)
      if (known && known !== room) put(rooms.map((other) => (other.id === room.id ? room : other)))
    },
  }
}
