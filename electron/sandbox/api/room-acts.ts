import { z } from 'zod'
import { accessLevels, roomTypes } from '#shared/capabilities'
import type { FaultSwitches } from '../faults.ts'
import type { Database, StoredRoom } from '../state/entities.ts'
import { roomById } from '../state/rules.ts'
import { newRoom } from '../state/seed.ts'
import { customFields, customFieldsProblem } from './custom-fields.ts'
import { type ErrorCode, refuse } from './errors.ts'
import { pageOf } from './page.ts'
import { customFieldErrors } from './register-member.ts'
import { type Answer, type ApiContext, created, filterOf, noContent, ok } from './route.ts'

const editable = {
  title: z.string().nullish(),
  description: z.string().nullish(),
  accessLevel: z.enum(accessLevels).nullish(),
  ...customFields,
}
const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)))
export const ownRoomBody = z.object({ type: z.enum(roomTypes).nullish(), scheduledAt: z.union([instant, z.literal('')]).nullish(), ...editable })
export const roomBody = z.object({ appUserId: z.string().nullish(), ...ownRoomBody.shape })
export const roomPatch = z.object({ scheduledAt: instant.optional(), ...editable })

export const patchErrors: readonly ErrorCode[] = ['VIDEO_ROOM_NOT_FOUND', 'VIDEO_ROOM_ACCESS_LEVEL_NOT_AVAILABLE', ...customFieldErrors]
export const createErrors: readonly ErrorCode[] = [
  'EMPTY_VIDEO_ROOM_TYPE',
  'EMPTY_VIDEO_ROOM_SCHEDULED_AT',
  'VIDEO_ROOM_ACCESS_LEVEL_NOT_AVAILABLE',
  ...customFieldErrors,
]

/** By whom and for whom a room is made. */
type Maker = { readonly memberId: number; readonly byMember: boolean }

/** What can be done with rooms, whoever asks. */
export type RoomActs = {
  /** @param memberId whose rooms; undefined: everybody's */
  readonly list: (query: Readonly<Record<string, unknown>>, memberId?: number) => Answer
  /** @param maker asked when the body is fine so far */
  readonly create: (body: unknown, maker: (appUserId: string | null | undefined) => Maker | ErrorCode) => Answer
  readonly edit: (room: StoredRoom, body: unknown) => Answer
  readonly remove: (room: StoredRoom) => Answer
  /** The room as it is now. */
  readonly show: (room: StoredRoom) => Answer
}

export function createRoomActs({ store, present, now, faults }: ApiContext & { readonly faults: FaultSwitches }): RoomActs {
  const problemOf = (fields: z.output<typeof roomPatch>): ErrorCode | undefined =>
    (fields.accessLevel ?? 'PUBLIC') !== 'PUBLIC' && !faults.read().accessLevelsOpen
      ? 'VIDEO_ROOM_ACCESS_LEVEL_NOT_AVAILABLE'
      : customFieldsProblem(fields)

  return {
    list: (query, memberId) => ok(pageOf(roomsFor(store.read(), query, memberId), query, present().room)),
    show: (room) => ok(present().room(roomById(store.read(), room.id) ?? room)),
    create: (body, maker) => {
      const parsed = roomBody.safeParse(body)
      if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
      const { appUserId, type, scheduledAt, title, description, accessLevel, customType, customData } = parsed.data
      const made = maker(appUserId)
      // A missing appUserId is told first, an unknown one last, as the documents list them.
      if (made === 'EMPTY_VIDEO_ROOM_APP_USER_ID') return refuse(made)
      if (!type) return refuse('EMPTY_VIDEO_ROOM_TYPE')
      if (!scheduledAt) return refuse('EMPTY_VIDEO_ROOM_SCHEDULED_AT')
      const problem = problemOf({ ...parsed.data, scheduledAt })
      if (problem !== undefined) return refuse(problem)
      if (typeof made === 'string') return refuse(made)
      const room = newRoom({
        id: store.newId(),
        ...made,
        at: now(),
        type,
        scheduledAt: new Date(scheduledAt).toISOString(),
        title: title ?? null,
        description: description ?? null,
        accessLevel: accessLevel ?? 'PUBLIC',
        customType: customType ?? null,
        customData: customData ?? null,
      })
      store.commit({ rooms: [room] })
      return created(present().room(room))
    },
    edit: (room, body) => {
      const parsed = roomPatch.safeParse(body)
      if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
      const problem = problemOf(parsed.data)
      if (problem !== undefined) return refuse(problem)
      const { accessLevel, scheduledAt, ...texts } = parsed.data
      const changed = {
        ...room,
        ...withoutUndefined(texts),
        accessLevel: accessLevel ?? room.accessLevel,
        scheduledAt: scheduledAt === undefined ? room.scheduledAt : new Date(scheduledAt).toISOString(),
        lastModifiedAt: now(),
      }
      store.commit({ rooms: [changed] })
      return ok(present().room(changed))
    },
    remove: (room) => {
      if (room.videoRoomState === 'LIVE' || room.videoRoomState === 'LIVE_INACTIVE') return refuse('VIDEO_ROOM_STATE_LIVE')
      store.commit({ rooms: [{ ...room, state: 'DELETED', lastModifiedAt: now() }] })
      return noContent
    },
  }
}

export const ownRoomFilters = ['keyword', 'videoRoomState', 'type', 'accessLevel'] as const
export const roomFilters = ['appUserId', 'memberId', ...ownRoomFilters] as const

export function roomsFor(db: Database, query: Readonly<Record<string, unknown>>, onlyMemberId?: number): readonly StoredRoom[] {
  const [appUserId, memberId, keyword, ...wanted] = roomFilters.map((name) => filterOf(query[name]))
  const text = keyword?.toLowerCase()
  const [videoRoomState, type, accessLevel] = wanted
  const ofUser = appUserId === undefined ? undefined : new Set(db.members.filter((member) => member.appUserId === appUserId).map(({ id }) => id))
  return db.rooms.filter(
    (room) =>
      room.state === 'ACTIVE' &&
      (onlyMemberId === undefined
        ? (ofUser === undefined || ofUser.has(room.memberId)) && (memberId === undefined || String(room.memberId) === memberId)
        : room.memberId === onlyMemberId) &&
      (videoRoomState === undefined || room.videoRoomState === videoRoomState) &&
      (type === undefined || room.type === type) &&
      (accessLevel === undefined || room.accessLevel === accessLevel) &&
      (text === undefined || (room.title ?? '').toLowerCase().includes(text)),
  )
}

const withoutUndefined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }
