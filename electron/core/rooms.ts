import type { AccessMode, RoomType } from '#shared/capabilities'
import type { ReasonCode, RoomView } from '#shared/contract'
import { failure } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { type RoomAction, roomAction } from '#shared/room-actions'
import type { RoomState } from '#shared/states'
import type { Member } from '#shared/wire/member'
import type { VideoRoom } from '#shared/wire/room'
import { isOverRoom, spelled } from '../broadcast/service-facts.ts'
import { roomView } from '../broadcast/session-view.ts'
import type { Clock } from '../clock.ts'
import type { CloudDirectory, ListPage, RoomChange } from '../cloud/directory-port.ts'
import type { CloudApi } from '../cloud/port.ts'
import { createTurns } from '../in-turn.ts'
import { isBroadcastRoom, newestFirst } from './pick-room.ts'

export type RoomsSeat = {
  readonly api: Pick<CloudApi, 'getRoom' | 'clockOffsetMs'>
  readonly directory: Pick<CloudDirectory, 'listRooms' | 'createRoom' | 'updateRoom' | 'deleteRoom' | 'cancelRoom'>
  readonly mode: AccessMode
  readonly member: Member
  readonly isLocal: boolean
}

export type NewRoom = {
  readonly title: string
  readonly description?: string | undefined
  /** ISO 8601 UTC; absent: now. */
  readonly scheduledAt?: string | undefined
}

export type RoomSearch = { readonly keyword: string; readonly state: RoomState | null; readonly type: RoomType | null; readonly page: number }

/** The rooms of the chosen member: the newest for everybody to see, the rest page by page for who asks. */
export type Rooms = {
  /** Lists the newest rooms of a member; on the local service one is made where none waits or runs. Gives those that an encoder can stream into. */
  readonly open: (seat: RoomsSeat) => Promise<Result<readonly VideoRoom[]>>
  readonly close: () => void
  /** Of every type, newest first. */
  readonly views: () => readonly RoomView[]
  readonly refresh: () => Promise<Result<readonly VideoRoom[]>>
  /** One page of all rooms of the member; changes nothing here. */
  readonly list: (search: RoomSearch) => Promise<Result<ListPage<RoomView>>>
  /** Never two at once: the next waits for the one before, also where that is a room that nobody asked for. */
  readonly create: (room: NewRoom) => Promise<Result<VideoRoom>>
  /** The three below look at the room once more before they act: what a list says of it may be over. */
  readonly change: (roomId: RoomId, change: RoomChange) => Promise<Result<RoomView>>
  readonly cancel: (roomId: RoomId) => Promise<Result<RoomView>>
  readonly remove: (roomId: RoomId) => Promise<Result<null>>
  /** The room with this id, asked for where it is not in the list; one that does not exist leaves the list. */
  readonly find: (roomId: RoomId) => Promise<Result<VideoRoom>>
  /** A newer look at a room of the list. */
  readonly update: (room: VideoRoom) => void
  /** The chosen room was seen to exist no more. */
  readonly lose: (roomId: RoomId) => void
  /** The chosen room that does not exist any more, until another is chosen. */
  readonly gone: () => { readonly title: string } | null
  /** A room was chosen. */
  readonly forgetGone: () => void
}

/** Rooms on one page; the service's own default is smaller. */
export const roomsOnPage = 50

const isUsable = ({ videoRoomState }: VideoRoom) => !isOverRoom(videoRoomState) && videoRoomState !== 'CANCELLED'

const refused = (reason: ReasonCode): Result<never> => err(failure('not-allowed', { params: { reason } }))
const notConnected = () => refused('not-connected')

/** @param titleOf names the rooms that nobody asked for by name */
export function createRooms(clock: Clock, titleOf: (number: number) => string, onChange: () => void): Rooms {
  let seat: RoomsSeat | null = null
  let rooms: readonly VideoRoom[] = []
  let gone: { readonly title: string } | null = null
  const inTurn = createTurns()
  /** A person makes one: a double click is one wish. */
  let creating = false
  /** Grows with everything that is done to rooms here: a list that was asked for before may lack it. */
  let deeds = 0

  const put = (list: readonly VideoRoom[]) => {
    rooms = list.toSorted(newestFirst)
    onChange()
  }
  const drop = (roomId: RoomId) => put(rooms.filter(({ id }) => id !== roomId))
  /** In place of its older look; one that is not in the list stays out of it. */
  const replace = (room: VideoRoom) => put(rooms.map((other) => (other.id === room.id ? room : other)))
  const broadcastRooms = () => rooms.filter(isBroadcastRoom)

  /** The newest rooms, with everything that was done to them here until now. */
  async function askForNewest(asked: RoomsSeat): Promise<Result<ListPage<VideoRoom>>> {
    for (;;) {
      const before = deeds
      const listed = await asked.directory.listRooms({ member: asked.member.appUserId, pageSize: roomsOnPage })
      if (!listed.ok || deeds === before || seat !== asked) return listed
    }
  }

  async function refresh(): Promise<Result<readonly VideoRoom[]>> {
    const asked = seat
    if (!asked) return notConnected()
    const listed = await askForNewest(asked)
    if (!listed.ok) return listed
    if (seat !== asked) return ok([])
    put(listed.value.items)
    if (!asked.isLocal || broadcastRooms().some(isUsable)) return ok(broadcastRooms())
    // Looked at again in its turn: a person may have made a room meanwhile.
    const made = await inTurn(async () => (broadcastRooms().some(isUsable) ? ok(null) : make(asked, { title: titleOf(rooms.length + 1) })))
    return made.ok ? ok(broadcastRooms()) : made
  }

  async function create(room: NewRoom): Promise<Result<VideoRoom>> {
    const asked = seat
    if (!asked) return notConnected()
    if (creating) return err(failure('not-allowed', { params: { reason: 'working' } }))
    creating = true
    try {
      // The room that makes itself comes first; nobody is refused for it.
      return await inTurn(() => make(asked, room))
    } finally {
      creating = false
    }
  }

  async function make(asked: RoomsSeat, { title, description, scheduledAt }: NewRoom): Promise<Result<VideoRoom>> {
    if (seat !== asked) return notConnected()
    const now = () => new Date(clock.wallMs() + (asked.api.clockOffsetMs() ?? 0)).toISOString()
    const made = await asked.directory.createRoom({
      member: asked.member.appUserId,
      title,
      scheduledAt: scheduledAt ?? now(),
      ...(description ? { description } : {}),
    })
    deeds += 1
    if (made.ok && seat === asked) put([made.value, ...rooms.filter(({ id }) => id !== made.value.id)])
    return made
  }

  /** The room as the service has it now. */
  async function look(asked: RoomsSeat, roomId: RoomId): Promise<Result<VideoRoom>> {
    const found = await asked.api.getRoom(roomId)
    if (!found.ok) {
      if (found.failure.code === 'room-not-found' && seat === asked) drop(roomId)
      return found
    }
    const owner = found.value.member?.appUserId
    if (owner !== undefined && owner !== asked.member.appUserId) return err(failure('room-not-found'))
    if (seat === asked) replace(found.value)
    return found
  }

  /** Does something to a room after a look at it. */
  async function act<T>(roomId: RoomId, action: RoomAction, task: (asked: RoomsSeat) => Promise<Result<T>>): Promise<Result<T>> {
    const asked = seat
    if (!asked) return notConnected()
    const found = await look(asked, roomId)
    if (!found.ok) return found
    const { type, videoRoomState } = found.value
    const possible = roomAction(action, { type, state: spelled(videoRoomState) }, asked.mode)
    if (!possible.allowed) return refused(possible.reason)
    const done = await task(asked)
    deeds += 1
    if (!done.ok && done.failure.code === 'room-not-found' && seat === asked) drop(roomId)
    return done
  }

  async function changeBy(roomId: RoomId, action: RoomAction, task: (asked: RoomsSeat) => Promise<Result<VideoRoom>>): Promise<Result<RoomView>> {
    const changed = await act(roomId, action, task)
    if (!changed.ok) return changed
    replace(changed.value)
    return ok(roomView(changed.value))
  }

  return {
    open: (next) => {
      seat = next
      rooms = []
      gone = null
      return refresh()
    },
    close: () => {
      seat = null
      rooms = []
      gone = null
      onChange()
    },
    views: () => rooms.map(roomView),
    refresh,
    list: async ({ keyword, state, type, page }) => {
      const asked = seat
      if (!asked) return notConnected()
      const listed = await asked.directory.listRooms({
        ...{ member: asked.member.appUserId, page, pageSize: roomsOnPage },
        ...(keyword === '' ? {} : { keyword }),
        ...(state === null ? {} : { state }),
        ...(type === null ? {} : { type }),
      })
      return listed.ok ? ok({ ...listed.value, items: listed.value.items.map(roomView) }) : listed
    },
    create,
    change: (roomId, change) => changeBy(roomId, 'edit', ({ directory }) => directory.updateRoom(roomId, change)),
    cancel: (roomId) => changeBy(roomId, 'cancel', ({ directory }) => directory.cancelRoom(roomId)),
    remove: async (roomId) => {
      const removed = await act(roomId, 'delete', ({ directory }) => directory.deleteRoom(roomId))
      if (!removed.ok) return removed
      drop(roomId)
      return ok(null)
    },
    find: async (roomId) => {
      const asked = seat
      if (!asked) return notConnected()
      const known = rooms.find(({ id }) => id === roomId)
      const found = known ? ok(known) : await look(asked, roomId)
      if (!found.ok) return found
      if (!isBroadcastRoom(found.value)) return err(failure('room-type-unsupported'))
      if (!known && seat === asked) put([found.value, ...rooms])
      return found
    },
    update: (room) => {
      const known = rooms.find(({ id }) => id === room.id)
      if (known && known !== room) replace(room)
    },
    lose: (roomId) => {
      const known = rooms.find(({ id }) => id === roomId)
      gone = { title: known?.title ?? '' }
      drop(roomId)
    },
    gone: () => gone,
    forgetGone: () => {
      if (gone === null) return
      gone = null
      onChange()
    },
  }
}
