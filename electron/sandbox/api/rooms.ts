import { z } from 'zod'
import { accessLevels, roomTypes, type StoredRoom } from '../state/entities.ts'
import { cancel, type Ruling, roomById } from '../state/rules.ts'
import { newRoom } from '../state/seed.ts'
import { customFields, customFieldsProblem } from './custom-fields.ts'
import { type Answer, refuse } from './errors.ts'
import { pageOf } from './page.ts'
import { type ApiContext, type ApiRequest, created, filterOf, idParam, noContent, ok, type Route } from './route.ts'

type RoomsContext = ApiContext & {
  /** Go live and end: store and engine move together. */
  readonly start: (room: StoredRoom) => Ruling
  readonly end: (room: StoredRoom) => Ruling
}

const path = '/v2/apps/me/video-rooms'

const editable = {
  title: z.string().nullish(),
  description: z.string().nullish(),
  accessLevel: z.enum(accessLevels).nullish(),
  ...customFields,
}
const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)))
const createSchema = z.object({
  appUserId: z.string().nullish(),
  type: z.enum(roomTypes).nullish(),
  scheduledAt: z.union([instant, z.literal('')]).nullish(),
  ...editable,
})
const patchSchema = z.object({ scheduledAt: instant.optional(), ...editable })

export function roomRoutes(context: RoomsContext): readonly Route[] {
  const { store, present, now } = context
  const find = (id: string | undefined) => roomById(store.read(), idParam(id) ?? null)
  const withRoom =
    (act: (room: StoredRoom, request: ApiRequest) => Answer) =>
    (request: ApiRequest): Answer => {
      const room = find(request.params.id)
      return room === undefined ? refuse('VIDEO_ROOM_NOT_FOUND') : act(room, request)
    }
  const presentAgain = (room: StoredRoom) => ok(present().room(roomById(store.read(), room.id) ?? room))
  const ruled = (ruling: Ruling, room: StoredRoom): Answer => (ruling.kind === 'refused' ? refuse(ruling.errorCode) : presentAgain(room))
  /** The documents disagree about the paths, so both spellings are served; they are the same request. */
  const action = (name: string, paths: readonly string[], act: (room: StoredRoom) => Ruling): readonly Route[] =>
    paths.map((suffix) => ({
      method: 'POST',
      path: `${path}/:id/${suffix}`,
      lock: ({ params }) => `${name} room ${params.id}`,
      handle: withRoom((room) => ruled(act(room), room)),
    }))

  return [
    { method: 'GET', path, handle: ({ query }) => ok(pageOf(filtered(query), query, present().room)) },
    { method: 'POST', path, lock: ({ body }) => `create room ${JSON.stringify(body)}`, handle: ({ body }) => create(body) },
    { method: 'GET', path: `${path}/:id`, handle: withRoom((room) => ok(present().room(room))) },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      lock: ({ params }) => `edit room ${params.id}`,
      handle: withRoom((room, { body }) => {
        const parsed = patchSchema.safeParse(body)
        if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
        const problem = customFieldsProblem(parsed.data)
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
      }),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      lock: ({ params }) => `edit room ${params.id}`,
      handle: withRoom((room) => {
        if (room.videoRoomState === 'LIVE' || room.videoRoomState === 'LIVE_INACTIVE') return refuse('VIDEO_ROOM_STATE_LIVE')
        store.commit({ rooms: [{ ...room, state: 'DELETED', lastModifiedAt: now() }] })
        return noContent
      }),
    },
    ...action('start', ['rtmp-broadcast/state/live', 'start'], context.start),
    ...action('end', ['rtmp-broadcast/state/ended', 'end'], context.end),
    ...action('cancel', ['rtmp-broadcast/state/cancelled'], (room) => {
      const ruling = cancel(room, { at: now() })
      if (ruling.kind === 'done') store.commit(ruling.changes)
      return ruling
    }),
  ]

  function create(body: unknown): Answer {
    const parsed = createSchema.safeParse(body)
    if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
    const { appUserId, type, scheduledAt, title, description, accessLevel, customType, customData } = parsed.data
    if (!appUserId) return refuse('EMPTY_VIDEO_ROOM_APP_USER_ID')
    if (!type) return refuse('EMPTY_VIDEO_ROOM_TYPE')
    if (!scheduledAt) return refuse('EMPTY_VIDEO_ROOM_SCHEDULED_AT')
    const problem = customFieldsProblem(parsed.data)
    if (problem !== undefined) return refuse(problem)
    const member = store.read().members.find((candidate) => candidate.appUserId === appUserId && candidate.state === 'ACTIVE')
    if (member === undefined) return refuse('MEMBER_NOT_FOUND')
    const room = newRoom({
      id: store.newId(),
      memberId: member.id,
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
  }

  function filtered(query: Readonly<Record<string, unknown>>): readonly StoredRoom[] {
    const db = store.read()
    const appUserId = filterOf(query.appUserId)
    const memberId = filterOf(query.memberId)
    const keyword = filterOf(query.keyword)?.toLowerCase()
    const same = (['videoRoomState', 'type', 'accessLevel'] as const).map((field) => [field, filterOf(query[field])] as const)
    return db.rooms.filter((room) => {
      const member = db.members.find((candidate) => candidate.id === room.memberId)
      return (
        room.state === 'ACTIVE' &&
        (appUserId === undefined || member?.appUserId === appUserId) &&
        (memberId === undefined || String(room.memberId) === memberId) &&
        (keyword === undefined || (room.title ?? '').toLowerCase().includes(keyword)) &&
        same.every(([field, value]) => value === undefined || room[field] === value)
      )
    })
  }
}

const withoutUndefined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }
